import { describe, expect, it } from "vitest";
import { elaborated } from "./workbench.js";

/** The ways that a script's probes take. */
async function ways(script: string): Promise<readonly string[]> {
  return (await elaborated(script)).probes.map(({ derived }) => derived.point);
}

describe("probes that have registers in one of two ways", () => {
  it("take that where their handler reads registers, and the other where it doesn't", async () => {
    expect(await ways('probe kernel.function("fentry") { register() } probe kernel.function("fentry") { pid() }')).toEqual(["fentry with registers", 'kernel.function("fentry")']);
  });

  it("take it where a function reads them, or one that this calls, or its alias", async () => {
    const functions = "function deep() { return register() } function middle() { return deep() } function other() { return pid() }";
    expect(await ways(`${functions} probe kernel.function("fentry") { middle() } probe kernel.function("fentry") { other() }`)).toEqual(["fentry with registers", 'kernel.function("fentry")']);
    expect(await ways('probe named = kernel.function("fentry") { r = register() } probe named { print(r) }')).toEqual(["fentry with registers"]);
  });

  it("are the same where there's one way", async () => {
    expect(await ways('probe kernel.function("foo"), end { register() }')).toEqual(['kernel.function("foo")', "end"]);
  });
});
