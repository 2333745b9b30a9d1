/** The slips of a hand on one line of a policy: what regression tests are there to notice. */

/** A text with one line changed. */
export interface Mutation {
  /** 1-based. */
  readonly line: number;
  readonly slip: string;
  readonly text: string;
}

type Slip = readonly [name: string, change: (line: string) => readonly string[]];

// Each gives the lines that a slip makes of one, none where it cannot happen there. A line that is lost is the empty one.
const SLIPS: readonly Slip[] = [
  ['a line is lost', (line) => (line.trim() === '' || line.trim().startsWith('#') ? [] : [''])],
  ['a line is there twice', (line) => (line.trim() === '' ? [] : [`${line}\n${line}`])],
  ['a dash is lost', (line) => (/^\s*- /.test(line) ? [line.replace('- ', '  ')] : [])],
  [
    'a dash too many',
    (line) =>
      /^\s{2,}(podSelector|namespaceSelector|ports|port|protocol):/.test(line)
        ? [line.replace(/ {2}(\w)/, '- $1')]
        : [],
  ],
  ['another label value', (line) => (isLabel(line) ? [line.replace(/(:\s*)\S+$/, '$1other')] : [])],
  ['another label key', (line) => (isLabel(line) ? [line.replace(/^(\s*)[^:]+/, '$1other')] : [])],
  ['a wider block', (line) => widerBlocks(line)],
  ['another port', (line) => (/port:\s*\d+/.test(line) ? [line.replace(/port:\s*\d+/, 'port: 4321')] : [])],
  [
    'another protocol',
    (line) =>
      /protocol: (TCP|UDP)/.test(line) ? [line.replace(/TCP|UDP/, (one) => (one === 'TCP' ? 'UDP' : 'TCP'))] : [],
  ],
  [
    'the other direction',
    (line) =>
      /^\s*- (Ingress|Egress)$/.test(line)
        ? [line.replace(/Ingress|Egress/, (one) => (one === 'Ingress' ? 'Egress' : 'Ingress'))]
        : [],
  ],
  [
    'an empty list',
    (line) => (/^\s*(ingress|egress|policyTypes): \[/.test(line) ? [line.replace(/\[.*\]/, '[{}]')] : []),
  ],
];

/** Returns every mutation of a text, line by line; no two are the same text. */
export function lineMutations(text: string): readonly Mutation[] {
  const lines = text.split('\n');
  const seen = new Set([text]);
  return lines.flatMap((line, index) =>
    SLIPS.flatMap(([slip, change]) =>
      change(line).flatMap((changed): readonly Mutation[] => {
        const mutated = lines.with(index, changed).join('\n');
        if (seen.has(mutated)) return [];
        seen.add(mutated);
        return [{ line: index + 1, slip, text: mutated }];
      }),
    ),
  );
}

// Labels are what is indented deepest: a plain key with a plain value that no field of a policy is called.
function isLabel(line: string): boolean {
  const [, key = ''] = /^\s{6,}([\w./-]+): [\w.-]+$/.exec(line) ?? [];
  return key !== '' && !['port', 'protocol', 'endPort', 'cidr', 'namespace', 'name'].includes(key);
}

function widerBlocks(line: string): readonly string[] {
  const prefix = Number(/\/(\d+)\s*$/.exec(line)?.[1] ?? '0');
  return prefix === 0
    ? []
    : [prefix - 1, prefix - 8].filter((wider) => wider >= 0).map((wider) => line.replace(/\/\d+(\s*)$/, `/${wider}$1`));
}
