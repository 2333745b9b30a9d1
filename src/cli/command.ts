/** What a command is to the program. */

import type { Command } from 'commander';
import type { ExitCode } from './exit-code.ts';
import type { Host } from './host.ts';

/** One command: its words on the command line, and what it does with them. */
export interface CommandDefinition<Flags> {
  /** Gives a command that has its name and summary arguments and options. */
  readonly describe: (command: Command) => Command;
  /** Answers; `args` are the words that are no options. Throws `UsageError` for what the person did wrong. */
  readonly run: (args: readonly string[], flags: Flags, host: Host) => Promise<ExitCode>;
}

/** A command in the registry. */
export interface RegisteredCommand {
  readonly name: string;
  /** What the list of commands says of it. */
  readonly summary: string;
  readonly load: () => Promise<CommandDefinition<never>>;
}
