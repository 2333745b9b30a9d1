/**
 * The schema of netpol.test.yaml (ux.md section 3.1): one source for validation and for the published JSON Schema. What a
 * peer or a connection may be is not said here but by the peer grammar, which knows the character that is wrong.
 */

import { z } from 'zod';
import type { PolicyProperty, SnapshotExpectation, TestSeverity, WorkloadProperty } from '../model/tests.ts';

type OneOrMore = string | readonly string[];

/** Keys that every entry may have. */
export interface CommonKeys {
  readonly name?: string | undefined;
  readonly severity?: TestSeverity | undefined;
  readonly because?: string | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly skip?: string | undefined;
  readonly todo?: string | true | undefined;
  readonly onUnknown?: 'fail' | 'skip' | undefined;
  readonly allowEmpty?: boolean | undefined;
}

/** `allow: A -> B:p`. */
export interface AllowEntry extends CommonKeys {
  readonly allow: OneOrMore;
  readonly except?: OneOrMore | undefined;
  readonly anyOf?: boolean | undefined;
}

/** `deny: A -> B`. */
export interface DenyEntry extends CommonKeys {
  readonly deny: OneOrMore;
  readonly except?: OneOrMore | undefined;
}

/** A port of the long form. */
export type WrittenPort =
  | number
  | string
  | { readonly from: number; readonly to: number; readonly protocol?: string | undefined };

/** The long form: every `from` to every `to` on each of `ports`. */
export interface LongEntry extends CommonKeys {
  readonly expect: 'allow' | 'deny';
  readonly from: OneOrMore;
  readonly to: OneOrMore;
  readonly ports?: readonly WrittenPort[] | undefined;
  readonly except?: OneOrMore | undefined;
  readonly anyOf?: boolean | undefined;
}

/** `only: [A]` may reach `to`, or be reached from `from`. */
export interface OnlyEntry extends CommonKeys {
  readonly only: OneOrMore;
  readonly to?: string | undefined;
  readonly from?: string | undefined;
  readonly mode?: 'known' | undefined;
}

/** `every: A` has properties. */
export interface EveryEntry extends CommonKeys {
  readonly every: string;
  readonly is: WorkloadProperty | readonly WorkloadProperty[];
}

/** A view that equals a file. */
export interface SnapshotEntry extends CommonKeys {
  readonly snapshot: SnapshotExpectation['view'];
  readonly of?: string | undefined;
  readonly file: string;
}

/** Properties of policies. */
export interface PoliciesEntry extends CommonKeys {
  readonly policies: PolicyProperty | readonly PolicyProperty[];
  readonly of?: string | undefined;
}

/** Comparison with the policies of another file or folder. */
export type PolicySetEntry = CommonKeys & {
  readonly [Kind in 'equivalent' | 'within' | 'permits' | 'forbids']?: string | undefined;
};

/** The file as it is written, its entries not looked into. */
export interface WrittenTestFile {
  readonly version: 1;
  readonly manifests?: string | readonly (string | { readonly run: string })[] | undefined;
  readonly aliases?: Readonly<Record<string, OneOrMore>> | undefined;
  readonly defaults?:
    | { readonly severity?: TestSeverity | undefined; readonly onUnknown?: 'fail' | 'skip' | undefined }
    | undefined;
  readonly tests: readonly unknown[];
}

const severity = z.enum(['info', 'warning', 'error', 'critical']);
const onUnknown = z.enum(['fail', 'skip']);
const text = z.string().min(1, { error: 'expected a text that is not empty' });
const oneOrMore = z.union([text, z.array(text).min(1, { error: 'expected at least one' })], {
  error: 'expected a text or a list of texts',
});
const peer = text.describe(
  'A peer: shop/api, shop/any, shop/[app=api], ns[env=prod]/any, cluster, internet, external, any, 10.0.0.0/8, @alias; with a port: shop/api:8080.',
);
const connections = oneOrMore.describe('A connection, or a list of them: shop/frontend -> shop/api:8080.');
const except = oneOrMore.optional().describe('Connections that the expectation leaves out. Default: none.');

const common = {
  name: text.optional().describe('What the test is called. Default: what it says.'),
  severity: severity
    .optional()
    .describe('How much a failure matters; critical cannot be suppressed. Default: that of `defaults`, else error.'),
  because: text.optional().describe('Why it is expected; shown when it fails.'),
  tags: z.array(text).optional().describe('Words by which --tag chooses tests. Default: none.'),
  skip: text.optional().describe('Not run, for this reason.'),
  todo: z
    .union([text, z.literal(true)])
    .optional()
    .describe('Expected to fail for now: a failure is reported as skipped.'),
  onUnknown: onUnknown.optional().describe('What an unknown verdict does. Default: that of `defaults`, else fail.'),
  allowEmpty: z.boolean().optional().describe('Whether a peer may name nothing. Default: false.'),
};

const ports = z
  .array(
    z.union(
      [
        z.int().min(1).max(65535),
        text,
        z.strictObject({
          from: z.int().min(1).max(65535).describe('The first port of a run.'),
          to: z.int().min(1).max(65535).describe('The last port of the run.'),
          protocol: z.enum(['TCP', 'UDP', 'SCTP']).optional().describe('Default: TCP.'),
        }),
      ],
      { error: 'expected a port such as 5432, "53/UDP", http or { from: 8000, to: 8099 }' },
    ),
  )
  .min(1)
  .optional()
  .describe('Ports of the destination. Default: for allow those its containers declare, for deny every port.');

