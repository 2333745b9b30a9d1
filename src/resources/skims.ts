/**
 * What netpol reads of objects that the API server has printed, by kind. A kind that is not here is read wholly, and so
 * are objects that people write: what is wrong in them has to be told, wherever it is.
 */

import type { Fields } from '../parse/skim.ts';

interface FieldTree {
  readonly [field: string]: FieldTree | null;
}

const CONTAINERS: FieldTree = { name: null, image: null, ports: null, restartPolicy: null };

const POD: FieldTree = {
  apiVersion: null,
  kind: null,
  metadata: {
    name: null,
    generateName: null,
    namespace: null,
    labels: null,
    ownerReferences: { apiVersion: null, kind: null, name: null, uid: null, controller: null },
  },
  spec: { hostNetwork: null, nodeName: null, containers: CONTAINERS, initContainers: CONTAINERS },
  status: { phase: null, podIP: null, podIPs: null, hostIP: null, hostIPs: null },
};

const FIELDS_BY_KIND: ReadonlyMap<string, Fields> = new Map([['v1 Pod', fieldsOf(POD)]]);

/** Returns the fields to read of an object of a kind, null for all. */
export function skimmedFields({
  apiVersion,
  kind,
}: {
  readonly apiVersion: string;
  readonly kind: string;
}): Fields | null {
  return FIELDS_BY_KIND.get(`${apiVersion} ${kind}`) ?? null;
}

function fieldsOf(tree: FieldTree): Fields {
  return new Map(Object.entries(tree).map(([field, below]) => [field, below === null ? null : fieldsOf(below)]));
}
