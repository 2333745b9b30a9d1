/** The formats of `check`, in the order in which users see them; apart from the others, whose commands need not load its libraries. */

import type { CheckView } from '../views/check.ts';
import { renderCheckCompact } from './check-compact.ts';
import { renderCheckGithub } from './check-github.ts';
import { renderCheckGitlab } from './check-gitlab.ts';
import { renderCheckJson } from './check-json.ts';
import { renderCheckJunit } from './check-junit.ts';
import { renderCheckMarkdown } from './check-markdown.ts';
import { renderCheckSarif } from './check-sarif.ts';
import { renderCheckTap } from './check-tap.ts';
import { renderCheckText } from './check-text.ts';
import type { Format } from './index.ts';

/** Every format; the first is what is written when nothing is asked for. */
export const CHECK_FORMATS: readonly Format<CheckView>[] = [
  { name: 'text', aliases: ['pretty'], render: renderCheckText },
  { name: 'compact', aliases: ['gnu'], render: renderCheckCompact },
  { name: 'json', aliases: [], render: renderCheckJson },
  { name: 'sarif', aliases: [], render: renderCheckSarif },
  { name: 'junit', aliases: [], render: renderCheckJunit },
  { name: 'tap', aliases: [], render: renderCheckTap },
  { name: 'github', aliases: [], render: renderCheckGithub },
  { name: 'gitlab', aliases: ['codeclimate'], render: renderCheckGitlab },
  { name: 'markdown', aliases: ['md'], render: renderCheckMarkdown },
];
