/**
 * Pictures of graphs, compared by structure: the nodes, lines and words in them. Graphviz draws here, and Mermaid in a real
 * browser.
 */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compileConnectivity } from '../../src/engine/compile.ts';
import { loadLayout } from '../../src/io/layout.ts';
import { loadRasterizer } from '../../src/io/png.ts';
import type { Cluster } from '../../src/model/cluster.ts';
import { printable } from '../../src/render/columns.ts';
import { renderGraphDot } from '../../src/render/graph-dot.ts';
import { bundleEdges } from '../../src/views/bundle-edges.ts';
import { drawMatrix } from '../../src/views/draw-matrix.ts';
import type { Drawing } from '../../src/views/drawing.ts';
import { browserForTests } from '../browser.ts';
import { cluster, ipBlock, pod, podsHere, policy, ports } from '../builders.ts';
import { folderWith, runNetpol } from '../cli/run.ts';
import { askMatrix } from '../render/ask.ts';
import { shop } from '../render/shop.ts';
import { look } from './svg.ts';

const K8S = join(import.meta.dirname, '../fixtures/render/shop');
const layout = await loadLayout();
const rasterize = await loadRasterizer();

function draw(of: Cluster): Drawing {
  return drawMatrix(askMatrix(compileConnectivity(of)));
}

/** Asserts that an SVG by Graphviz holds each node, frame, junction and line of a drawing, and all names. */
function expectDrawn(drawing: Drawing): void {
  const { count, words } = look(layout(renderGraphDot(drawing)));
  const nodes = [...drawing.namespaces.flatMap((one) => one.nodes), ...drawing.nodes];
  const { junctions, strokes } = bundleEdges(drawing);
  expect(count('.node')).toBe(nodes.length + junctions.length);
  expect(count('.edge')).toBe(strokes.length);
  expect(count('.cluster')).toBe(drawing.namespaces.length);
  // Graphviz writes blanks that would be lost as no-break ones, and a long name on several lines.
  const seen = words.replaceAll('\u00a0', ' ').replaceAll('\n', ' ');
  for (const name of nodes.flatMap(({ names }) => names)) expect(seen).toContain(printable(name));
}

