/** Isolation of each workload by direction, as a Markdown table: which policies isolate it, and where nobody does. */

import type { Direction } from '../model/policy.ts';
import type { Coverage, CoveredWorkload } from '../views/coverage.ts';
import { codeSpan, markdownTable } from './markdown-text.ts';
import { counted } from './messages/words.ts';

/** Returns the table, with the counts below it. */
export function renderCoverageMarkdown({ workloads, isolated }: Coverage): string {
  if (workloads.length === 0) return 'There is no workload.\n';
  const rows = workloads.map((workload) => [
    codeSpan(workload.peer.title),
    isolationText(workload, 'ingress'),
    isolationText(workload, 'egress'),
  ]);
  const ofAll = `of ${counted(workloads.length, 'workload')}`;
  const counts = `Isolated for ingress: ${isolated.ingress} ${ofAll}; for egress: ${isolated.egress} ${ofAll}.`;
  return `${markdownTable(['Workload', 'Ingress', 'Egress'], rows)}\n\n${counts}\n`;
}

function isolationText({ isolatedBy, isNodeTraffic }: CoveredWorkload, direction: Direction): string {
  if (isNodeTraffic) return '**open** (host network)';
  const policies = isolatedBy[direction];
  return policies.length === 0 ? '**open**' : policies.map(({ name }) => codeSpan(name)).join(', ');
}
