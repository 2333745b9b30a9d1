/** The matrix at a terminal: what it shows, how it makes itself fit, and that no name can break it. */

import { describe, expect, test } from 'vitest';
import { noteMatrixLayout, renderMatrixText } from '../../src/render/matrix-text.ts';
import type { Matrix } from '../../src/views/matrix.ts';
import { cluster, containerPort, ipBlock, pod, podsHere, policy, ports } from '../builders.ts';
import { askMatrix, TERMINAL, verdictsIn } from './ask.ts';
import { shop } from './shop.ts';

const shopVerdicts = shop();

describe('the shop cluster', () => {
  test.each<[string, Matrix, number]>([
    ['shop-in-80-columns', askMatrix(shopVerdicts), 80],
    ['shop-numbered', askMatrix(shopVerdicts), 50],
    ['shop-listed', askMatrix(shopVerdicts), 12],
    ['shop-by-namespace', askMatrix(shopVerdicts, { shape: { groupBy: 'namespace' } }), 80],
    ['shop-one-port', askMatrix(shopVerdicts, { port: '8080' }), 80],
    ['shop-ingress-side', askMatrix(shopVerdicts, { direction: 'ingress' }), 80],
    ['shop-of-data', askMatrix(shopVerdicts, { of: 'data/any' }), 80],
    ['shop-to-postgres', askMatrix(shopVerdicts, { to: 'data/postgres' }), 80],
  ])('%s', async (golden, matrix, width) => {
    const style = { ...TERMINAL, width };
    const notes = noteMatrixLayout(matrix, style).map((note) => `note: ${note}\n`);
    const text = notes.join('') + renderMatrixText(matrix, style);
    await expect(text).toMatchFileSnapshot(`../golden/render/${golden}.txt`);
  });

  test('ASCII has the same table in other characters', async () => {
    const text = renderMatrixText(askMatrix(shopVerdicts), { ...TERMINAL, ascii: true });
    expect(text).toMatch(/^[\x20-\x7e\n]*$/);
    await expect(text).toMatchFileSnapshot('../golden/render/shop-in-ascii.txt');
  });

  test('colour adds escape codes and nothing else', () => {
    const matrix = askMatrix(shopVerdicts);
    const coloured = renderMatrixText(matrix, { ...TERMINAL, color: true });
    expect(coloured).not.toBe(renderMatrixText(matrix, TERMINAL));
    // biome-ignore lint/suspicious/noControlCharactersInRegex: escape codes are the subject
    expect(coloured.replaceAll(/\u001b\[\d+m/g, '')).toBe(renderMatrixText(matrix, TERMINAL));
  });

  test('a table that fits is shown without a note', () => {
    expect(noteMatrixLayout(askMatrix(shopVerdicts), TERMINAL)).toEqual([]);
  });
});

test('equal workloads are folded when the table is too wide', async () => {
  const names = ['alpha', 'beta', 'gamma', 'delta'].map((name) => `${name}-worker`);
  const web = pod({ name: 'web', labels: { app: 'web' }, ports: [containerPort(80, 'http')] });
  const verdicts = verdictsIn(
    cluster({
      pods: [web, ...names.map((name) => pod({ name, labels: { app: 'worker' } }))],
      policies: [
        policy({
          name: 'workers',
          podSelector: { app: 'worker' },
          ingress: [],
          egress: [{ peers: [podsHere({ app: 'web' })] }],
        }),
        policy({
          name: 'web',
          podSelector: { app: 'web' },
          ingress: [{ peers: [podsHere({})], ports: [ports('TCP', 80)] }],
        }),
      ],
    }),
  );
  const style = { ...TERMINAL, width: 70 };
  const matrix = askMatrix(verdicts);
  expect(noteMatrixLayout(matrix, style)).toEqual([
    'the matrix is wider than 70 characters, so it folds equal workloads',
  ]);
  await expect(renderMatrixText(matrix, style)).toMatchFileSnapshot('../golden/render/folded-workers.txt');
});

test('what is unknown is marked, beside ports or instead of them', async () => {
  const verdicts = verdictsIn(
    cluster({
      pods: [pod({ name: 'client' }), pod({ name: 'server', labels: { app: 'server' } })],
      policies: [
        policy({
          podSelector: { app: 'server' },
          ingress: [
            { peers: [ipBlock('10.20.0.0/16')], ports: [ports('TCP', 443)] },
            { peers: [podsHere({})], ports: [ports('TCP', 80)] },
          ],
        }),
      ],
    }),
  );
  await expect(renderMatrixText(askMatrix(verdicts), TERMINAL)).toMatchFileSnapshot(
    '../golden/render/unknown-by-address.txt',
  );
});

test('ports that only one family opens carry a mark', async () => {
  const verdicts = verdictsIn(
    cluster({
      pods: [
        pod({ name: 'client', at: ['10.0.0.1', 'fd00::1'] }),
        pod({ name: 'server', labels: { app: 'server' }, at: ['10.0.0.2', 'fd00::2'] }),
      ],
      policies: [
        policy({
          podSelector: { app: 'server' },
          ingress: [{ peers: [ipBlock('0.0.0.0/0')], ports: [ports('TCP', 80)] }],
        }),
      ],
      settings: { families: ['IPv4', 'IPv6'] },
    }),
  );
  await expect(renderMatrixText(askMatrix(verdicts), TERMINAL)).toMatchFileSnapshot('../golden/render/one-family.txt');
});

test('without a policy everything is allowed, and it says so', async () => {
  const text = renderMatrixText(
    askMatrix(verdictsIn(cluster({ pods: [pod({ name: 'a' }), pod({ name: 'b' })] }))),
    TERMINAL,
  );
  expect(text).toContain('no NetworkPolicy found: everything is allowed');
  await expect(text).toMatchFileSnapshot('../golden/render/no-policy.txt');
});

test('policies that select nothing are named with their place', () => {
  const verdicts = verdictsIn(
    cluster({ pods: [pod()], policies: [policy({ name: 'lost', podSelector: { app: 'x' }, ingress: [] })] }),
  );
  expect(renderMatrixText(askMatrix(verdicts), TERMINAL)).toContain(
    'policies that select nothing: default/lost (test.yaml:1:1)',
  );
});

test('invalid policies that were left out are named', () => {
  const text = renderMatrixText(askMatrix(shopVerdicts, { leftOut: ['shop/broken'] }), TERMINAL);
  expect(text).toContain('left out, since they are invalid: shop/broken');
});

test('nothing but external peers is no table', () => {
  expect(renderMatrixText(askMatrix(verdictsIn(cluster({}))), TERMINAL)).toBe('no workloads found: nothing to judge\n');
});

test('names in wide characters keep the columns straight', async () => {
  const verdicts = verdictsIn(
    cluster({ pods: [pod({ name: '数据库' }), pod({ name: 'web' })], policies: [policy({ ingress: [] })] }),
  );
  await expect(renderMatrixText(askMatrix(verdicts), TERMINAL)).toMatchFileSnapshot('../golden/render/wide-names.txt');
});

test('a name cannot send codes to the terminal', () => {
  const hostile = '\u001b[31mred\u001b[0m\u202edlrow\nnext';
  const text = renderMatrixText(
    askMatrix(verdictsIn(cluster({ pods: [pod({ name: hostile }), pod({ name: 'b' })] }))),
    TERMINAL,
  );
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these must not be there
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  expect(text).toContain('\\u{1b}[31mred');
});
