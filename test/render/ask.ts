/** Questions as a person asks them, in texts, for tests of views and formats. */

import { parsePeerExpression, parsePortExpression } from '../../src/config/peer-grammar.ts';
import { compileConnectivity } from '../../src/engine/compile.ts';
import type { Connectivity } from '../../src/engine/connectivity.ts';
import type { Cluster } from '../../src/model/cluster.ts';
import type { PeerReference } from '../../src/model/peer-expression.ts';
import { peerProblemText } from '../../src/render/peer-problem.ts';
import type { Style } from '../../src/render/style.ts';
import { PLAIN } from '../../src/render/style.ts';
import { explain } from '../../src/views/explain.ts';
import type { ExplainAnswer } from '../../src/views/explanation.ts';
import type { Matrix, MatrixQuestion } from '../../src/views/matrix.ts';
import { ANY_SHAPE, buildMatrix } from '../../src/views/matrix.ts';
import type { AskedPort } from '../../src/views/port-question.ts';
import type { PeerResolution, ResolvedPeer } from '../../src/views/resolve-peers.ts';
import { resolvePeers } from '../../src/views/resolve-peers.ts';
import { shapeMatrix } from '../../src/views/shape-matrix.ts';
import { load } from '../load.ts';

/** A terminal of 80 columns without colour. */
export const TERMINAL: Style = { ...PLAIN, width: 80 };

/** Returns the verdicts of manifests. Throws when they are not valid, so that no test judges half a cluster. */
export function verdictsOf(manifests: string): Connectivity {
  const { cluster, diagnostics } = load(manifests);
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Error(`the manifests have errors: ${errors.map(({ code }) => code).join(', ')}`);
  return compileConnectivity(cluster);
}

/** Returns the verdicts of a cluster made by hand. */
export function verdictsIn(cluster: Cluster): Connectivity {
  return compileConnectivity(cluster);
}

/** Returns what a text means. */
export function resolve(
  connectivity: Connectivity,
  text: string,
  aliases: Readonly<Record<string, readonly string[]>> = {},
): PeerResolution {
  const read = new Map(Object.entries(aliases).map(([name, members]) => [name, members.map(reference)]));
  return resolvePeers(reference(text), { connectivity, namespace: 'default', aliases: read });
}

/** Returns the peers of a text. Throws where it names none. */
export function peersOf(connectivity: Connectivity, text: string): readonly ResolvedPeer[] {
  const resolution = resolve(connectivity, text);
  if (resolution.kind === 'problem') throw new Error(peerProblemText(resolution.problem));
  return resolution.peers;
}

/** What a test may ask of a matrix, in texts. */
export interface MatrixAsk extends Pick<MatrixQuestion, 'direction' | 'leftOut'> {
  readonly from?: string;
  readonly to?: string;
  readonly of?: string;
  readonly port?: string;
  readonly shape?: Partial<Matrix['shape']>;
}

/** Returns the matrix in the shape that is asked for. */
export function askMatrix(connectivity: Connectivity, ask: MatrixAsk = {}): Matrix {
  const { from, to, of, port, shape, direction, leftOut } = ask;
  const question: MatrixQuestion = {
    ...(from !== undefined && { from: peersOf(connectivity, from) }),
    ...(to !== undefined && { to: peersOf(connectivity, to) }),
    ...(of !== undefined && { of: peersOf(connectivity, of) }),
    ...(port !== undefined && { port: portOf(port) }),
    ...(direction !== undefined && { direction }),
    ...(leftOut !== undefined && { leftOut }),
    shape: { ...ANY_SHAPE, ...shape },
  };
  return shapeMatrix(buildMatrix(connectivity, question));
}

/** Returns the explanation of a connection. Throws where there is nothing to explain. */
export function askExplain(connectivity: Connectivity, from: string, to: string): ExplainAnswer {
  const answer = explain(connectivity, {
    from: peersOf(connectivity, from),
    to: peersOf(connectivity, to),
    port: reference(to).port,
  });
  if ('kind' in answer) throw new Error(`nothing to explain: ${answer.kind}`);
  return answer;
}

function reference(text: string): PeerReference {
  const reading = parsePeerExpression(text);
  if (reading.kind === 'problem') throw new Error(`${text}: ${reading.problem.problem}`);
  return reading.reference;
}

function portOf(text: string): AskedPort {
  const port = parsePortExpression(text);
  if ('problem' in port) throw new Error(`${text}: ${port.problem}`);
  return port;
}
