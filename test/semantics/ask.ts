/** Asks the specification about one connection, in a line. */

import type { Pod } from '../../src/model/cluster.ts';
import type { Protocol } from '../../src/model/ports.ts';
import type { Connection, Judgement, Verdict } from '../../src/model/verdict.ts';
import { judge } from '../../src/semantics/judge.ts';
import type { ClusterSpec } from '../builders.ts';
import { cluster, end } from '../builders.ts';

/** A connection as a test writes it: pods or addresses, TCP port 80 unless said. */
export interface Asked {
  readonly from: Pod | string;
  readonly to: Pod | string;
  readonly port?: number;
  readonly protocol?: Protocol;
}

/** Returns the whole answer about a connection in a small cluster. */
export function ask(world: ClusterSpec, asked: Asked): Judgement {
  return judge(cluster({ ...world, pods: [...podsOf(asked), ...(world.pods ?? [])] }), connectionOf(asked));
}

/** Returns only the verdict. */
export function verdict(world: ClusterSpec, asked: Asked): Verdict {
  return ask(world, asked).verdict;
}

function connectionOf({ from, to, port, protocol }: Asked): Connection {
  return { source: end(from), destination: end(to), protocol: protocol ?? 'TCP', port: port ?? 80 };
}

function podsOf({ from, to }: Asked): readonly Pod[] {
  return [from, to].filter((one) => typeof one !== 'string');
}
