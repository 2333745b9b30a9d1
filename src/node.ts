/** The part of the public library that needs Node: reading files and standard input. Re-exports only. */

export {};
