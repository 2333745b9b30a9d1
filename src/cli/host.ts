/** What a command sees of the machine it runs on; tests make their own. */

/** A stream that text is written to. */
export interface OutputStream {
  readonly write: (text: string | Uint8Array) => void;
  /** Resolves when a reader slower than netpol has caught up; absent where nothing is held in memory for it. */
  readonly drain?: () => Promise<void>;
  readonly isTerminal: boolean;
  /** Characters on a line; undefined where the stream does not tell. */
  readonly columns: number | undefined;
}

/** Arguments, streams and surroundings of one run. */
export interface Host {
  /** Absolute. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The answer and nothing else. */
  readonly stdout: OutputStream;
  /** Everything else. */
  readonly stderr: OutputStream;
  /** Reads standard input to its end; called only when `-` is given. */
  readonly readStdin: () => Promise<Uint8Array>;
}

/** Returns the host that is this process. */
export function processHost(): Host {
  return {
    cwd: process.cwd(),
    env: process.env,
    stdout: streamOf(process.stdout),
    stderr: streamOf(process.stderr),
    readStdin: once(readStdin),
  };
}

function streamOf(stream: NodeJS.WriteStream): OutputStream {
  let open = true;
  let resume = (): void => undefined;
  // A reader such as `head` may close the pipe early; the rest of the answer is then of no use to anybody.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    open = false;
    resume();
  });
  stream.on('drain', () => resume());
  return {
    write: (text) => {
      if (open) stream.write(text);
    },
    drain: async () => {
      if (open && stream.writableNeedDrain)
        await new Promise<void>((resolve) => {
          resume = resolve;
        });
    },
    isTerminal: stream.isTTY === true,
    columns: stream.columns,
  };
}

// Several runs may read the same standard input, which can be read only once.
function once<T>(read: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => {
    result ??= read();
    return result;
  };
}

async function readStdin(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  return Buffer.concat(chunks);
}
