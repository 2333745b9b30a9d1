/** What a written peer means in a cluster, and what is said when it means nothing. */

import { describe, expect, test } from 'vitest';
import { cidrsOf } from '../../src/model/ip.ts';
import { peerProblemText } from '../../src/render/peer-problem.ts';
import { resolve, verdictsOf } from '../render/ask.ts';
import { shop } from '../render/shop.ts';

const shopVerdicts = shop();

function meant(text: string, connectivity = shopVerdicts, aliases = {}): readonly string[] {
  const resolution = resolve(connectivity, text, aliases);
  if (resolution.kind === 'problem') return [peerProblemText(resolution.problem)];
  return resolution.peers.map((peer) => peer.peer.id);
}

describe('a text means', () => {
  test.each([
    ['shop/api', ['shop/deployment/api']],
    ['shop/deployment/api', ['shop/deployment/api']],
    ['shop/deploy/api', ['shop/deployment/api']],
    ['data/sts/postgres', ['data/statefulset/postgres']],
    ['shop/any', ['shop/deployment/api', 'shop/deployment/frontend']],
    ['shop/[app in (api,frontend),!legacy]', ['shop/deployment/api', 'shop/deployment/frontend']],
    ['ns[env=prod]/[app=redis]', ['data/deployment/redis']],
    ['ns[team=shop]/any', ['dev/deployment/sandbox', 'shop/deployment/api', 'shop/deployment/frontend']],
    ['ns[]/api', ['shop/deployment/api']],
    ['internet', ['external/internet']],
    ['external', ['external/internet']],
    ['8.8.8.8', ['external/internet']],
  ])('%s', (text, ids) => {
    expect(meant(text)).toEqual(ids);
  });

  test('cluster every workload, and any the outside too', () => {
    expect(meant('cluster').length).toBe(5);
    expect(meant('any').length).toBe(6);
  });

  test('kind/name in the default namespace where no namespace has the name', () => {
    const verdicts = verdictsOf(
      `${workload('Deployment', 'api', 'default')}---\n${workload('Deployment', 'api', 'sts')}`,
    );
    expect(meant('deploy/api', verdicts)).toEqual(['default/deployment/api']);
    expect(meant('sts/api', verdicts)).toEqual(['sts/deployment/api']);
  });
});

describe('addresses', () => {
  test('come with the part that was meant', () => {
    const resolution = resolve(shopVerdicts, '10.1.0.0/16');
    const parts = resolution.kind === 'peers' ? resolution.peers : [];
    expect(parts.map((part) => (part.kind === 'external' ? cidrsOf(part.addresses) : []))).toEqual([['10.1.0.0/16']]);
  });

  test('internet leaves out private ranges', () => {
    const resolution = resolve(shopVerdicts, 'internet');
    const [internet] = resolution.kind === 'peers' ? resolution.peers : [];
    const cidrs = internet?.kind === 'external' ? cidrsOf(internet.addresses) : [];
    expect(cidrs).toContain('8.0.0.0/7');
    expect(cidrs.some((cidr) => cidr.startsWith('10.'))).toBe(false);
    expect(cidrs.some((cidr) => cidr.startsWith('192.168.'))).toBe(false);
  });
});

describe('aliases', () => {
  const aliases = {
    web: ['shop/frontend:8080', 'shop/api'],
    all: ['@web', 'data/any'],
    loop: ['@pool'],
    pool: ['@loop'],
  };

  test('stand for several peers, each with its port', () => {
    const resolution = resolve(shopVerdicts, '@web', aliases);
    const peers = resolution.kind === 'peers' ? resolution.peers : [];
    expect(peers.map(({ peer, port }) => [peer.id, port?.kind === 'range' ? port.port : null])).toEqual([
      ['shop/deployment/api', null],
      ['shop/deployment/frontend', 8080],
    ]);
  });

  test('may stand for each other', () => {
    expect(meant('@all', shopVerdicts, aliases).length).toBe(4);
  });

  test('give way to a port behind them', () => {
    const resolution = resolve(shopVerdicts, '@web:9', aliases);
    const ports =
      resolution.kind === 'peers' ? resolution.peers.map(({ port }) => port?.kind === 'range' && port.port) : [];
    expect(ports).toEqual([9, 9]);
  });

  test('may not stand for themselves', () => {
    expect(meant('@loop', shopVerdicts, aliases)).toEqual(['@loop: the alias stands for itself: @loop, @pool, @loop']);
  });
});

describe('a peer that names nothing is a problem with a remedy', () => {
  test.each([
    ['shop/apy', 'shop/apy: no such workload. Did you mean shop/api? Known in shop: api, frontend'],
    ['shopp/api', 'shopp/api: no such namespace. Did you mean shop? Known namespaces: data, dev, shop'],
    ['dev/api', 'dev/api: no such workload. Did you mean shop/api? Known in dev: sandbox'],
    ['shop/api~2', 'shop/api~2: no such part. Known: shop/deployment/api'],
    ['shop/[app=x]', 'shop/[app=x]: matches no workload and no address'],
    ['ns[env=x]/any', 'ns[env=x]/any: matches no workload and no address'],
    ['@x', '@x: no such alias; a test file defines them under `aliases:`'],
    ['shop/sts/api', 'shop/sts/api: no such workload. Did you mean shop/api? Known in shop: api, frontend'],
  ])('%s', (text, said) => {
    expect(meant(text)).toEqual([said]);
  });

  test('a name that two kinds share', () => {
    const verdicts = verdictsOf(`${workload('Deployment', 'api', 'a')}---\n${workload('StatefulSet', 'api', 'a')}`);
    expect(meant('a/api', verdicts)).toEqual([
      'a/api: names more than one workload; write a/deployment/api or a/statefulset/api',
    ]);
    expect(meant('a/sts/api', verdicts)).toEqual(['a/statefulset/api']);
  });

  test('the name of a Service', () => {
    const service =
      'apiVersion: v1\nkind: Service\nmetadata: { name: cache, namespace: a }\nspec: { selector: { app: redis } }\n';
    const verdicts = verdictsOf(`${workload('Deployment', 'redis', 'a')}---\n${service}`);
    expect(meant('a/cache', verdicts)).toEqual(['a/cache: a/cache is a Service; its pods: a/redis']);
  });
});

function workload(kind: string, name: string, namespace: string): string {
  return [
    'apiVersion: apps/v1',
    `kind: ${kind}`,
    `metadata: { name: ${name}, namespace: ${namespace} }`,
    'spec:',
    ...(kind === 'StatefulSet' ? [`  serviceName: ${name}`] : []),
    `  selector: { matchLabels: { app: ${name} } }`,
    '  template:',
    `    metadata: { labels: { app: ${name} } }`,
    '    spec: { containers: [{ name: c, image: i }] }',
    '',
  ].join('\n');
}
