#!/usr/bin/env node
/** Starts the command line. */

import { Command } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };

await new Command('netpol').description(packageJson.description).version(packageJson.version).parseAsync();
