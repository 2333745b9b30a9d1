/** `netpol peers`, or `netpol help peers`: how peers and ports are written, everywhere. */

import type { Command } from 'commander';
import { PEERS_HELP } from '../../render/peers-help.ts';
import type { CommandDefinition } from '../command.ts';
import type { ExitCode } from '../exit-code.ts';
import { EXIT } from '../exit-code.ts';
import type { Host } from '../host.ts';

/** The command `netpol peers`. */
export const peersCommand: CommandDefinition<object> = { describe, run };

function describe(command: Command): Command {
  command.helpInformation = () => PEERS_HELP;
  return command;
}

function run(_args: readonly string[], _flags: object, host: Host): Promise<ExitCode> {
  host.stdout.write(PEERS_HELP);
  return Promise.resolve(EXIT.ok);
}
