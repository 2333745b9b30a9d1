/** All commands, in the order in which help shows them; what one needs is loaded when it is asked for. */

import type { RegisteredCommand } from '../command.ts';

/** The registry of commands; one that is not here does not exist. */
export const COMMANDS: readonly RegisteredCommand[] = [
  {
    name: 'matrix',
    summary: 'who can talk to whom',
    load: async () => (await import('./matrix.ts')).matrixCommand,
  },
  {
    name: 'explain',
    summary: 'why a connection is possible or not',
    load: async () => (await import('./explain.ts')).explainCommand,
  },
  {
    name: 'describe',
    summary: 'what a policy does, in plain language',
    load: async () => (await import('./describe.ts')).describeCommand,
  },
  {
    name: 'graph',
    summary: 'draw who can talk to whom',
    load: async () => (await import('./graph.ts')).graphCommand,
  },
  {
    name: 'check',
    summary: 'validate manifests and run tests',
    load: async () => (await import('./check.ts')).checkCommand,
  },
  {
    name: 'validate',
    summary: 'refuse what the API server refuses',
    load: async () => (await import('./check.ts')).validateCommand,
  },
  {
    name: 'test',
    summary: 'run the tests of netpol.test.yaml',
    load: async () => (await import('./check.ts')).testCommand,
  },
  {
    name: 'init',
    summary: 'write a configuration and a first test file that passes',
    load: async () => (await import('./init.ts')).initCommand,
  },
  {
    name: 'docs',
    summary: 'fill the blocks of documents',
    load: async () => (await import('./docs.ts')).docsCommand,
  },
  {
    name: 'config',
    summary: 'the settings in effect, and where each comes from',
    load: async () => (await import('./config.ts')).configCommand,
  },
  {
    name: 'schema',
    summary: 'the JSON Schema of netpol.config.yaml or netpol.test.yaml',
    load: async () => (await import('./schema.ts')).schemaCommand,
  },
  {
    name: 'peers',
    summary: 'how peers and ports are written',
    load: async () => (await import('./peers.ts')).peersCommand,
  },
];
