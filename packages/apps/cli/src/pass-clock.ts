import { printError } from "./standard-streams.js";

const NS_PER_MS = 1e6;

/** Says how long each pass took, with -v. */
export class PassClock {
  constructor(private readonly verbosity: number) {}

  /** Runs a pass and, with -v, says its number, what it did and its milliseconds on the standard error. */
  pass<T>(number: number, did: string, run: () => T): T {
    const start = process.hrtime.bigint();
    const result = run();
    if (this.verbosity > 0) printError(`Pass ${number}: ${did} in ${(Number(process.hrtime.bigint() - start) / NS_PER_MS).toFixed(1)} ms\n`);
    return result;
  }
}
