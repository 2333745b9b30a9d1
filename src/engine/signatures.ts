/**
 * A signature is the list of policies that isolate a class of pods in one direction. Classes of one signature get the
 * same row of answers, so everything is computed once per signature. Signatures are only ever added: a
 * changed policy is another policy, and classes move to another signature.
 */

import { unionBounds } from '../model/intervals.ts';
import type { Direction, Policy } from '../model/policy.ts';
import type { PortProfile } from './classes.ts';
import type { CompiledPolicy } from './grants.ts';
import { compilePolicy, unionRow } from './grants.ts';
import { foldBalanced } from './intern.ts';
import type { LineMap } from './line.ts';
import { at, constantMap, eachPoint, mapValues, mergeMaps } from './line.ts';
import type { Selectors } from './selectors.ts';
import type { Universe } from './universe.ts';
import { NO_SIDE } from './verdicts.ts';

/** The signature of pods that no policy isolates, and of external ends. */
export const FREE = 0;

/** Signatures by number, for one direction. */
export interface Signatures {
  readonly direction: Direction;
  /** Sets the signature of each class that the policies of its list isolate; `policies` in the cluster's order. */
  readonly assign: (signatureOf: Int32Array, policies: readonly CompiledPolicy[]) => void;
  readonly policiesOf: (signature: number) => readonly Policy[];
  /** Returns the answers (`Verdicts.sidesOf`) to or from every end on the line. Computed once. */
  readonly rowOf: (signature: number) => LineMap;
}

interface Signature {
  readonly policies: readonly CompiledPolicy[];
  /** The governed pods' named ports, where ingress rules ask for them. */
  readonly ports: PortProfile | null;
  readonly longer: Map<CompiledPolicy, number>;
  readonly withPorts: Map<PortProfile, number>;
}

/** Returns a policy's number-free form, remembered so that an unchanged policy stays the same one. */
export function rememberPolicies(universe: Universe, selectors: Selectors): (policy: Policy) => CompiledPolicy {
  const known = new Map<Policy, CompiledPolicy>();
  return (policy) => {
    const compiled = known.get(policy) ?? compilePolicy(universe, selectors, policy);
    known.set(policy, compiled);
    return compiled;
  };
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
    eachPoint(policy.subjects, (index) => {
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
    direction,
    policiesOf: (id) => get(id).policies.map(({ policy }) => policy),
    rowOf: (id) => {
      const row = rows[id] ?? rowOf(id);
      rows[id] = row;
      return row;
    },
    assign: (signatureOf, policies) => {
      for (const policy of policies) if (policy.policy.directions[direction]) extendAll(signatureOf, policy);
      if (direction === 'egress') return;
      const named = policies.filter(({ namesPorts }) => namesPorts).map(({ subjects }) => subjects);
      eachPoint(foldBalanced(named, [], unionBounds<number>), (index) => {
        signatureOf[index] = withPorts(at(signatureOf, index), universe.classes[index]?.ports ?? NO_PORTS);
      });
    },
  };
}

const NO_PORTS: PortProfile = new Map();

// The row of answers over all families; without grants, of pods that no policy isolates.
function answersOf(universe: Universe, grants: LineMap | null): LineMap {
  const { verdicts, families, presence, parts } = universe;
  const ofFamilies = families.map((family) => {
    const answers =
      grants === null
        ? constantMap(verdicts.freeSide)
        : mergeMaps(grants, parts.read(grants, family), (grant, part) => verdicts.isolatedSide(grant, part));
    return mergeMaps(answers, presence[family], (side, present) => (present === 1 ? side : NO_SIDE));
  });
  const [first = constantMap(NO_SIDE), second] = ofFamilies;
  return second === undefined
    ? mapValues(first, (side) => verdicts.sidesOf([side]))
    : mergeMaps(first, second, (left, right) => verdicts.sidesOf([left, right]));
}
