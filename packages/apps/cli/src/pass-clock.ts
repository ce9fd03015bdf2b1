import type { Compilation, CompilePass, TimedPass } from "@tapset/compiler";
import { hasErrors } from "@tapset/language";
import { printError } from "./standard-streams.js";

const NS_PER_MS = 1e6;

/** Says how long each pass took, with -v, in the words of stap: scripts around it wait for `Pass 5: starting run.` */
export class PassClock {
  readonly #passes = new Map<CompilePass, number>();

  constructor(
    private readonly verbosity: number,
    private readonly lastPass: number,
  ) {}

  /** Runs a pass and, with -v, says its number, what it did and its milliseconds on the standard error. */
  pass<T>(number: number, did: string, run: () => T): T {
    const { result, ms } = timed(run);
    this.#say(`Pass ${number}: ${did} in ${ms.toFixed(1)} ms`);
    return result;
  }

  /** Compiles, and tells of the passes that are asked for. */
  compile(run: (timed: TimedPass) => Compilation): Compilation {
    const compilation = run((pass, part) => {
      const { result, ms } = timed(part);
      this.#passes.set(pass, ms);
      return result;
    });
    const [analyzed = 0, translated = 0, compiled = 0] = (["analyzed", "translated", "compiled"] as const).map((pass) => this.#passes.get(pass));
    if (hasErrors(compilation.diagnostics)) {
      this.#say(`Pass 2: analysis failed in ${(analyzed + translated + compiled).toFixed(1)} ms`);
      return compilation;
    }
    const { elaborated, typed } = compilation;
    this.#say(`Pass 2: analyzed script: ${count(elaborated.probes.length, "probe")}, ${count(typed.functions.length, "function")}, ${count(typed.globals.length, "global")} in ${analyzed.toFixed(1)} ms`);
    if (this.lastPass > 2) this.#say(`Pass 3: translated in ${translated.toFixed(1)} ms`);
    if (this.lastPass > 3) this.#say(`Pass 4: compiled ${count(compilation.module?.programs.length ?? 0, "BPF program")} in ${compiled.toFixed(1)} ms`);
    return compilation;
  }

  /** Runs the session. */
  async run<T>(session: () => Promise<T>): Promise<T> {
    this.#say("Pass 5: starting run.");
    const start = process.hrtime.bigint();
    const result = await session();
    this.#say(`Pass 5: run completed in ${msSince(start).toFixed(1)} ms`);
    return result;
  }

  #say(line: string): void {
    if (this.verbosity > 0) printError(`${line}\n`);
  }
}

function timed<T>(run: () => T): { readonly result: T; readonly ms: number } {
  const start = process.hrtime.bigint();
  const result = run();
  return { result, ms: msSince(start) };
}

function msSince(start: bigint): number {
  return Number(process.hrtime.bigint() - start) / NS_PER_MS;
}

function count(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? "" : "s"}`;
}
