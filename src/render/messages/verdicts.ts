/** Texts of problems that show only when verdicts are made. */

import type { VerdictDiagnostics } from '../../model/diagnostics/verdicts.ts';
import { configLine } from '../unknown-text.ts';
import type { MessageTexts } from './texts.ts';

/** Message and help of each code of verdicts. */
export const verdictMessages: MessageTexts<VerdictDiagnostics> = {
  'unknown-verdicts': ({ block, family, pairs, setting, isConfigured }) => ({
    message: `${block} covers the ${setting} in part, so ${pairs === 1 ? '1 pair has' : `${pairs} pairs have`} unknown verdicts`,
    help: isConfigured
      ? `narrow \`${setting}\` in netpol.config.yaml, or load running pods with their addresses (kubectl get pods -A -o yaml)`
      : `say in netpol.config.yaml which addresses they have: ${configLine(setting, family)}`,
  }),
};
