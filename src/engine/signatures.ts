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
import { at, constantMap, sweepMaps, visitPoints } from './line.ts';
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
    if (policies.length === 0) return freeRow(universe);
    const rows = policies.map((policy) =>
      direction === 'egress' ? policy.egress() : policy.ingress(ports ?? NO_PORTS),
    );
    return isolatedRow(
      universe,
      rows.filter(({ runs }) => runs.length > 2 || runs[1] !== NO_GRANT),
    );
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

// The answers of pods that no policy isolates.
function freeRow({ verdicts, families, parts, endsEnd }: Universe): LineMap {
  const partRows = families.map((family) => parts.read(constantMap(NO_GRANT), family));
  return sweepMaps(partRows, 0, endsEnd, (values) =>
    values.reduce((sides, part) => verdicts.addFamily(sides, verdicts.freeSide(part)), NO_SIDES),
  );
}

// The answers of pods to whom some policies open what their rows of grants say.
function isolatedRow(universe: Universe, grantRows: readonly LineMap[]): LineMap {
  const { verdicts, families, parts, endsEnd } = universe;
  const rows = grantRows.length <= MOST_SWEPT ? grantRows : [unionRow(universe, grantRows)];
  const grantOf = (values: readonly number[]): number => {
    let grant = NO_GRANT;
    for (let index = 0; index < rows.length; index += 1) grant = verdicts.unionGrants(grant, values[index] ?? NO_GRANT);
    return grant;
  };
  const ofParts = sweepMaps(rows, endsEnd, parts.end, grantOf);
  const partRows = families.map((family) => parts.read(ofParts, family));
  return sweepMaps([...rows, ...partRows], 0, endsEnd, (values) => {
    const grant = grantOf(values);
    let sides = NO_SIDES;
    for (let index = rows.length; index < values.length; index += 1)
      sides = verdicts.addFamily(sides, verdicts.isolatedSide(grant, values[index] ?? 0));
    return sides;
  });
}

// A sweep looks at every row at each step, so many rows are joined two by two first.
const MOST_SWEPT = 12;
