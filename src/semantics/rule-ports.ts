/** Items of `ports`: which destination ports one matches. */

import type { ContainerPort } from '../model/cluster.ts';
import type { RulePort } from '../model/policy.ts';
import type { Protocol } from '../model/ports.ts';
import type { End, RulePortTrace } from '../model/verdict.ts';
import type { Side } from './side.ts';

/**
 * Returns whether an item of `ports` matches: its protocol exactly, and the number within [port, endPort] or one of
 * the numbers that the name stands for. The port is the pod's, not a Service's, and need not be declared when it is
 * a number.
 * Spec: semantics.md 21, 22, 23, 27, 28.
 */
export function traceRulePort(side: Side, port: RulePort): RulePortTrace {
  const resolved = port.kind === 'name' ? portsOfName(side.destination, port.protocol, port.name) : [];
  const isNumber =
    port.kind === 'name'
      ? resolved.some((declared) => declared.port === side.port)
      : port.port <= side.port && side.port <= port.endPort;
  return { port, matches: port.protocol === side.protocol && isNumber ? 'yes' : 'no', resolved };
}

/**
 * Returns what a name stands for at the destination pod, whatever rule peer matched it: all declared ports of that
 * name with the same protocol, of containers and sidecars. An address outside has no port names.
 * Spec: semantics.md 24, 25, 26.
 */
function portsOfName(destination: End, protocol: Protocol, name: string): readonly ContainerPort[] {
  if (destination.kind === 'external') return [];
  return destination.pod.ports.filter((declared) => declared.name === name && declared.protocol === protocol);
}
