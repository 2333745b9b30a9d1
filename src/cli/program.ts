/** The command line as a whole: commands, help, and what each way of ending means. */

import { Command, CommanderError } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import type { RegisteredCommand } from './command.ts';
import { COMMANDS } from './commands/index.ts';
import { reportUsageError } from './diagnostics.ts';
import type { ExitCode } from './exit-code.ts';
import { EXIT, UsageError } from './exit-code.ts';
import type { Host } from './host.ts';
import { styleOf } from './style.ts';

/** Runs netpol once; `args` are the words after the program's name. Never throws. */
export async function runProgram(args: readonly string[], host: Host): Promise<ExitCode> {
  let exit: ExitCode = EXIT.ok;
  try {
    const program = await makeProgram(neededCommands(args), host, (code) => {
      exit = code;
    });
    await program.parseAsync([...args], { from: 'user' });
    return exit;
  } catch (error) {
    return exitOfError(error, args, host);
  }
}

// The list of commands shows how each is used, and needs them all; an answer needs one, and the version none.
function neededCommands(args: readonly string[]): readonly RegisteredCommand[] {
  const named = COMMANDS.filter(({ name }) => args.includes(name));
  return named.length > 0 || args[0] === '--version' || args[0] === '-V' ? named : COMMANDS;
}

/** Returns the command tree; `finish` takes the exit status of the command that ran. */
async function makeProgram(
  commands: readonly RegisteredCommand[],
  host: Host,
  finish: (code: ExitCode) => void,
): Promise<Command> {
  const program = new Command('netpol')
    .description('Who can talk to whom in a Kubernetes cluster, and why: answered from YAML alone.')
    .version(packageJson.version)
    .exitOverride()
    .configureOutput({
      writeOut: host.stdout.write,
      writeErr: host.stderr.write,
      getOutHelpWidth: () => styleOf(host.stdout, host.env, {}).width,
      getErrHelpWidth: () => styleOf(host.stderr, host.env, {}).width,
      outputError: (text, write) => write(errorText(text)),
    })
    .showHelpAfterError('(netpol help COMMAND tells more)')
    .configureHelp({ sortOptions: false });
  for (const { name, summary, load } of commands) {
    const { describe, run } = await load();
    const command = describe(program.createCommand(name).summary(summary)).exitOverride();
    command.copyInheritedSettings(program);
    command.action(async () => finish(await run(command.args, command.opts<never>(), host)));
    program.addCommand(command);
  }
  return program;
}

// Commander repeats option and value where our own messages name the value already.
function errorText(text: string): string {
  const withName = text.replace(/^error: /, 'netpol: ');
  return withName.replace(/option '(?:-\w, )?(--[\w-]+)[^']*' argument '[^']*' is invalid\. (?=")/, '$1: ');
}

function exitOfError(error: unknown, args: readonly string[], host: Host): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  if (error instanceof UsageError) {
    reportUsageError(error, {}, host);
    return EXIT.usage;
  }
  const reason = error instanceof Error ? error : new Error(String(error));
  host.stderr.write(`netpol: this is a bug in netpol, please report it: ${reason.message}\n`);
  host.stderr.write(
    args.includes('--debug') ? `${reason.stack}\n` : 'run again with --debug to see where it happened\n',
  );
  return EXIT.bug;
}
