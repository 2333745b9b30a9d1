/** The shape of the tables that turn diagnostics into English. */

/** What a person reads: what was seen and expected, and what to do about it. */
export interface MessageText {
  readonly message: string;
  readonly help?: string;
}

/** One text for each code, made from its typed arguments. */
export type MessageTexts<Arguments> = {
  readonly [Code in keyof Arguments]: (args: Arguments[Code]) => MessageText;
};
