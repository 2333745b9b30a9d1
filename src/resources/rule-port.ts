/** Decodes one item of a rule's `ports:`. Spec: ValidateNetworkPolicyPort, SetDefaults_NetworkPolicyPort. */

import type { RulePort } from '../model/policy.ts';
import type { Protocol } from '../model/ports.ts';
import { PROTOCOLS } from '../model/ports.ts';
import type { Cursor } from './cursor.ts';
import { fieldOf, integerOf, isPresent, pathOf, placeOf, reportAt, stringOf } from './cursor.ts';
import { portNameProblems } from './names.ts';

const LAST_PORT = 65535;

/** Returns a run of ports or a port name, or undefined where it says neither validly. */
export function decodeRulePort(item: Cursor): RulePort | undefined {
  const place = { path: pathOf(item), at: placeOf(item) };
  const protocol = decodeProtocol(fieldOf(item, 'protocol'));
  const port = fieldOf(item, 'port');
  const endPort = fieldOf(item, 'endPort');
  const number = integerOf(port);
  const name = stringOf(port);
  if (!isPresent(port)) {
    refuseEndPort(endPort, 'no-port');
    return { kind: 'range', ...place, protocol, port: 1, endPort: LAST_PORT };
  }
  if (name !== undefined) {
    refuseEndPort(endPort, 'named-port', name);
    checkPortName(port);
    return { kind: 'name', ...place, protocol, name };
  }
  if (number === undefined) return undefined;
  checkPortNumber(port);
  return { kind: 'range', ...place, protocol, port: number, endPort: decodeEndPort(endPort, number) };
}

/** Decodes `protocol`, which is TCP where it is left out; an empty string is not left out. */
export function decodeProtocol(field: Cursor): Protocol {
  const value = isPresent(field) ? stringOf(field) : 'TCP';
  const protocol = PROTOCOLS.find((known) => known === value);
  if (protocol === undefined && value !== undefined) {
    const args = { field: 'protocol', value, supported: PROTOCOLS };
    reportAt(field, { code: 'unsupported-value', type: 'NotSupported', args });
  }
  return protocol ?? 'TCP';
}

/** Reports a number that is no port; anything but an integer is not this function's business. */
export function checkPortNumber(field: Cursor): void {
  const value = integerOf(field);
  if (value === undefined || (value >= 1 && value <= LAST_PORT)) return;
  const args = { field: String(field.step), value, min: 1, max: LAST_PORT };
  reportAt(field, { code: 'out-of-range', type: 'Invalid', args });
}

/** Reports every rule for port names that a text breaks; anything but a text is not this function's business. */
export function checkPortName(field: Cursor): void {
  const name = stringOf(field);
  for (const problem of name === undefined ? [] : portNameProblems(name))
    reportAt(field, { code: 'invalid-port-name', type: 'Invalid', args: { name: name ?? '', problem } });
}

function decodeEndPort(field: Cursor, port: number): number {
  const endPort = integerOf(field);
  if (endPort === undefined) return port;
  if (endPort < port) {
    const args = { endPort, problem: 'before-port', port: String(port) } as const;
    reportAt(field, { code: 'invalid-end-port', type: 'Invalid', args });
  }
  checkPortNumber(field);
  return endPort;
}

function refuseEndPort(field: Cursor, problem: 'named-port' | 'no-port', port?: string): void {
  const endPort = integerOf(field);
  if (endPort === undefined) return;
  const args = { endPort, problem, ...(port !== undefined && { port }) };
  reportAt(field, { code: 'invalid-end-port', type: 'Invalid', args });
}
