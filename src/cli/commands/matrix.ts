/** `netpol matrix`: who can talk to whom. */

import type { Command } from 'commander';
import { Option } from 'commander';
import { compileConnectivity } from '../../engine/compile.ts';
import { renderMatrixCsv } from '../../render/matrix-csv.ts';
import { renderMatrixJson } from '../../render/matrix-json.ts';
import { renderMatrixMarkdown } from '../../render/matrix-markdown.ts';
import { noteMatrixLayout, renderMatrixText } from '../../render/matrix-text.ts';
import type { Matrix, MatrixQuestion, MatrixShape } from '../../views/matrix.ts';
import { buildMatrix } from '../../views/matrix.ts';
import { shapeMatrix } from '../../views/shape-matrix.ts';
import type { CommandDefinition } from '../command.ts';
import { admitInput, reportDiagnostics, reportNotes } from '../diagnostics.ts';
import type { ExitCode } from '../exit-code.ts';
import type { Host } from '../host.ts';
import type { LoadedInput } from '../load.ts';
import { loadInput } from '../load.ts';
import type { ConductFlags, InputFlags } from '../options.ts';
import { addConductOptions, addInputOptions, collect } from '../options.ts';
import type { OutputFormat } from '../output.ts';
import { requestedOutputs, writeOutputs } from '../output.ts';
import type { PeerScope } from '../peers.ts';
import { readPort, resolvePeerText } from '../peers.ts';
import { styleOf } from '../style.ts';

/** Options of `netpol matrix`. */
export interface MatrixFlags extends InputFlags, ConductFlags {
  readonly output: readonly string[];
  readonly from?: string;
  readonly to?: string;
  readonly of?: string;
  readonly port?: string;
  readonly ports?: boolean;
  readonly direction: 'both' | 'egress' | 'ingress';
  readonly groupBy: MatrixShape['groupBy'];
  readonly fold?: boolean;
  readonly list?: boolean;
}

const FORMATS: readonly OutputFormat<Matrix>[] = [
  { name: 'text', aliases: ['pretty'], render: (matrix, style) => [renderMatrixText(matrix, style)] },
  { name: 'json', aliases: [], render: renderMatrixJson },
  { name: 'markdown', aliases: ['md'], render: (matrix) => [renderMatrixMarkdown(matrix)] },
  { name: 'csv', aliases: [], render: renderMatrixCsv },
];

/** The command `netpol matrix`. */
export const matrixCommand: CommandDefinition<MatrixFlags> = { describe, run };

function describe(command: Command): Command {
  command
    .name('matrix')
    .summary('who can talk to whom')
    .description('Shows which connections are open between all workloads and the outside.')
    .argument('[paths...]', 'files, folders, globs or - to read')
    .option('-o, --output <format[=file]>', 'text, json, markdown or csv; repeatable', collect, [])
    .option('--from <peer>', 'only connections from this peer')
    .option('--to <peer>', 'only connections to this peer')
    .option('--of <peer>', 'only connections with at least one end here')
    .option('--port <port>', 'only this port: 8080, http, 53/UDP, 8000-8099')
    .option('--ports', 'tell all ports of every cell')
    .addOption(
      new Option('--direction <side>', 'what one side alone says')
        .choices(['both', 'egress', 'ingress'])
        .default('both'),
    )
    .addOption(
      new Option('--group-by <what>', 'rows and columns').choices(['auto', 'workload', 'namespace']).default('auto'),
    )
    .option('--fold', 'put workloads that are treated alike into one row')
    .option('--list', 'list the connections instead of drawing a table');
  return addConductOptions(addInputOptions(command));
}

async function run(paths: readonly string[], flags: MatrixFlags, host: Host): Promise<ExitCode> {
  const outputs = requestedOutputs(flags.output, FORMATS);
  const input = await loadInput(paths, flags, host);
  const admission = admitInput(input, flags, host);
  if (!admission.isAdmitted) return admission.exit;
  const connectivity = compileConnectivity(input.cluster);
  const scope = { connectivity, namespace: flags.namespace ?? 'default' };
  const matrix = shapeMatrix(buildMatrix(connectivity, questionOf(flags, scope, input)));
  reportDiagnostics(matrix.diagnostics, flags, host);
  writeOutputs({ ...matrix, diagnostics: [...input.diagnostics, ...matrix.diagnostics] }, outputs, flags, host);
  if (outputs.some(({ format, file }) => format.name === 'text' && file === null)) {
    reportNotes(noteMatrixLayout(matrix, styleOf(host.stdout, host.env, flags)), flags, host);
  }
  return admission.exit;
}

function questionOf(flags: MatrixFlags, scope: PeerScope, { leftOut }: LoadedInput): MatrixQuestion {
  const { from, to, of, port, direction, groupBy } = flags;
  const shape: MatrixShape = {
    groupBy,
    isFolded: flags.fold === true,
    isList: flags.list === true,
    hasAllPorts: flags.ports === true,
  };
  return {
    ...(from !== undefined && { from: resolvePeerText(from, scope) }),
    ...(to !== undefined && { to: resolvePeerText(to, scope) }),
    ...(of !== undefined && { of: resolvePeerText(of, scope) }),
    ...(port !== undefined && { port: readPort(port) }),
    direction,
    shape,
    leftOut,
  };
}
