/** Texts of the rules for names, labels and port names, each the end of a sentence about the name. */

import type { NameProblem } from '../../model/diagnostics/resources.ts';

/** Returns what a name may not or must do: `must be no more than 63 bytes`. */
export function nameProblemText(problem: NameProblem): string {
  switch (problem.kind) {
    case 'empty':
      return 'must not be empty';
    case 'empty-name':
      return 'must have a name behind the `/`';
    case 'empty-prefix':
      return 'must have a prefix before the `/`, or no `/`';
    case 'too-long':
      return `must be no more than ${problem.max} bytes`;
    case 'subdomain':
      return 'must consist of lower-case letters, digits, `-` and `.`, and start and end with a letter or digit';
    case 'dns-label':
      return 'must consist of lower-case letters, digits and `-`, and start and end with a letter or digit';
    case 'dots':
      return 'must not contain dots';
    case 'label-name':
      return 'must consist of letters, digits, `-`, `_` and `.`, and start and end with a letter or digit';
    case 'label-value':
      return 'must be empty or consist of letters, digits, `-`, `_` and `.`, and start and end with a letter or digit';
    case 'slashes':
      return 'must have one `/` at most, behind a prefix such as `example.com`';
    case 'port-characters':
      return 'must consist of lower-case letters, digits and `-`';
    case 'port-no-letter':
      return 'must have at least one letter';
    case 'port-consecutive-hyphens':
      return 'must not have two `-` in a row';
    case 'port-hyphen-at-end':
      return 'must not start or end with `-`';
    default:
      return problem satisfies never;
  }
}
