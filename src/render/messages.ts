/** The text of every diagnostic: the one place where codes become English. */

import type { Diagnostic, DiagnosticArguments, DiagnosticCode, DiagnosticOf } from '../model/diagnostics.ts';
import { configMessages } from './messages/config.ts';
import { readingMessages } from './messages/reading.ts';
import { resourceMessages } from './messages/resources.ts';
import type { MessageText, MessageTexts } from './messages/texts.ts';
import { verdictMessages } from './messages/verdicts.ts';

// The type holds this complete: a code without a text does not compile.
const MESSAGES: MessageTexts<DiagnosticArguments> = {
  ...readingMessages,
  ...resourceMessages,
  ...configMessages,
  ...verdictMessages,
};

/** Returns what a person reads of a diagnostic: one line without full stop, and the remedy where there is one. */
export function messageOf(diagnostic: Diagnostic): MessageText {
  return textOf<DiagnosticCode>(diagnostic);
}

function textOf<C extends DiagnosticCode>({ code, args }: DiagnosticOf<C>): MessageText {
  return MESSAGES[code](args);
}
