import { performance } from "node:perf_hooks";

/** Says how long each pass took, with -v. */
export class PassClock {
  constructor(private readonly verbosity: number) {}

  /** Runs a pass and, with -v, says its number, what it did and its milliseconds on the standard error. */
  pass<T>(number: number, did: string, run: () => T): T {
    const start = performance.now();
    const result = run();
    if (this.verbosity > 0) process.stderr.write(`Pass ${number}: ${did} in ${(performance.now() - start).toFixed(1)} ms\n`);
    return result;
  }
}