describe('svg by Graphviz', () => {
  test('holds what is drawn of the shop', () => {
    const { words } = look(layout(renderGraphDot(drawMatrix(askMatrix(shop())))));
    expectDrawn(drawMatrix(askMatrix(shop())));
    for (const word of ['internet', 'shop', 'frontend', 'data (egress open)', 'postgres', '8080', 'any']) {
      expect(words.split('\n')).toContain(word);
    }
  });

  test('asks no network, whoever shows it', () => {
    const svg = layout(renderGraphDot(drawMatrix(askMatrix(shop()))));
    expect(svg.replaceAll(/xmlns(:xlink)?="[^"]*"/g, '')).not.toMatch(/https?:/);
  });

  test('is the same every time', () => {
    const dot = renderGraphDot(drawMatrix(askMatrix(shop())));
    expect(layout(dot)).toBe(layout(dot));
  });

  const many = Array.from({ length: 500 }, (_, index) =>
    policy({
      name: `p${index}`,
      podSelector: { app: `a${index % 40}` },
      ingress: [{ peers: [podsHere({ app: `a${(index * 7) % 40}` })], ports: [ports('TCP', 1 + (index % 9))] }],
    }),
  );
  const apps = Array.from({ length: 40 }, (_, index) => pod({ name: `a${index}`, labels: { app: `a${index}` } }));
  test.each([
    ['nobody', cluster({})],
    ['one pod', cluster({ pods: [pod()] })],
    ['only addresses outside', cluster({ policies: [policy({ ingress: [{ peers: [ipBlock('10.1.0.0/16')] }] })] })],
    ['500 policies', cluster({ pods: apps, policies: many })],
  ])('shows %s', (_, of) => {
    expectDrawn(draw(of));
  });

  test.each([
    'end',
    '"quoted"',
    '%%{init}%%',
    '<script>alert(1)</script>',
    '&lt;&amp;',
    'back\\slash\\n',
    'line\nbreak',
    '数据库',
    'Ωμέγα',
    ']]>',
    '{a|b}',
    '\u0001',
    '',
  ])('shows the name %j as it is', (name) => {
    expectDrawn(draw(cluster({ pods: [pod({ namespace: name, name }), pod({ namespace: 'other', name: 'web' })] })));
  });
});

describe('png', () => {
  test('is the svg at twice its size', () => {
    const svg = layout(renderGraphDot(drawMatrix(askMatrix(shop()))));
    const png = Buffer.from(rasterize(svg));
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    // The SVG is in points, of which 72 are as long as 96 pixels.
    const { width, height } = look(svg);
    expect(Math.abs(png.readUInt32BE(16) - (width * 96 * 2) / 72)).toBeLessThan(4);
    expect(Math.abs(png.readUInt32BE(20) - (height * 96 * 2) / 72)).toBeLessThan(4);
  });

  test('has letters: the font is there', () => {
    const svg = (word: string): string =>
      `<svg xmlns="http://www.w3.org/2000/svg" width="80" height="20"><text y="15" font-family="DejaVu Sans">${word}</text></svg>`;
    expect(rasterize(svg('shop'))).not.toEqual(rasterize(svg('')));
  });

  test('goes to no terminal', async () => {
    const { exit, stderr, stdout } = await runNetpol(['graph', K8S, '-o', 'png'], { isTerminal: true });
    expect([exit, stdout]).toEqual([2, '']);
    expect(stderr).toContain('png is not for a terminal; give it a file: -o png=FILE');
  });
});

describe('Mermaid in a browser', () => {
  const browser = browserForTests();
  const cwd = folderWith({});
  const drawWith = async (format: string): Promise<Buffer> => {
    const args = [
      'graph',
      K8S,
      '-q',
      '-o',
      `${format}=shop.${format}`,
      '--engine',
      'mermaid',
      '--browser',
      browser.path,
    ];
    const { exit, stderr } = await runNetpol(args, { cwd, env: browser.env });
    expect([exit, stderr]).toEqual([0, '']);
    return readFileSync(join(cwd, `shop.${format}`));
  };

  test('draws svg whose words are text', async () => {
    const { count, words } = look((await drawWith('svg')).toString());
    for (const word of ['internet', 'frontend', 'postgres', 'data (egress open)', '8080', 'any']) {
      expect(words.split('\n').map((line) => line.trim())).toContain(word);
    }
    const { strokes } = bundleEdges(drawMatrix(askMatrix(shop())));
    // Six peers, and one node that stands for all of namespace data.
    expect(count('.node')).toBe(7);
    expect(count('.cluster')).toBe(3);
    expect(count('.edgePaths > path')).toBe(strokes.length);
    expect(count('foreignObject')).toBe(0);
  });

  // Mermaid loses lines of frames that other lines cross, and writes NaN in their place.
  test.each(['and-or', 'dont-leave-dev'])('loses no line of %s', async (scenario) => {
    const folder = join(import.meta.dirname, '../../policies', scenario);
    const args = ['graph', folder, '-q', '-o', 'svg', '--engine', 'mermaid', '--browser', browser.path];
    const { exit, stdout, stderr } = await runNetpol(args, { cwd, env: browser.env });
    expect([exit, stderr]).toEqual([0, '']);
    expect(look(stdout).count('.edgePaths > path')).toBeGreaterThan(5);
    expect(stdout).not.toContain('NaN');
  });

  test('draws png and pdf', async () => {
    const png = await drawWith('png');
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect(png.readUInt32BE(16)).toBeGreaterThan(400);
    expect((await drawWith('pdf')).subarray(0, 5).toString()).toBe('%PDF-');
  });

  test('leaves no process behind', async () => {
    await drawWith('svg');
    const ours = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .filter(
        (id) => existsSync(`/proc/${id}/stat`) && parentOf(id) === process.pid && commandOf(id).includes(browser.path),
      );
    expect(ours).toEqual([]);
  });

  test('says what to do where there is no browser', async () => {
    const asked = ['graph', K8S, '-q', '-o', 'pdf=shop.pdf'];
    const named = await runNetpol([...asked, '--browser', '/nowhere/chrome'], { cwd });
    expect(named).toMatchObject({ exit: 2, stdout: '' });
    expect(named.stderr).toContain('no browser at /nowhere/chrome (--browser or PUPPETEER_EXECUTABLE_PATH)');
    const fromEnv = await runNetpol(asked, { cwd, env: { PUPPETEER_EXECUTABLE_PATH: '/nowhere/chromium' } });
    expect(fromEnv.stderr).toContain('no browser at /nowhere/chromium');
  });

  test('says what is wrong where the browser is none', async () => {
    const { exit, stderr } = await runNetpol(['graph', K8S, '-q', '-o', 'pdf=x.pdf', '--browser', '/bin/false'], {
      cwd,
    });
    expect(exit).toBe(2);
    expect(stderr).toContain('the browser /bin/false does not start');
  });
});

function parentOf(id: string): number {
  const [, behindName = ''] = readFileSync(`/proc/${id}/stat`, 'utf8').split(/\) (.*)/s);
  return Number(behindName.split(' ')[1]);
}

function commandOf(id: string): string {
  return readFileSync(`/proc/${id}/cmdline`, 'utf8');
}
