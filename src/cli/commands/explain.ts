/** `netpol explain`: why a connection is possible or not. */

import type { Command } from 'commander';
import { EXPLAIN_FORMATS, explainFormats } from '../../render/index.ts';
import { explainProblemText } from '../../render/peer-problem.ts';
import { explain } from '../../views/explain.ts';
import type { ExplainAnswer } from '../../views/explanation.ts';
import type { CommandDefinition } from '../command.ts';
import { admitInput } from '../diagnostics.ts';
import type { ExitCode } from '../exit-code.ts';
import { EXIT, UsageError, weightiestExit } from '../exit-code.ts';
import type { Host } from '../host.ts';
import { loadInput } from '../load.ts';
import type { InputFlags } from '../options.ts';
import { addConductOptions, addExamples, addInputOptions, outputOption } from '../options.ts';
import { requestedOutputs, writeOutputs } from '../output.ts';
import { readPeer, resolveReference } from '../peers.ts';
import type { VerifyFlags } from '../verify.ts';
import { addVerifyOption, compileVerified } from '../verify.ts';

/** Options of `netpol explain`. */
export interface ExplainFlags extends InputFlags, VerifyFlags {
  readonly output: readonly string[];
  readonly exitCode?: boolean;
}

/** The command `netpol explain`. */
export const explainCommand: CommandDefinition<ExplainFlags> = { describe, run };

function describe(command: Command): Command {
  command
    .description('Explains with file and line why a connection is allowed or denied, and what comes closest.')
    .argument('<from>', 'who opens the connection: shop/api, internet, 10.0.0.0/8 …')
    .argument('<to>', 'to whom, with a port or for its declared ports: data/redis:6379')
    .addOption(outputOption(EXPLAIN_FORMATS.map(({ name }) => name)))
    .option('--exit-code', 'exit with 0 if all is allowed, 4 if some is unknown, else 1');
  addExamples(command, [
    'netpol explain -f k8s shop/api data/redis:6379',
    'netpol explain -f k8s internet shop/any',
    "netpol explain -f k8s 'ns[env=dev]/any' 'shop/[app=api]:53/UDP'",
  ]);
  return addVerifyOption(addConductOptions(addInputOptions(command)));
}

async function run(
  [fromText = '', toText = '']: readonly string[],
  flags: ExplainFlags,
  host: Host,
): Promise<ExitCode> {
  const outputs = requestedOutputs(flags.output, explainFormats({ hasAllRules: flags.verbose === true }));
  const [from, to] = [readPeer(fromText), readPeer(toText)];
  if (from.port !== null)
    throw new UsageError(`${fromText}: a source has no port; policies see the destination's only`);
  const input = await loadInput([], flags, host);
  const admission = admitInput(input, flags, host);
  if (!admission.isAdmitted) return admission.exit;
  const scope = { connectivity: compileVerified(input.cluster, flags, host), namespace: flags.namespace ?? 'default' };
  const destinations = resolveReference(to, scope);
  const answer = explain(scope.connectivity, {
    from: resolveReference(from, scope),
    to: destinations,
    port: to.port ?? destinations[0]?.port ?? null,
  });
  if ('kind' in answer) {
    const named = answer.kind === 'two-external' ? { ...answer, from: fromText, to: toText } : answer;
    throw new UsageError(explainProblemText(named));
  }
  await writeOutputs(answer, outputs, flags, host);
  return weightiestExit([admission.exit, flags.exitCode === true ? exitOfVerdict(answer.verdict) : EXIT.ok]);
}

function exitOfVerdict(verdict: ExplainAnswer['verdict']): ExitCode {
  switch (verdict) {
    case 'allowed':
      return EXIT.ok;
    case 'unknown':
      return EXIT.unknown;
    case 'denied':
    case 'mixed':
      return EXIT.failed;
    default:
      return verdict satisfies never;
  }
}
