/**
 * Redraws what is drawn from policies/: out/<scenario>.mmd, .svg and .md, and with `netpol docs` the blocks in every README.
 * With --check it writes nothing, names what is stale, and fails if anything is.
 */

import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { answer, netpol, root, scenarios } from './scenarios.js';

const isCheck = process.argv.includes('--check');

mkdirSync(`${root}/out`, { recursive: true });

const drawn = new Map(scenarios.flatMap(draw));
const stale = [...drawn].filter(([path, text]) => read(path) !== text).map(([path]) => path);
const orphans = readdirSync(`${root}/out`, { withFileTypes: true })
  .map(({ name }) => `out/${name}`)
  .filter((path) => !drawn.has(path));

fillReadmes();
if (isCheck) {
  for (const path of [...stale, ...orphans]) console.error(`${path} is stale: run \`npm run docs\``);
  if (stale.length + orphans.length > 0) process.exitCode = 1;
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
  return [
    [`out/${scenario}.mmd`, diagram],
    [`out/${scenario}.svg`, answer('graph', folder, '-o', 'svg')],
    [`out/${scenario}.md`, `# ${scenario}\n\n${matrix}\n${fenced}`],
  ];
}

/** Fills the blocks of the READMEs; with --check shows as a diff what is stale in them. */
function fillReadmes() {
  const readmes = ['README.md', ...scenarios.map((scenario) => `policies/${scenario}/README.md`)];
  const { status, stdout, stderr } = netpol(
    'docs',
    '--quiet',
    ...(isCheck ? ['--check'] : []),
    ...readmes.filter(exists),
  );
  process.stdout.write(stdout);
  process.stderr.write(stderr);
  if (status !== 0) process.exitCode = 1;
}

/** @param {string} path from the project's root */
function exists(path) {
  return existsSync(`${root}/${path}`);
}

function read(path) {
  return exists(path) ? readFileSync(`${root}/${path}`, 'utf8') : '';
}
