import { EXIT } from "./exit-status.js";

const watched = new Set<NodeJS.WriteStream>();

/**
 * Writes to standard output. Whoever reads it may stop reading (`| head`): then the command ends quietly. Node loads what
 * it takes for a stream at the first use, and a session, which writes by itself, never needs that.
 */
export function printOut(text: string): void {
  write(process.stdout, text);
}

/** Writes to standard error, on the same terms. */
export function printError(text: string): void {
  write(process.stderr, text);
}

function write(stream: NodeJS.WriteStream, text: string): void {
  if (!watched.has(stream)) {
    watched.add(stream);
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EPIPE") process.exit();
      // stderr may be what failed.
      if (stream === process.stdout) process.stderr.write(`ERROR: write standard output: ${error.message}\n`);
      process.exit(EXIT.script);
    });
  }
  stream.write(text);
}
