/**
 * Redraws what is drawn from policies/: out/<scenario>.mmd and .md, and the blocks in each scenario's README.
 * With --check it writes nothing, names what is stale, and fails if anything is.
 */

import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { answer, root, scenarios } from './scenarios.js';

mkdirSync(`${root}/out`, { recursive: true });

const drawn = new Map(scenarios.flatMap(draw));
const stale = [...drawn].filter(([path, text]) => read(path) !== text).map(([path]) => path);
const orphans = readdirSync(`${root}/out`, { withFileTypes: true })
  .map(({ name }) => `out/${name}`)
  .filter((path) => !drawn.has(path));

if (process.argv.includes('--check')) {
  for (const path of [...stale, ...orphans]) console.error(`${path} is stale: run \`npm run docs\``);
  process.exitCode = stale.length + orphans.length === 0 ? 0 : 1;
} else {
  for (const path of stale) writeFileSync(`${root}/${path}`, drawn.get(path));
  for (const path of orphans) console.error(`${path} belongs to no scenario`);
}

/** Returns the files of a scenario, as path and text. */
function draw(scenario) {
  const folder = `policies/${scenario}`;
  const matrix = answer('matrix', folder, '-o', 'md');
  const diagram = answer('graph', folder, '-o', 'mermaid');
  const fenced = `\`\`\`mermaid\n${diagram}\`\`\`\n`;
  const readme = `${folder}/README.md`;
  return [
    [`out/${scenario}.mmd`, diagram],
    [`out/${scenario}.md`, `# ${scenario}\n\n${matrix}\n${fenced}`],
    [readme, fill(read(readme), { matrix, graph: fenced })],
  ];
}

/** Returns Markdown with the text between `netpol:begin KIND` and `netpol:end` replaced. */
function fill(markdown, texts) {
  return markdown.replaceAll(
    /(<!-- netpol:begin (\w+) -->\n)[\s\S]*?(<!-- netpol:end -->)/g,
    (block, begin, kind, end) => (kind in texts ? `${begin}\n${texts[kind]}\n${end}` : block),
  );
}

function read(path) {
  return existsSync(`${root}/${path}`) ? readFileSync(`${root}/${path}`, 'utf8') : '';
}
