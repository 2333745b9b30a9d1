/** A map from what objects are called; three levels, since joining names into keys costs more than all else done with them. */

/** What tells objects of a cluster apart. */
export interface ObjectName {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** Values by kind, namespace and name; kinds differ by more than case. */
export class NameIndex<Value> {
  readonly #namespacesByKind = new Map<string, Map<string, Map<string, Value>>>();

  /** Returns the value of a name, or undefined. */
  get({ kind, namespace, name }: ObjectName): Value | undefined {
    return this.#namespacesByKind.get(kind)?.get(namespace)?.get(name);
  }

  /** Sets the value of a name. */
  set({ kind, namespace, name }: ObjectName, value: Value): void {
    const namespaces = valueIn(this.#namespacesByKind, kind, newMap<Map<string, Value>>);
    valueIn(namespaces, namespace, newMap<Value>).set(name, value);
  }
}

function newMap<Value>(): Map<string, Value> {
  return new Map();
}

function valueIn<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
