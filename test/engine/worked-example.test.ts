/** The small example of ARCHITECTURE.md: the numbers that it gives for classes, signatures, cells and rectangles. */

import { expect, test } from 'vitest';
import { answerCluster } from '../../src/engine/answers.ts';
import { visitRuns } from '../../src/engine/line.ts';
import { everyRectangle, possibleRectangles } from '../../src/engine/rectangles.ts';
import { buildUniverse } from '../../src/engine/universe.ts';
import { portRangesOf } from '../../src/model/ports.ts';
import { cluster, ipBlock, pod, podsHere, podsIn, policy, ports } from '../builders.ts';

// Two namespaces, seven pods with addresses; in shop everything is isolated on ingress.
const shop = cluster({
  namespaces: { shop: { team: 'shop' }, dev: { team: 'dev' } },
  pods: [
    pod({ namespace: 'dev', name: 'tool', labels: { app: 'tool' }, at: ['10.0.0.1'] }),
    pod({ namespace: 'dev', name: 'other', labels: { app: 'other' }, at: ['10.0.0.2'] }),
    ...['1', '2', '3'].map((name) =>
      pod({ namespace: 'shop', name: `web-${name}`, labels: { app: 'web', version: name }, at: [`10.0.1.${name}`] }),
    ),
    pod({ namespace: 'shop', name: 'api', labels: { app: 'api' }, at: ['10.0.2.1'] }),
    pod({ namespace: 'shop', name: 'db', labels: { app: 'db' }, at: ['10.0.3.1'] }),
  ],
  policies: [
    policy({ namespace: 'shop', name: 'deny', ingress: [] }),
    policy({
      namespace: 'shop',
      name: 'web',
      podSelector: { app: 'web' },
      ingress: [{ peers: [ipBlock('203.0.113.0/24'), podsIn({ team: 'dev' })], ports: [ports('TCP', 8080)] }],
    }),
    policy({
      namespace: 'shop',
      name: 'api',
      podSelector: { app: 'api' },
      ingress: [{ peers: [podsHere({ app: 'web' })], ports: [ports('TCP', 9090)] }],
    }),
  ],
});

const universe = buildUniverse([shop], shop.policies);
const answers = answerCluster(shop, universe);

test('seven pods are four classes, and the addresses two', () => {
  const names = universe.classes.map(({ namespace, labelText }) => `${namespace} ${labelText}`.trim());
  expect(names).toEqual(['dev', 'shop', 'shop app=api', 'shop app=web']);
  expect(universe.addressClasses.addresses).toHaveLength(2);
  expect([universe.externalStart, universe.endsEnd]).toEqual([4, 6]);
});

test('three signatures of ingress isolate, and one is of pods and addresses that nothing isolates', () => {
  const { signatures, groups } = answers.sides.ingress;
  const described = groups.map(({ signature, members, isExternal }) => [
    signatures.singlesOf(signature).map(({ policy: { name } }) => name),
    members,
    isExternal,
  ]);
  expect(described).toEqual([
    [[], [0, 1], false],
    [['deny'], [1, 2], false],
    [['api', 'deny'], [2, 3], false],
    [['deny', 'web'], [3, 4], false],
    [[], [4, 6], true],
  ]);
});

test('the row of web has two cells: 8080 from dev and from the block, and nothing from all others', () => {
  const { signatures, groups } = answers.sides.ingress;
  const runs: [number, number, string][] = [];
  visitRuns(signatures.rowOf(groups[3]?.signature ?? 0), 0, universe.endsEnd, (start, end, sides) => {
    const [verdict] = universe.verdicts.familyPorts(universe.verdicts.join(freeEgress(), sides));
    const open = portRangesOf(verdict?.open ?? { bounds: [] }).map(({ protocol, port }) => `${port}/${protocol}`);
    runs.push([start, end, open.join()]);
  });
  expect(runs).toEqual([
    [0, 1, '8080/TCP'],
    [1, 5, ''],
    [5, 6, '8080/TCP'],
  ]);
});

// What pods say that no policy isolates: nobody is isolated on egress here.
function freeEgress(): number {
  let free = 0;
  visitRuns(answers.sides.egress.signatures.rowOf(0), 0, 1, (_start, _end, sides) => {
    free = sides;
  });
  return free;
}

test('seventy-seven pairs are eleven rectangles, of which five are open', () => {
  const pairsIn = (points: readonly number[]): number =>
    answers.pointOfPeer.filter((point) => points.filter((bound) => bound <= point).length % 2 === 1).length;
  const rectangles = [...everyRectangle(answers)];
  const pairs = rectangles.reduce(
    (sum, { sources, destinations }) => sum + pairsIn(sources) * pairsIn(destinations),
    0,
  );
  expect([pairs, rectangles.length, [...possibleRectangles(answers)].length]).toEqual([77, 11, 5]);
});
