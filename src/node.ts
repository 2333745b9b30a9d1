/** The part of the public library that needs Node: finding and reading files. Re-exports only. */

export type { FoundInput, InputFile, InputOptions } from './io/input-files.ts';
export { findInputFiles, readInputFile } from './io/input-files.ts';
