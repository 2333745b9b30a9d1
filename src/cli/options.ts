/** Options that commands share, and what they say once read. */

import type { Command } from 'commander';
import { InvalidArgumentError, Option } from 'commander';
import type { ClusterChoices } from '../model/cluster.ts';
import type { Cidr } from '../model/ip.ts';
import { parseCidr } from '../model/ip.ts';
import type { StyleFlags } from './style.ts';

/** Options of every command that reads manifests. */
export interface InputFlags {
  readonly file: readonly string[];
  readonly namespace?: string;
  /** A path, true by default, false for `--no-config`. */
  readonly config: string | boolean;
  readonly ipBlocks?: 'all' | 'external';
  readonly hostNetwork?: 'node' | 'pod';
  readonly podCidrs?: readonly Cidr[];
  readonly nodeCidrs?: readonly Cidr[];
  readonly serviceCidrs?: readonly Cidr[];
  readonly dualStack?: boolean;
  readonly kubeVersion?: string;
  readonly channel: 'standard' | 'experimental';
  readonly keepGoing?: boolean;
  readonly strict?: boolean;
}

/** Options that say how a command behaves towards the person. */
export interface ConductFlags extends StyleFlags {
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly debug?: boolean;
}

/** Adds the options of reading manifests. */
export function addInputOptions(command: Command): Command {
  return command
    .optionsGroup('What is read:')
    .addOption(repeatable('-f, --file <path>', 'file, folder, glob, or - for standard input', 'as configured, else .'))
    .option('-n, --namespace <name>', 'namespace of objects and peers that name none (default: default)')
    .option('--config <path>', 'configuration file (default: nearest netpol.config.yaml up to the git root)')
    .option('--no-config', 'read no configuration file')
    .option('--kube-version <version>', 'Kubernetes version that must accept the manifests', parseKubeVersion)
    .addOption(
      new Option('--channel <name>', 'release channel of the admin policy kinds in the cluster')
        .choices(['standard', 'experimental'])
        .default('experimental'),
    )
    .option('--keep-going', 'answer although some input is invalid, and say what was left out')
    .option(
      '--strict',
      'make errors of: kinds not evaluated, missing Namespace objects, all that the API server refuses',
    )
    .optionsGroup('What Kubernetes leaves open:')
    .addOption(
      new Option('--ip-blocks <mode>', 'what an ipBlock matches: pods too, or external addresses only').choices([
        'all',
        'external',
      ]),
    )
    .addOption(
      new Option('--host-network <mode>', 'what a hostNetwork pod is to policies: its node, or a pod as any').choices([
        'node',
        'pod',
      ]),
    )
    .option('--pod-cidrs <cidrs>', 'ranges of pod addresses, comma-separated', parseCidrs)
    .option('--node-cidrs <cidrs>', 'ranges of node addresses, comma-separated', parseCidrs)
    .option('--service-cidrs <cidrs>', 'ranges of Service addresses, comma-separated', parseCidrs)
    .option('--dual-stack', 'pods have an IPv6 address beside the IPv4 one');
}

/** Adds the options of conduct. */
export function addConductOptions(command: Command): Command {
  return command
    .optionsGroup('How it is told:')
    .addOption(new Option('--color <when>', 'use colour').choices(['auto', 'always', 'never']).default('auto'))
    .option('--ascii', 'use ASCII characters only')
    .option('-q, --quiet', 'print the answer and errors only')
    .option('-v, --verbose', 'tell what was read and skipped; let explain show every rule')
    .addOption(new Option('--debug', 'print stack traces').hideHelp());
}

/** Returns `-o` for formats of these names; the first is what is written unasked. */
export function outputOption(formats: readonly string[]): Option {
  const [first = ''] = formats;
  return repeatable('-o, --output <format[=file]>', formats.join(', '), first);
}

/** Returns an option that may be given several times; help says what holds where it is not given. */
export function repeatable(flags: string, description: string, whenAbsent?: string): Option {
  const collect = (value: string, previous: readonly string[]): readonly string[] => [...previous, value];
  return new Option(flags, `${description}; repeatable`).argParser(collect).default([], whenAbsent ?? 'none');
}

/** Adds examples to the end of a command's help. */
export function addExamples(command: Command, examples: readonly string[]): Command {
  return command.addHelpText('after', ['', 'Examples:', ...examples.map((example) => `  ${example}`)].join('\n'));
}

/** Returns the choices that flags make; those of the configuration stay where no flag speaks. */
export function choicesOf(flags: InputFlags, configured: ClusterChoices): ClusterChoices {
  const { ipBlocks, hostNetwork, podCidrs, nodeCidrs, serviceCidrs, dualStack } = flags;
  return {
    ...configured,
    ...(ipBlocks && { ipBlocks }),
    ...(hostNetwork && { hostNetwork }),
    ...(podCidrs && { podCidrs }),
    ...(nodeCidrs && { nodeCidrs }),
    ...(serviceCidrs && { serviceCidrs }),
    ...(dualStack !== undefined && { dualStack }),
  };
}

function parseCidrs(value: string): readonly Cidr[] {
  return value.split(',').map((text) => {
    const cidr = parseCidr(text.trim());
    if (cidr === undefined) throw new InvalidArgumentError(`"${text}" is not a CIDR such as 10.244.0.0/16`);
    return cidr;
  });
}

function parseKubeVersion(value: string): string {
  const match = /^v?(1\.\d+)(\.\d+)?$/.exec(value);
  if (match?.[1] === undefined) throw new InvalidArgumentError(`"${value}" is not a version such as 1.36`);
  return match[1];
}
