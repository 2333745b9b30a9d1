/** Problems that show only when verdicts are made: what the input leaves open. */

import type { Family } from '../ip.ts';

/** Typed arguments of each code of verdicts; `render/messages/verdicts.ts` makes the text. */
export interface VerdictDiagnostics {
  /** An ipBlock covers, in part, the range in which pods without address have theirs; one diagnostic per ipBlock. */
  readonly 'unknown-verdicts': {
    /** As people write it: `10.0.0.0/8 except 10.1.0.0/16`. */
    readonly block: string;
    readonly family: Family;
    /** Pairs of peers with a verdict that it leaves unknown. */
    readonly pairs: number;
    /** The setting that says where those pods have their addresses. */
    readonly setting: 'podCIDRs' | 'nodeCIDRs';
    /** Whether the configuration gives that setting already. */
    readonly isConfigured: boolean;
  };
}
