/** Rules of policies as people read them: what each peer and port asks, and which of it holds. */

import { formatRequirement } from '../model/labels.ts';
import type { Match, RequirementTrace, RulePeerTrace, RulePortTrace, Verdict } from '../model/verdict.ts';
import { formatIpBlock } from '../views/unknown-causes.ts';
import { printable } from './columns.ts';
import { formatRange } from './port-text.ts';
import type { Style } from './style.ts';
import { coloursOf, glyphsOf } from './style.ts';

const NAME_LABEL = 'kubernetes.io/metadata.name';

/** Returns the sign of a match in its colour. */
export function matchSign(matches: Match, style: Style): string {
  const { yes, no, unknown } = glyphsOf(style);
  const { good, bad, careful } = coloursOf(style);
  switch (matches) {
    case 'yes':
      return good(yes);
    case 'no':
      return bad(no);
    case 'unknown':
      return careful(unknown);
  }
}

/** Returns the sign of a verdict in its colour. */
export function verdictSign(verdict: Verdict, style: Style): string {
  const matches = { allowed: 'yes', denied: 'no', unknown: 'unknown' } as const;
  return matchSign(matches[verdict], style);
}

/** Returns an item of `from` or `to` with a sign behind each requirement; `namespace` is the policy's own. */
export function describePeer(trace: RulePeerTrace, namespace: string, style: Style): string {
  const { peer, because, matches } = trace;
  if (peer.kind === 'ipBlock') return `${formatIpBlock(peer)}  ${matchSign(matches, style)}`;
  if (because === 'external-end' || because === 'host-network') {
    return `pods ${matchSign('no', style)}`;
  }
  const inNamespace =
    peer.namespaceSelector === null
      ? `ns ${printable(namespace)} ${matchSign(because === 'other-namespace' ? 'no' : 'yes', style)}`
      : describeSelector('ns', trace.namespaceRequirements, style);
  const pods = peer.podSelector === null ? 'any pod' : describeSelector('pod', trace.podRequirements, style);
  return `${inNamespace}  ${pods}`;
}

/** Returns why an item cannot match at all, or what the failing requirements see instead. */
export function describeMismatch({ because, namespaceRequirements, podRequirements }: RulePeerTrace): string {
  switch (because) {
    case 'external-end':
      return 'selectors match pods only, no address outside';
    case 'host-network':
      return 'selectors do not match pods in the host network';
    case 'pods-not-matched-by-ip-blocks':
      return 'an ipBlock matches no pod (--ip-blocks external)';
    case 'other-namespace':
    case null:
      return describeSeen([...namespaceRequirements, ...podRequirements].filter(({ holds }) => !holds));
  }
}

/** Returns an item of `ports` with its sign. */
export function describePort({ port, matches, resolved }: RulePortTrace, style: Style): string {
  const sign = matchSign(matches, style);
  if (port.kind === 'range') return `${formatRange(port)}  ${sign}`;
  const numbers = resolved.map((declared) => declared.port).join(', ');
  const protocol = port.protocol === 'TCP' ? '' : `/${port.protocol}`;
  return `"${printable(port.name)}"${protocol}${numbers === '' ? '' : ` = ${numbers}`}  ${sign}`;
}

function describeSelector(what: 'ns' | 'pod', requirements: readonly RequirementTrace[], style: Style): string {
  if (requirements.length === 0) return what === 'ns' ? 'any namespace' : 'any pod';
  return requirements
    .map(({ requirement, holds }) => {
      const isName = what === 'ns' && requirement.key === NAME_LABEL && requirement.operator === 'In';
      const text = isName ? requirement.values.join(' or ') : formatRequirement(requirement);
      return `${what} ${printable(text)} ${matchSign(holds ? 'yes' : 'no', style)}`;
    })
    .join('  ');
}

function describeSeen(failing: readonly RequirementTrace[]): string {
  const seen = failing.map(({ requirement, value }) => {
    const key = printable(requirement.key);
    if (value === undefined) return `no label ${key}`;
    if (value === null) return `${key} set by a controller`;
    return requirement.key === NAME_LABEL ? `ns ${printable(value)}` : `${key}=${printable(value)}`;
  });
  return seen.length === 0 ? '' : `seen: ${seen.join(', ')}`;
}
