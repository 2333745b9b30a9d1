/** Cuts the ports that are asked about where some rule tells them apart, so that one of each part can stand for it. */

import type { Cluster, Pod } from '../model/cluster.ts';
import type { Direction, Policy } from '../model/policy.ts';
import { DIRECTIONS } from '../model/policy.ts';
import type { PortSet } from '../model/ports.ts';
import { intersectPorts, isNoPorts, subtractPorts } from '../model/ports.ts';
import { isolatingPolicies } from '../semantics/isolation.ts';
import type { ExplainedPair } from './explanation.ts';
import { endsOf } from './judge-pair.ts';
import { portsOfItem } from './port-question.ts';

/** Returns the parts of a port set within which every rule that concerns the pair treats all ports alike. */
export function portsTreatedAlike(cluster: Cluster, { from, to }: ExplainedPair, asked: PortSet): readonly PortSet[] {
  const [source] = endsOf(from.resolved);
  const [destination] = endsOf(to.resolved);
  const pod = destination.kind === 'pod' ? destination.pod : null;
  const governed = { egress: source, ingress: destination };
  const cuts = DIRECTIONS.flatMap((direction) =>
    isolatingPolicies(cluster, direction, governed[direction]).flatMap((policy) =>
      portsOfRules(policy, direction, pod),
    ),
  );
  return cuts.reduce(cut, [asked]).filter((part) => !isNoPorts(part));
}

function cut(parts: readonly PortSet[], ports: PortSet): readonly PortSet[] {
  return parts.flatMap((part) =>
    [intersectPorts(part, ports), subtractPorts(part, ports)].filter((one) => !isNoPorts(one)),
  );
}

function portsOfRules(policy: Policy, direction: Direction, destination: Pod | null): readonly PortSet[] {
  return policy.rules[direction].flatMap(({ ports }) =>
    ports === 'all' ? [] : ports.map((port) => portsOfItem(port, destination)),
  );
}
