/**
 * A signature is the list of policies that isolate a class of pods in one direction. Classes of one signature get the
 * same row of answers, so everything is computed once per signature. Signatures are only ever added: a
 * changed policy is another policy, and classes move to another signature.
 */

import { unionBounds } from '../model/intervals.ts';
import type { Direction, Policy } from '../model/policy.ts';
import type { PortProfile } from './classes.ts';
import type { CompiledPolicy } from './grants.ts';
import { unionRow } from './grants.ts';
import { foldBalanced } from './intern.ts';
import type { LineMap } from './line.ts';
import { at, constantMap, mapValues, mergeMaps, visitPoints } from './line.ts';
import type { Universe } from './universe.ts';
import { NO_GRANT, NO_SIDES } from './verdicts.ts';

/** The signature of pods that no policy isolates, and of external ends. */
export const FREE = 0;

/** Signatures by number, for one direction. */
export interface Signatures {
  /** How many there are so far. */
  readonly count: () => number;
  /** Sets the signature of each class that the policies of its list isolate; `policies` in the cluster's order. */
  readonly assign: (signatureOf: Int32Array, policies: readonly CompiledPolicy[]) => void;
  /** Returns the policies of a signature, each with the signature of pods that it alone isolates. */
  readonly singlesOf: (signature: number) => readonly { readonly policy: Policy; readonly alone: number }[];
  /** Returns the answers (`Verdicts.addFamily`) to or from every end on the line. Computed once. */
  readonly rowOf: (signature: number) => LineMap;
}

interface Signature {
  readonly policies: readonly CompiledPolicy[];
  /** The governed pods' named ports, where ingress rules ask for them. */
  readonly ports: PortProfile | null;
  readonly longer: Map<CompiledPolicy, number>;
  readonly withPorts: Map<PortProfile, number>;
}

/** Returns the signatures of one direction; only `FREE` so far. */
export function createSignatures(universe: Universe, direction: Direction): Signatures {
  const signatures: Signature[] = [];
  const rows: LineMap[] = [];
  const add = (policies: readonly CompiledPolicy[], ports: PortProfile | null): number =>
    signatures.push({ policies, ports, longer: new Map(), withPorts: new Map() }) - 1;
  add([], null);
  const get = (id: number): Signature => {
    const signature = signatures[id];
    if (signature === undefined) throw new Error(`no signature has the number ${id}`);
    return signature;
  };

  const extend = (id: number, policy: CompiledPolicy): number => {
    const { longer, policies } = get(id);
    const next = longer.get(policy) ?? add([...policies, policy], null);
    longer.set(policy, next);
    return next;
  };

  const extendAll = (signatureOf: Int32Array, policy: CompiledPolicy): void => {
    // Neighbours mostly share their signature, and then what follows it too.
    let [last, next] = [-1, -1];
    visitPoints(policy.subjects, (index) => {
      const current = at(signatureOf, index);
      if (current !== last) [last, next] = [current, extend(current, policy)];
      signatureOf[index] = next;
    });
  };

  const withPorts = (id: number, ports: PortProfile): number => {
    const signature = get(id);
    if (!signature.policies.some(({ namesPorts }) => namesPorts)) return id;
    const next = signature.withPorts.get(ports) ?? add(signature.policies, ports);
    signature.withPorts.set(ports, next);
    return next;
  };

  const rowOf = (id: number): LineMap => {
    const { policies, ports } = get(id);
    if (policies.length === 0) return answersOf(universe, null);
    const grants = policies.map((policy) =>
      direction === 'egress' ? policy.egress() : policy.ingress(ports ?? NO_PORTS),
    );
    return answersOf(universe, unionRow(universe, grants));
  };

  return {
    count: () => signatures.length,
    singlesOf: (id) => {
      const { policies, ports } = get(id);
      return policies.map((compiled) => {
        const alone = extend(FREE, compiled);
        return { policy: compiled.policy, alone: ports === null ? alone : withPorts(alone, ports) };
      });
    },
    rowOf: (id) => {
      const row = rows[id] ?? rowOf(id);
      rows[id] = row;
      return row;
    },
    assign: (signatureOf, policies) => {
      for (const policy of policies) if (policy.policy.directions[direction]) extendAll(signatureOf, policy);
      if (direction === 'egress') return;
      const named = policies.filter(({ namesPorts }) => namesPorts).map(({ subjects }) => subjects);
      visitPoints(foldBalanced(named, [], unionBounds<number>), (index) => {
        signatureOf[index] = withPorts(at(signatureOf, index), universe.classes[index]?.ports ?? NO_PORTS);
      });
    },
  };
}

const NO_PORTS: PortProfile = new Map();

// The row of answers over all families; without grants, of pods that no policy isolates.
function answersOf({ verdicts, families, parts }: Universe, grants: LineMap | null): LineMap {
  const { freeSide, isolatedSide, addFamily } = verdicts;
  return families.reduce((answers: LineMap, family) => {
    const partsRow = parts.read(grants ?? constantMap(NO_GRANT), family);
    const sides = grants === null ? mapValues(partsRow, freeSide) : mergeMaps(grants, partsRow, isolatedSide);
    return mergeMaps(answers, sides, addFamily);
  }, constantMap(NO_SIDES));
}
