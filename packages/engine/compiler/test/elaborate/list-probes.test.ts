import { Source, parseProbePoints } from "@tapset/language";
import { describe, expect, it } from "vitest";
import { type Listing, listProbes } from "../../src/index.js";
import { frozenTarget, parsed, scriptTapset, viewFor } from "./workbench.js";

const vm = `
  /**
   * probe vm.fault - a page fault begins
   * @address: the address that faulted
   */
  probe vm.fault = kernel.function("f") { address = 1 }
  probe vm.gone = kernel.function("gone") {}
  probe vm.__own = begin {}
  probe __vm.own = begin {}
`;

async function list(pattern: string): Promise<Listing> {
  const { points } = parseProbePoints(new Source("<input>", pattern));
  const view = await viewFor(parsed(`probe ${pattern} {}`), scriptTapset("vm", vm));
  return listProbes(points, view, frozenTarget());
}

async function names(pattern: string): Promise<string[]> {
  return (await list(pattern)).probes.map(({ point }) => point);
}

describe("listProbes", () => {
  it("lists derived points of families, with what a handler can read", async () => {
    const { probes } = await list('kernel.function("f*")');
    expect(probes.map(({ point }) => point)).toEqual(['kernel.function("f1")', 'kernel.function("f2")']);
    expect(probes[0]!.values).toEqual([{ name: "$x", type: "long", doc: "a parameter" }]);
  });

  it("lists aliases by name if they resolve, with their documented values", async () => {
    const { probes } = await list("vm.*");
    expect(probes.map(({ point }) => point)).toEqual(["vm.fault", "vm.__own"]);
    expect(probes[0]!.values).toEqual([{ name: "address", type: "long", doc: "the address that faulted" }]);
    expect(await names("__v*.own")).toEqual([]);
  });

  it("lists forms where literals are wanted", async () => {
    expect(await names("timer.*")).toEqual(["timer.ms(number)"]);
    expect(await names("timer.ms")).toEqual(["timer.ms(number)"]);
    expect(await names("beg*")).toEqual(["begin", "begin(number)"]);
    expect(await names("tim**s(5)")).toEqual(["timer.ms(5)"]);
    expect(await names('timer.ms("x")')).toEqual([]);
  });

  it("says why nothing is listed", async () => {
    expect((await list("vm.gone")).diagnostics.map(({ id }) => id)).toEqual(["kernel/no-function"]);
    expect((await list("nosuch")).diagnostics.map(({ id }) => id)).toEqual(["unknown-probe-point"]);
  });
});
