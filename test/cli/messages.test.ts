/** What people read when something is wrong: wrong words on the command line, odd input, narrow screens. One transcript, to be read aloud. */

import { expect, test } from 'vitest';
import { runNetpol } from './run.ts';

const FOLDER = 'test/fixtures/cli/messages';

const asked: readonly string[] = [
  'matrx',
  'matrix --prot 80',
  'matrix no-such-file',
  'matrix *.json',
  'matrix empty',
  'matrix chart',
  'matrix kustomized',
  'matrix -',
  'matrix k8s --port 99999',
  'matrix k8s --port 53/udpp',
  'matrix k8s --port htpp',
  'matrix k8s --from shop/apy',
  'matrix k8s --from api',
  'matrix k8s --from shopp/api',
  'matrix k8s --from shop/[app=',
  'matrix k8s --from ns[env=test]/any',
  'matrix k8s --from @dns',
  'matrix k8s -o jsn',
  'matrix k8s -o json -o csv',
  'matrix k8s --kube-version 2.0',
  'matrix k8s --kube-version 1.99',
  'matrix k8s --pod-cidrs 10.0.0.0',
  'matrix k8s --ip-blocks none',
  'matrix k8s --config no-such-file.yaml',
  'matrix k8s -v --list',
  'matrix bad.yaml',
  'matrix bad.yaml --keep-going -q --list',
  'explain -f k8s shop/api',
  'explain -f k8s shop/api:80 data/postgres',
  'explain -f k8s shop/api data/postgres:8000-',
  'explain -f k8s shop/api data/postgres:http',
  'explain -f k8s internet 10.0.0.0/8',
  'describe -f k8s data/postgrs',
  'graph k8s --max-edges 0',
  'check k8s',
  'check k8s --only test',
  'check empty',
];

test('every message reads as its golden has it', async () => {
  let transcript = '';
  for (const line of asked) {
    const args = line.split(' ').filter((word) => word !== '');
    const { shown, exit } = await runNetpol(args, { cwd: FOLDER, columns: 80 });
    transcript += `$ netpol ${line}\n${shown.replace(/\n?$/, '\n')}[exit ${exit}]\n\n`;
  }
  await expect(transcript).toMatchFileSnapshot('../golden/cli/messages.txt');
});
