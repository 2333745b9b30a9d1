/** Texts of problems in netpol.config.yaml, test files and documents. */

import type { ConfigDiagnostics } from '../../model/diagnostics/config.ts';
import type { MessageTexts } from './texts.ts';

/** Message and help of each code of configuration. */
export const configMessages: MessageTexts<ConfigDiagnostics> = {
  'invalid-config': ({ problem, help }) => ({ message: problem, ...(help !== undefined && { help }) }),
  'invalid-marker': ({ problem, help }) => ({ message: problem, help }),
};
