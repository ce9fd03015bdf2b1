import { expect, it } from "vitest";
import { needs } from "@tapset/testkit/needs";
import { expectedSkips, recogniseMachine, thisMachine } from "../tools/machines.mjs";

const { name, isKnown } = recogniseMachine(await thisMachine());
const listed = expectedSkips.machines[name] as { readonly has: readonly string[] };

// A probe that says no where the answer must be yes would turn into skips that nobody looks at.
it(`this machine, ${name}, has what it's listed as having`, () => {
  if (!isKnown) return;
  expect(listed.has.flatMap((need) => (needs(need).isMet ? [] : [needs(need).reason]))).toEqual([]);
});
