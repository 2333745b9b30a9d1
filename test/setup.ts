/** Settings of every test file: laws run from the one seed; a failing law prints its path from there. */

import { configureGlobal } from 'fast-check';
import { seed } from './seed.ts';

configureGlobal({ seed, includeErrorInReport: true });
