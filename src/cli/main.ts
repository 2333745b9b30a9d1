#!/usr/bin/env node
/** Starts the command line on this process. */

import { EXIT } from './exit-code.ts';
import { processHost } from './host.ts';
import { runProgram } from './program.ts';

process.once('SIGINT', () => process.exit(EXIT.interrupted));

process.exitCode = await runProgram(process.argv.slice(2), processHost());
