import { expect } from "vitest";
import { emitBpf } from "../../src/emit-bpf/emit-bpf.js";
import type { EmittedBpf } from "../../src/emit-bpf/emit-bpf.js";
import { handler, script } from "./ir-builders.js";
import { randomHandler } from "./random-handler.js";
import { Rig, type Engine } from "./rig.js";
import { runInSession } from "./session-reference.js";

const RUNS = 3;
const limits = { MAXSTRINGLEN: 128, MAXMAPENTRIES: 2048, MAXACTION: 10_000, MAXACTION_INTERRUPTIBLE: 10_000, MAXERRORS: 1000, MAXNESTING: 10 };

/** `count` seeds; TAPSET_SEEDS and TAPSET_FROM ask for others. */
export function seeds(count: number): number[] {
  const from = Number(process.env["TAPSET_FROM"] ?? 0);
  return Array.from({ length: Number(process.env["TAPSET_SEEDS"] ?? count) }, (_, index) => from + index);
}

/** The handler of a seed prints on the engine what it prints as JavaScript. */
export function expectAgreement(seed: number, openEngine: (emitted: EmittedBpf) => Engine): void {
  const expected = runInSession(randomHandler(seed), RUNS, limits);
  const { globals, locals, body } = randomHandler(seed);
  const emitted = emitBpf(script([handler(body, { locals })], { globals, limits }));
  expect(emitted.diagnostics).toEqual([]);
  const rig = new Rig(emitted, openEngine(emitted));
  try {
    const printed = Array.from({ length: RUNS }, () => {
      rig.fire();
      return rig.output().map(withoutPlace).join("");
    });
    expect(printed).toEqual(expected);
  } finally {
    rig.close();
  }
}

function withoutPlace(line: string): string {
  return line.replace(/^(ERROR: .*?)( (near|at) .*)?$/s, "$1");
}
