/** `netpol check --watch` as a process of its own: it answers changes, tells what they opened, and ends on Ctrl-C. Needs `npm run build`. */

import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { root } from '../structure/source-tree.ts';

const TIMEOUT_MS = 30_000;
const started: ChildProcess[] = [];

afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

/** A running `netpol check --watch`. */
interface Watching {
  readonly child: ChildProcess;
  /** Returns what was printed up to this text, once it was, and since it was asked last. */
  readonly until: (text: string) => Promise<string>;
}

function startWatch(cwd: string, ...args: readonly string[]): Watching {
  const child = spawn(process.execPath, [join(root, 'dist/cli.js'), 'check', '--watch', ...args], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.push(child);
  let printed = '';
  const read = (chunk: Buffer): void => {
    printed += chunk.toString();
  };
  child.stdout.on('data', read);
  child.stderr.on('data', read);
  const until = async (text: string): Promise<string> => {
    const end = Date.now() + TIMEOUT_MS / 2;
    while (!printed.includes(text)) {
      if (Date.now() > end) throw new Error(`"${text}" was not printed, but:\n${printed}`);
      await new Promise((wake) => setTimeout(wake, 20));
    }
    const stop = printed.indexOf(text) + text.length;
    const said = printed.slice(0, stop);
    printed = printed.slice(stop);
    return said;
  };
  return { child, until };
}

function copyOfWorkedCluster(): string {
  const folder = mkdtempSync(join(tmpdir(), 'netpol-watch-'));
  cpSync('test/fixtures/check/worked-cluster', folder, { recursive: true });
  return folder;
}

test(
  'tells what a change opens and closes, survives what cannot be read, and ends with 130',
  async () => {
    const cwd = copyOfWorkedCluster();
    const policy = join(cwd, 'k8s/data-netpol.yaml');
    const good = readFileSync(policy, 'utf8');
    const bad = readFileSync('test/fixtures/check/worked-cluster-one-dash/k8s/data-netpol.yaml', 'utf8');
    const { child, until } = startWatch(cwd);
    expect(await until('watching for changes; Ctrl-C ends\n')).toContain('9 passed, 0 failed, 1 warning (10)');

    writeFileSync(policy, bad);
    expect(await until('6 passed, 3 failed')).toMatch(
      /^netpol: k8s\/data-netpol\.yaml changed\n \+ dev\/sandbox → data\/postgres {2}5432\n/,
    );
    writeFileSync(policy, `${good}# no rule changed\n`);
    expect(await until('9 passed, 0 failed')).toContain(' - dev/sandbox → data/postgres  5432\n');
    writeFileSync(policy, good);
    expect(await until('9 passed, 0 failed')).toContain('netpol: no connection opened or closed\n');

    writeFileSync(policy, 'kind: NetworkPolicy\n');
    await until('apiVersion');
    await until(' error');
    // Compared with the last state that could be judged.
    rmSync(policy);
    expect(await until('failed')).toContain(' + internet → data/postgres  all ports\n');
    writeFileSync(policy, good);
    expect(await until('9 passed, 0 failed')).toContain(' - internet → data/postgres  all ports\n');

    writeFileSync(join(cwd, 'netpol.config.yaml'), 'manifestz: [k8s]\n');
    expect(await until('the configuration cannot be used\n')).toContain('did you mean "manifests"?');
    rmSync(join(cwd, 'netpol.config.yaml'));
    await until('9 passed, 0 failed');

    child.kill('SIGINT');
    const [code] = await once(child, 'exit');
    expect(code).toBe(130);
  },
  TIMEOUT_MS * 2,
);

test(
  'does not answer to what it writes itself',
  async () => {
    const cwd = copyOfWorkedCluster();
    const { until } = startWatch(cwd, '-o', 'json=k8s/answer.json', '-o', 'compact', '--update');
    await until('watching for changes; Ctrl-C ends\n');
    rmSync(join(cwd, '__netpol__/prod.matrix'));
    await until('wrote __netpol__/prod.matrix\n');
    await new Promise((wake) => setTimeout(wake, 1500));
    writeFileSync(join(cwd, 'k8s/new.yaml'), 'apiVersion: v1\nkind: Namespace\nmetadata: { name: new }\n');
    const said = await until('k8s/new.yaml changed\n');
    expect(said.match(/changed\n/g)?.length).toBeLessThanOrEqual(2);
    expect(JSON.parse(readFileSync(join(cwd, 'k8s/answer.json'), 'utf8'))).toMatchObject({ summary: { passed: 9 } });
  },
  TIMEOUT_MS,
);