const workloadProperty = z.enum(['ingress-isolated', 'egress-isolated', 'dns-ok', 'covered', 'no-internet-egress']);
const policyProperty = z.enum(['effective', 'not-redundant', 'select-something']);
const mode = z
  .literal('known', {
    error: 'mode strict, which also counts pods that could exist, comes with exposure; until then only known is there',
  })
  .optional()
  .describe('Whom the expectation is about: the pods that are loaded. Default: known.');
const otherPolicies = text.describe('A file or folder of policies, relative to the test file.');

/** One form of an entry: the key that tells it, and its schema. */
export interface EntryForm<Entry = unknown> {
  readonly key: string;
  readonly schema: z.ZodType<Entry>;
}

const allow: EntryForm<AllowEntry> = {
  key: 'allow',
  schema: z.strictObject({
    allow: connections,
    except,
    anyOf: z.boolean().optional().describe('Whether one open pair is enough. Default: false, all pairs.'),
    mode,
    ...common,
  }),
};
const deny: EntryForm<DenyEntry> = {
  key: 'deny',
  schema: z.strictObject({ deny: connections, except, mode, ...common }),
};
const long: EntryForm<LongEntry> = {
  key: 'expect',
  schema: z.strictObject({
    expect: z.enum(['allow', 'deny']).describe('Whether all of it is open, or none.'),
    from: oneOrMore.describe('Sources.'),
    to: oneOrMore.describe('Destinations.'),
    ports,
    except,
    anyOf: z.boolean().optional().describe('Whether one open pair is enough. Default: false, all pairs.'),
    mode,
    ...common,
  }),
};
const only: EntryForm<OnlyEntry> = {
  key: 'only',
  schema: z
    .strictObject({
      only: z.union([z.array(text), text]).describe('Who may; an empty list is nobody.'),
      to: peer.optional().describe('What nobody else may reach.'),
      from: peer.optional().describe('From where nothing else may be reached.'),
      mode,
      ...common,
    })
    .refine(({ to, from }) => (to === undefined) !== (from === undefined), {
      error: 'expected `to` (who may reach it) or `from` (what it may reach), one of the two',
    }),
};
const every: EntryForm<EveryEntry> = {
  key: 'every',
  schema: z.strictObject({
    every: peer,
    is: z.union([workloadProperty, z.array(workloadProperty).min(1)]).describe('Properties that each workload has.'),
    ...common,
  }),
};
const snapshot: EntryForm<SnapshotEntry> = {
  key: 'snapshot',
  schema: z.strictObject({
    snapshot: z.enum(['matrix', 'exposure', 'policies']).describe('What is compared.'),
    of: peer.optional().describe('Connections with an end in it. Default: all.'),
    file: text.describe('The file to compare with, relative to the test file; --update writes it.'),
    ...common,
  }),
};
const policies: EntryForm<PoliciesEntry> = {
  key: 'policies',
  schema: z.strictObject({
    policies: z.union([policyProperty, z.array(policyProperty).min(1)]).describe('Properties that each policy has.'),
    of: peer.optional().describe('Policies that select one of these workloads. Default: all.'),
    ...common,
  }),
};
const policySets = (['equivalent', 'within', 'permits', 'forbids'] as const).map(
  (key): EntryForm<PolicySetEntry> => ({ key, schema: z.strictObject({ [key]: otherPolicies, ...common }) }),
);

/** The forms by name, for decoding. */
export const FORMS: {
  readonly allow: EntryForm<AllowEntry>;
  readonly deny: EntryForm<DenyEntry>;
  readonly long: EntryForm<LongEntry>;
  readonly only: EntryForm<OnlyEntry>;
  readonly every: EntryForm<EveryEntry>;
  readonly snapshot: EntryForm<SnapshotEntry>;
  readonly policies: EntryForm<PoliciesEntry>;
  readonly policySets: readonly EntryForm<PolicySetEntry>[];
} = { allow, deny, long, only, every, snapshot, policies, policySets };

/** Keys by which an entry tells its form, in the order in which the documentation names them. */
export const FORM_KEYS: readonly string[] = [allow, deny, only, every, snapshot, policies, ...policySets, long].map(
  ({ key }) => key,
);

function fileSchema(entry: z.ZodType): z.ZodType<WrittenTestFile> {
  return z
    .strictObject({
      version: z.literal(1, { error: 'expected version: 1' }).describe('The version of this format: 1.'),
      manifests: z
        .union([
          text,
          z.array(
            z.union([
              text,
              z.strictObject({ run: text.describe('A command whose output is manifests; run only with --allow-run.') }),
            ]),
          ),
        ])
        .optional()
        .describe(
          'Files, folders and globs of manifests, relative to this file. Default: those of netpol.config.yaml, else this folder.',
        ),
      aliases: z.record(z.string(), oneOrMore).optional().describe('Names for peers, written @name.'),
      defaults: z
        .strictObject({
          severity: severity.optional().describe('How much a failure matters. Default: error.'),
          onUnknown: onUnknown.optional().describe('What an unknown verdict does. Default: fail.'),
        })
        .optional()
        .describe('What entries say that do not say it themselves.'),
      tests: z
        .array(entry)
        .min(1, { error: 'expected at least one test, such as allow: A -> B:8080' })
        .describe('What is expected of the cluster.'),
    })
    .describe('netpol.test.yaml');
}

/** The file around its entries; each entry is held to its own form, so that a problem in it is told well. */
export const testFileSchema: z.ZodType<WrittenTestFile> = fileSchema(z.unknown());

/** The whole file, for the JSON Schema that editors read. */
export const wholeTestFileSchema: z.ZodType<WrittenTestFile> = fileSchema(
  z.union([allow, deny, only, every, snapshot, policies, ...policySets, long].map(({ schema }) => schema)),
);
