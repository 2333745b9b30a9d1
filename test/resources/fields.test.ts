/** The field tables: generated, fresh, and right where the attribute maps alone are not. */

import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fieldsOf } from '../../src/resources/fields.ts';

const ROOT = join(import.meta.dirname, '../..');

test('the generated table is what the script makes of @kubernetes/client-node', () => {
  const script = join(ROOT, 'scripts/generate-fields.js');
  expect(() => execFileSync(process.execPath, [script, '--check'], { stdio: 'pipe' })).not.toThrow();
});

test.each([
  ['NetworkPolicyPort', 'port', { kind: 'scalar', scalar: 'int-or-string' }],
  ['NetworkPolicyPort', 'endPort', { kind: 'scalar', scalar: 'int32' }],
  ['NetworkPolicyIngressRule', 'from', { kind: 'list', of: { kind: 'object', type: 'NetworkPolicyPeer' } }],
  ['LabelSelector', 'matchLabels', { kind: 'map', of: { kind: 'scalar', scalar: 'string' } }],
  ['ResourceRequirements', 'limits', { kind: 'map', of: { kind: 'scalar', scalar: 'quantity' } }],
  ['ObjectMeta', 'creationTimestamp', { kind: 'scalar', scalar: 'time' }],
  ['ManagedFieldsEntry', 'fieldsV1', { kind: 'scalar', scalar: 'any' }],
  ['PodSpec', 'hostnameOverride', { kind: 'scalar', scalar: 'string' }],
])('%s.%s has its type', (type, field, expected) => {
  expect(fieldsOf(type).get(field)).toEqual(expected);
});
