/** Watches files and folders, and tells in one go what changed within a short while. */

import { once } from 'node:events';
import { basename, resolve } from 'node:path';
import { watch } from 'chokidar';
import { withoutPattern } from './input-files.ts';

/** A watch; it keeps the process alive. */
export interface Watch {
  /** Watches these absolute paths and patterns too, and resolves when it does; what is not there is waited for. */
  readonly add: (paths: readonly string[]) => Promise<void>;
  /** Returns what changed since it was asked last, absolute and sorted; waits until something has, and then for quiet. */
  readonly nextChanges: () => Promise<readonly string[]>;
}

// An editor may write a file in several steps, and a checkout many files.
const QUIET_MS = 100;

/** Starts a watch of nothing; `ignored` are absolute paths that are written in answer to changes. */
export function openWatch(ignored: ReadonlySet<string>): Watch {
  const roots = new Set<string>();
  const changed = new Set<string>();
  let isQuiet = true;
  let isStarted = false;
  let timer: NodeJS.Timeout | undefined;
  let tell: (() => void) | undefined;
  const watcher = watch([], {
    ignoreInitial: true,
    ignored: (path, stats) =>
      ignored.has(path) || (!roots.has(path) && (stats?.isFile() === true ? !isOfInterest(path) : isHidden(path))),
  });
  watcher.on('all', (_event, path) => {
    changed.add(resolve(path));
    isQuiet = false;
    clearTimeout(timer);
    timer = setTimeout(() => {
      isQuiet = true;
      tell?.();
    }, QUIET_MS);
  });
  return {
    add: async (paths) => {
      const added = new Set(paths.map(withoutPattern).filter((path) => !roots.has(path)));
      for (const path of added) roots.add(path);
      if (added.size === 0) return;
      const isReady = isStarted ? Promise.resolve() : once(watcher, 'ready');
      isStarted = true;
      watcher.add([...added]);
      await isReady;
    },
    nextChanges: async () => {
      if (changed.size === 0 || !isQuiet)
        await new Promise<void>((quiet) => {
          tell = quiet;
        });
      const paths = [...changed].sort();
      changed.clear();
      return paths;
    },
  };
}

function isOfInterest(path: string): boolean {
  return /\.(ya?ml|json|tpl)$/i.test(path) || basename(path) === 'Kustomization';
}

function isHidden(path: string): boolean {
  return basename(path).startsWith('.') || basename(path) === 'node_modules';
}
