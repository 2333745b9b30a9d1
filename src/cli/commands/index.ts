/** All commands, in the order in which help shows them. */

import type { CommandDefinition } from '../command.ts';
import { checkCommand, testCommand, validateCommand } from './check.ts';
import { configCommand } from './config.ts';
import { describeCommand } from './describe.ts';
import { docsCommand } from './docs.ts';
import { explainCommand } from './explain.ts';
import { graphCommand } from './graph.ts';
import { initCommand } from './init.ts';
import { matrixCommand } from './matrix.ts';
import { peersCommand } from './peers.ts';
import { schemaCommand } from './schema.ts';

/** The registry of commands; one that is not here does not exist. */
export const COMMANDS: readonly CommandDefinition<never>[] = [
  matrixCommand,
  explainCommand,
  describeCommand,
  graphCommand,
  checkCommand,
  validateCommand,
  testCommand,
  initCommand,
  docsCommand,
  configCommand,
  schemaCommand,
  peersCommand,
];
