/**
 * The specification's answer to one connection, with all its reasons. Naive on purpose: every call asks every
 * policy again, so that each function can be read against its sentence of semantics.md; `engine/` is the fast
 * evaluator.
 */

import type { Cluster } from '../model/cluster.ts';
import type { Connection, Judgement } from '../model/verdict.ts';
import { assumptionsOf } from './assumptions.ts';
import { anyVerdict, judgeFamilies } from './families.ts';

/**
 * Returns the verdict on a connection with its whole trace. Two equal ends are two replicas of one template, judged
 * as any pair; that a pod always reaches itself (semantics.md 34) and that its own node always reaches it (35) is
 * not judged here.
 */
export function judge(cluster: Cluster, connection: Connection): Judgement {
  const families = judgeFamilies(cluster, connection);
  const verdict = anyVerdict(families.map((family) => family.verdict));
  return { connection, verdict, families, assumes: assumptionsOf(cluster, connection, families) };
}
