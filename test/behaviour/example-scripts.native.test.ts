// Some of the scripts that come with SystemTap, compiled as docs/example-scripts.md says of them. `npm run example-scripts` tries them all, and writes it.
import { readFileSync } from "node:fs";
import { needs } from "@tapset/testkit/needs";
import { expect, it } from "vitest";
import { COMPILES, compileExamples, exampleScripts } from "../../tools/example-scripts.mjs";
import { recogniseMachine, thisMachine } from "../../tools/machines.mjs";

/** One of so many is tried: all of them take minutes. */
const ONE_OF = 16;

needs("systemtap-scripts", "bpf", "tp-btf").describe("scripts that come with SystemTap", () => {
  it("compile where the page says so", { timeout: 300_000 }, async () => {
    const examples = exampleScripts().filter((_, index) => index % ONE_OF === 0);
    expect(examples.length).toBeGreaterThan(8);
    const found = await compileExamples(examples);
    const page = JSON.parse(readFileSync(new URL("../../docs/example-scripts.json", import.meta.url), "utf8")) as Record<string, Record<string, string>>;
    const { name, isKnown } = recogniseMachine(await thisMachine());
    // Of other kernels the page says nothing.
    const expected = (isKnown ? page[name] : undefined) ?? found;
    // How the others are refused changes with what is known of them.
    const compiling = (results: Readonly<Record<string, string>>): readonly string[] => examples.map((each) => each.name).filter((each) => results[each] === COMPILES);
    expect(compiling(found)).toEqual(compiling(expected));
    expect(Object.values(found)).toContain(COMPILES);
  });
});
