/** `netpol schema`: the JSON Schema of a file that people write for netpol. */

import type { Command } from 'commander';
import { Argument } from 'commander';
import { publishedSchemas, SCHEMA_NAMES } from '../../config/json-schema.ts';
import type { CommandDefinition } from '../command.ts';
import type { ExitCode } from '../exit-code.ts';
import { EXIT } from '../exit-code.ts';
import type { Host } from '../host.ts';
import { addExamples } from '../options.ts';

/** The command `netpol schema`. */
export const schemaCommand: CommandDefinition<object> = { describe, run };

function describe(command: Command): Command {
  command
    .description('Prints the schema by which editors complete and check a file. The package holds it too: schema/.')
    .addArgument(new Argument('<file>', 'which file').choices([...SCHEMA_NAMES]));
  return addExamples(command, ['netpol schema test', 'netpol schema config']);
}

function run([name]: readonly string[], _flags: object, host: Host): Promise<ExitCode> {
  const schema = publishedSchemas().find((published) => published.name === name);
  host.stdout.write(schema?.text ?? '');
  return Promise.resolve(EXIT.ok);
}
