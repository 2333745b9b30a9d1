/** Texts of problems in Kubernetes objects. */

import type { ResourceDiagnostics } from '../../model/diagnostics/resources.ts';
import { nearestWord } from '../../model/nearest.ts';
import { cidrText, oddCidrText } from './cidrs.ts';
import { unknownFieldText, wrongTypeText } from './fields.ts';
import { nameProblemText } from './names.ts';
import type { MessageTexts } from './texts.ts';
import { alternatives, counted, enumeration, quoted, ticked } from './words.ts';

/** Message and help of each code of resources. */
export const resourceMessages: MessageTexts<ResourceDiagnostics> = {
  'unsupported-kind': ({ apiVersion, kind, count }) => ({
    message: `${kind} (${apiVersion}) is not evaluated: ${counted(count, 'object')} left out of every verdict`,
  }),
  'missing-type': ({ missing }) => ({
    message: missing === 'both' ? 'neither `apiVersion` nor `kind` is given' : `\`${missing}\` is not given`,
    help: 'a NetworkPolicy starts with `apiVersion: networking.k8s.io/v1` and `kind: NetworkPolicy`',
  }),
  'unknown-api-version': ({ apiVersion, kind, served }) => ({
    message: `there is no ${kind} in ${quoted(apiVersion)}`,
    help: `write \`apiVersion: ${alternatives(served)}\``,
  }),
  'unknown-kind': ({ apiVersion, kind, meant }) => ({
    message: `there is no kind ${quoted(kind)} in ${apiVersion}`,
    ...(meant !== undefined && { help: `did you mean \`${meant}\`?` }),
  }),
  'deprecated-kind': ({ apiVersion, kind, instead }) => ({
    message: `${kind} of ${apiVersion} is going away`,
    help: `write ${instead} instead`,
  }),
  'unknown-field': unknownFieldText,
  'experimental-field': ({ field }) => ({
    message: `\`${field}\` is known to the experimental channel's CRDs only`,
    help: 'a cluster with the standard channel refuses it; `--channel standard` shows what else',
  }),
  'wrong-type': wrongTypeText,
  'missing-field': ({ field, because }) => ({
    message: because === undefined ? `\`${field}\` must be given` : '`name` or `generateName` must be given',
  }),
  'unsupported-value': ({ field, value, supported }) => {
    const meant = nearestWord(value, supported);
    return {
      message: `\`${field}\` is ${value === '' ? 'empty' : quoted(value)}; expected ${alternatives(supported)}`,
      ...(meant !== undefined && { help: `did you mean \`${meant}\`?` }),
    };
  },
  'out-of-range': ({ field, value, min, max }) => ({
    message: `\`${field}\` is ${value}; it must be between ${min} and ${max}`,
  }),
  'wrong-length': ({ field, length, min, max }) => ({
    message: `\`${field}\` has ${counted(length, 'item')}; ${length < min ? `it must have at least ${min}` : `at most ${max} are allowed`}`,
  }),
  'text-too-long': ({ field, length, max }) => ({
    message: `\`${field}\` has ${length} bytes; at most ${max} are allowed`,
  }),
  'not-one-of': ({ given, known }) => ({
    message:
      given.length === 0
        ? `expected one of ${alternatives(ticked(known))}`
        : `${enumeration(ticked(given))} stand side by side; only one of them may be given`,
  }),
  'duplicate-value': ({ field, value }) => ({ message: `\`${field}\` ${quoted(value)} is given twice` }),
  'invalid-name': ({ field, name, problem }) => ({
    message: `\`${field}\` ${quoted(name)} ${nameProblemText(problem)}`,
  }),
  'invalid-label': ({ part, text, problem }) => ({
    message: `${quoted(text)} is no label ${part}: it ${nameProblemText(problem)}`,
  }),
  'annotations-too-large': ({ size, max }) => ({
    message: `the annotations have ${size} bytes together; at most ${max} are allowed`,
  }),
  'selector-values': ({ operator, needs }) => ({
    message:
      needs === 'values'
        ? `operator ${operator} needs at least one of \`values\``
        : `operator ${operator} takes no \`values\``,
    help:
      needs === 'values'
        ? 'to ask only whether the label is there, write `operator: Exists`'
        : 'to compare with values, write `operator: In` or `NotIn`',
  }),
  'invalid-port-name': ({ name, problem }) => ({
    message: `port name ${quoted(name)} ${nameProblemText(problem)}`,
    ...(/^\d+$/.test(name) && { help: `a text is a port's name; for the number write \`${name}\` without quotes` }),
  }),
  'invalid-end-port': ({ endPort, problem, port = '' }) => {
    switch (problem) {
      case 'before-port':
        return {
          message: `\`endPort\` ${endPort} is before \`port\` ${port}`,
          help: 'the range runs from `port` to `endPort`',
        };
      case 'named-port':
        return { message: `\`endPort\` ${endPort} needs a number in \`port\`, not the name ${quoted(port)}` };
      case 'no-port':
        return { message: `\`endPort\` ${endPort} needs a \`port\` from which the range starts` };
      default:
        return problem satisfies never;
    }
  },
  'empty-peer': ({ direction }) => ({
    message: 'the peer names nothing; expected `podSelector`, `namespaceSelector` or `ipBlock`',
    help: `every pod is \`namespaceSelector: {}\`; everything, inside and outside the cluster, is a rule without \`${direction === 'ingress' ? 'from' : 'to'}\``,
  }),
  'mixed-peer': ({ selectors }) => ({
    message: `\`ipBlock\` stands beside ${enumeration(ticked(selectors))} in one peer`,
    help: `give each an item of its own: \`- ipBlock: …\` and \`- ${selectors[0]}: …\` are two peers, either of which may match`,
  }),
  'invalid-cidr': cidrText,
  'odd-cidr': oddCidrText,
  'except-outside-cidr': ({ except, cidr }) => ({
    message: `except ${quoted(except)} is no part of cidr ${quoted(cidr)}`,
    help: 'each `except` must lie inside `cidr` and be smaller than it',
  }),
  'invalid-domain-name': ({ text }) => ({
    message: `${quoted(text)} is no domain name such as example.com or *.example.com`,
  }),
  'invalid-port-range': ({ start, end }) => ({
    message: `the range ends at ${end}, which is not after its start, ${start}`,
    help: 'for a single port write `number`',
  }),
  'named-port-without-pods': ({ peer }) => ({
    message: `a port name has no meaning towards \`${peer}\`: only pods name their ports`,
    help: 'ask for the port by number, or move the other peers to a rule of their own',
  }),
  'too-many-policy-types': ({ count }) => ({
    message: `\`policyTypes\` has ${count} entries; at most two are allowed`,
    help: 'write `Ingress`, `Egress` or both, each once',
  }),
  'selector-mismatch': ({ kind }) => ({
    message: `the ${kind}'s selector does not match the labels of its own template`,
    help: 'the pods it makes would not be its own; give `template.metadata.labels` every label that `selector` asks for',
  }),
  'empty-selector': ({ kind }) => ({ message: `the ${kind}'s selector is empty; it must ask for at least one label` }),
  'host-port-mismatch': ({ hostPort, containerPort }) => ({
    message: `with hostNetwork, \`hostPort\` ${hostPort} must be the \`containerPort\`, ${containerPort}`,
  }),
  'duplicate-object': ({ kind, name }) => ({ message: `${kind} ${name} is given twice, the same both times` }),
  'conflicting-objects': ({ kind, name }) => ({
    message: `${kind} ${name} is given twice, and the two differ`,
    help: 'give one of them another name or namespace, or leave one out; neither counts now',
  }),
  'assumed-workload-kind': ({ apiVersion, kind, count }) => ({
    message: `${kind} (${apiVersion}) has a pod template and is taken for a workload: ${counted(count, 'object')}`,
  }),
  'undeclared-namespace': ({ namespace }) => ({
    message: `namespace ${namespace} has no Namespace object`,
    help: 'load it too, since its labels decide which namespaceSelectors match',
  }),
};
