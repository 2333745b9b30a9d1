/** The diagnostic for a key that a mapping has twice, in YAML and in JSON. */

import type { DiagnosticOf } from '../model/diagnostics.ts';
import type { Source } from '../model/provenance.ts';

/** Which key, and where it comes for the second and for the first time. */
export interface DuplicateKey {
  readonly source: Source;
  readonly key: string;
  readonly offset: number;
  readonly earlier: number;
  /** Whether one of the two came by `<<`. Default: false. */
  readonly isMerged?: boolean;
}

/** Returns the error for a key that comes twice; kubectl would keep the last without a word. */
export function duplicateKey({ source, key, offset, earlier, isMerged }: DuplicateKey): DiagnosticOf<'duplicate-key'> {
  return {
    code: 'duplicate-key',
    severity: 'error',
    at: { source, offset },
    type: 'StrictDecoding',
    args: { key, isMerged: isMerged ?? false },
    related: [{ at: { source, offset: earlier }, message: `\`${key}\` is set here first` }],
  };
}
