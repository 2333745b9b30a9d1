/** Texts that Kubernetes refuses, each with one mistake, as people make them. The golden holds what netpol says. */

/** One broken text and what its author did. */
export interface BrokenText {
  readonly name: string;
  readonly text: string;
  /** Default: `policy.yaml`. */
  readonly file?: string;
}

/** Mistakes in YAML, those of indentation first. */
export const brokenTexts: readonly BrokenText[] = [
  { name: 'tab for indentation', text: 'metadata:\n\tname: p\n' },
  { name: 'tab behind spaces', text: 'metadata:\n  labels:\n  \tapp: web\n' },
  { name: 'tab behind a dash', text: 'policyTypes:\n-\t Ingress\n' },
  { name: 'blank line that holds a tab', text: 'kind: NetworkPolicy\n\t\nspec: {}\n' },
  { name: 'indented less than its neighbours', text: 'spec:\n  podSelector: {}\n ingress: []\n' },
  { name: 'indented deeper than its neighbours', text: 'spec:\n  podSelector: {}\n    ingress: []\n' },
  { name: 'indented between two levels', text: 'spec:\n  ingress:\n      - from: []\n    ports: []\n' },
  { name: 'key indented under a value', text: 'kind: NetworkPolicy\n  metadata: {}\n' },
  { name: 'key at the indentation of items', text: 'spec:\n  ingress:\n    - from: []\n    ports: []\n' },
  { name: 'list item among keys', text: 'spec:\n  podSelector: {}\n  - ingress: []\n' },
  { name: 'list item behind its key', text: 'policyTypes: - Ingress\n' },
  { name: 'no space after the colon', text: 'matchLabels:\n  app:web\n  tier: front\n' },
  { name: 'no space after the colon, among others', text: 'matchLabels:\n  tier: front\n  app:web\n' },
  { name: 'no colon', text: 'metadata:\n  name: p\nspec\n  podSelector: {}\n' },
  { name: 'no colon on the last line', text: 'kind: NetworkPolicy\nmetadata\n' },
  { name: 'second colon in a value', text: 'annotations:\n  note: see: the wiki\n' },
  { name: 'key on the line of its mapping', text: 'metadata: name: p\n' },
  { name: 'quote never closed', text: 'metadata:\n  name: "p\nspec: {}\n' },
  { name: 'quote never closed, another follows', text: 'metadata:\n  name: "p\n  namespace: "shop"\n' },
  { name: 'single quote never closed', text: "metadata:\n  name: 'p\n" },
  { name: 'apostrophe inside single quotes', text: "note: 'it's ours'\n" },
  { name: 'text behind double quotes', text: 'note: "a" and "b"\n' },
  { name: 'bracket never closed', text: 'metadata: {name: p\nspec: {podSelector: {}}\n' },
  { name: 'square bracket never closed', text: 'policyTypes: [Ingress\n' },
  { name: 'closed by the wrong bracket', text: 'policyTypes: [Ingress}\n' },
  { name: 'closed twice', text: 'podSelector: {}}\n' },
  { name: 'closing bracket alone', text: 'spec:\n  podSelector: {}\n  }\n' },
  { name: 'text that starts with a bracket', text: 'note: [draft] do not apply\n' },
  { name: 'address in brackets', text: 'cidr: [2001:db8::]/32\n' },
  { name: 'no comma', text: 'matchLabels: {app: web tier: front}\n' },
  { name: 'no comma between quoted items', text: 'values: ["a" "b"]\n' },
  { name: 'comma twice', text: 'values: [a,, b]\n' },
  { name: 'question mark inside brackets', text: 'annotations: {url: http://x/?q=1}\n' },
  { name: 'value that starts with @', text: 'note: @team\n' },
  { name: 'value that starts with a backquote', text: 'note: `x`\n' },
  { name: 'value that starts with %', text: 'note: %20\n' },
  { name: 'value that starts with *', text: 'host: *.example.com\n' },
  { name: 'value that starts with &', text: 'note: & more\n' },
  { name: 'anchor with a point', text: 'podSelector: &web.pods {}\n' },
  { name: 'unknown anchor', text: 'podSelector: *web\n' },
  { name: 'anchor within itself', text: 'a: &x\n  b: *x\n' },
  { name: 'path with backslashes in double quotes', text: 'path: "C:\\windows"\n' },
  { name: 'escaped slash', text: 'cidr: "10.0.0.0\\/8"\n' },
  { name: 'half a character', text: 'note: "\\ud83d"\n' },
  { name: 'control character', text: 'note: a\u0007b\n' },
  { name: 'line separator', text: 'note: a\u2028b\n' },
  { name: 'key twice', text: 'spec:\n  podSelector: {}\n  ingress: []\n  podSelector: {}\n' },
  { name: 'key also merged', text: 'a: &l {app: web}\nb:\n  <<: *l\n  app: api\n' },
  { name: 'merge of something else', text: 'a: &l [{x: 1}, 5]\nb:\n  <<: *l\n' },
  { name: 'list as a key', text: '? [a]\n: b\n' },
  { name: 'empty key', text: 'labels:\n  : x\n' },
  { name: 'null as a key', text: 'labels:\n  null: x\n' },
  { name: 'key over two lines', text: 'labels:\n  "a\n  b": x\n' },
  { name: 'tag that does not fit', text: 'port: !!int http\n' },
  { name: 'no Base64', text: 'key: !!binary "?"\n' },
  { name: 'infinity', text: 'port: .inf\n' },
  { name: 'directive', text: '%YAML 1.2\n---\nkind: Pod\n' },
  { name: 'text behind the separator', text: 'kind: Pod\n--- next\nkind: Pod\n' },
  { name: 'object behind the separator', text: '--- {kind: Pod}\n' },
  { name: 'indented separator', text: '  ---\n  kind: Pod\n' },
  { name: 'certificate at the start of a line', text: 'key: |\n-----BEGIN CERTIFICATE-----\n' },
  { name: 'text behind a block header', text: 'note: | some text\n' },
  { name: 'text behind ...', text: 'kind: Pod\n...\nkind: Service\n' },
  { name: 'first line indented', text: '  kind: Pod\napiVersion: v1\n' },
  { name: 'text behind the closing bracket', text: '---\n{kind: Pod}\napiVersion: v1\n' },
  { name: 'billion laughs', text: laughs() },
  { name: 'too deep', text: `${'['.repeat(200)}\n` },
  { name: 'Helm template', file: 'charts/web/templates/net.yaml', text: 'metadata:\n  name: {{ .Release.Name }}\n' },
  { name: 'Helm action', text: '{{- if .Values.policy }}\nkind: NetworkPolicy\n{{- end }}\n' },
  { name: 'JSON breaks off', file: 'policy.json', text: '{"kind":"NetworkPolicy"' },
  { name: 'JSON text breaks off', file: 'policy.json', text: '{"kind":"NetworkPolicy}\n' },
  { name: 'JSON comment', file: 'policy.json', text: '{"kind": "Pod", // ours\n"spec": {}}\n' },
  { name: 'JSON without comma', file: 'policy.json', text: '{"kind": "Pod"\n"spec": {}}\n' },
  { name: 'JSON without colon', file: 'policy.json', text: '{"kind" "Pod"}\n' },
  { name: 'JSON without value', file: 'policy.json', text: '{"kind": "Pod", "spec": [}\n' },
  { name: 'JSON with a bare word', file: 'policy.json', text: '{"kind": Pod, "spec": [}\n' },
  { name: 'JSON escape', file: 'policy.json', text: '{"path": "C:\\windows"}\n' },
  { name: 'JSON line break in text', file: 'policy.json', text: '{"note": "a\nb", "spec": [}\n' },
  { name: 'JSON tab in text', file: 'policy.json', text: '{"note": "a\tb", "spec": [}\n' },
  { name: 'JSON number', file: 'policy.json', text: '{"port": 1e999, "spec": [}\n' },
  { name: 'JSON key twice', file: 'policy.json', text: '{"spec": {}, "spec": {}}\n' },
  { name: 'text behind JSON objects', file: 'policy.json', text: '{"a": 1}\n{"b": 2}\nkind: Pod\n' },
];

function laughs(): string {
  const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x]'];
  for (let level = 1; level < 9; level += 1) {
    lines.push(
      `a${level}: &a${level} [${Array(9)
        .fill(`*a${level - 1}`)
        .join(', ')}]`,
    );
  }
  return `${lines.join('\n')}\n`;
}
