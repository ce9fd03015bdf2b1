import type { Global, HistogramShape, Stmt } from "@tapset/core";
import { describe, expect, it } from "vitest";
import { emitBpf } from "../../src/emit-bpf/emit-bpf.js";
import { InterpreterEngine } from "./interpreter-engine.js";
import { accumulate, Globals, handler, kernelProgram, longKey, num, run, scriptOf, update } from "./ir-builders.js";
import { Rig } from "./rig.js";

/**
 * What a global is after one program was interrupted by another at its n-th instruction, for every n. `make` gives the
 * global and the statement of each program.
 */
function interruptedEverywhere(make: (globals: Globals) => { readonly of: Global; readonly interrupted: Stmt; readonly by: Stmt }): unknown[] {
  const results: unknown[] = [];
  for (let at = 0; ; at++) {
    const globals = new Globals();
    const { of, interrupted, by } = make(globals);
    const programs = [interrupted, by].map((stmt, id) => ({
      ...kernelProgram(id, [{ when: undefined, handler: handler([stmt], { probe: id }) }]), name: `program${id}`,
    }));
    const emitted = emitBpf(scriptOf(programs, { globals }));
    const engine = new InterpreterEngine(emitted);
    const rig = new Rig(emitted, engine);
    const [outer, inner] = emitted.programs;
    const context = new Uint8Array(96);
    let instruction = 0;
    const interrupt = (): void => {
      if (instruction++ === at) engine.machine.run(inner!.code, context);
    };
    engine.machine.run(outer!.code, context, { interrupt });
    if (instruction <= at) return results;
    results.push(Object.values(rig.elements(of))[0]);
  }
}

const shapes: readonly (HistogramShape | undefined)[] = [undefined, { kind: "log" }, { kind: "linear", low: 0n, high: 20n, width: 10n }];
/** Squares of these carry into the high word. */
const wide = 3_037_000_500n;
const pairs = [[5n, 12n], [12n, 5n], [wide, wide], [-wide, 7n], [-3n, -3n]] as const;

describe("an interrupt at any instruction loses nothing", () => {
  it.each(pairs)("of an aggregate: <<< %d interrupted by <<< %d", (first, second) => {
    const samples = [first, second];
    const words = [2n, first + second, first < second ? first : second, first > second ? first : second, first * first + second * second];
    for (const histogram of shapes) {
      for (const keys of [[], [num(1)]]) {
        const results = interruptedEverywhere((globals) => {
          const of = globals.make("s", { type: "stats", stats: { variance: true, histogram }, keys: keys.map(() => longKey) });
          const [interrupted, by] = samples.map((sample) => accumulate(of, num(sample), ...keys)) as [Stmt, Stmt];
          return { of, interrupted, by };
        }) as bigint[][];
        expect(results.length).toBeGreaterThan(30);
        for (const result of results) {
          expect(result.slice(0, words.length)).toEqual(words);
          if (histogram !== undefined) expect(result.slice(words.length).reduce((a, b) => a + b)).toBe(2n);
        }
      }
    }
  });

  it.each([["add", 8n], ["sub", -8n], ["mul", 0n], ["or", 7n], ["xor", 6n]] as const)("of an element: %s", (operator, expected) => {
    const results = interruptedEverywhere((globals) => {
      const of = globals.make("a", { keys: [longKey] });
      const [interrupted, by] = [5, 3].map((operand) => run(update(of, operator, operand, [num(1)]))) as [Stmt, Stmt];
      return { of, interrupted, by };
    });
    expect(results.length).toBeGreaterThan(20);
    expect(new Set(results)).toEqual(new Set([expected]));
  });
});
