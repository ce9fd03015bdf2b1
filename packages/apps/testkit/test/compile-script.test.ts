import { describe, expect, it } from "vitest";
import { compileScript, defaultTarget, madeTapset } from "../src/index.js";
import { tapsets } from "./tapsets.js";

describe("compileScript", () => {
  it("gives what every pass made", async () => {
    const { diagnostics, script, elaborated, ir, module } = await compileScript("probe begin { println(1) }", { tapsets });
    expect(diagnostics).toEqual([]);
    expect(script.items).toHaveLength(1);
    expect(elaborated?.probes.map(({ written }) => written)).toEqual(["begin"]);
    expect(ir?.session).toHaveLength(1);
    expect(module?.programs).toEqual([]);
  });

  it("gives the errors, and what the passes before them made", async () => {
    const parsed = await compileScript("probe begin {", { tapsets });
    expect(parsed.diagnostics[0]?.phase).toBe("parse");
    expect([parsed.elaborated, parsed.module]).toEqual([undefined, undefined]);
    const elaborated = await compileScript("probe begin { println(nosuch()) }", { tapsets });
    expect(elaborated.diagnostics.map(({ id }) => id)).toContain("undefined-function");
    expect(elaborated.elaborated).toBeDefined();
    expect(elaborated.module).toBeUndefined();
  });

  it("knows no tapsets but those given", async () => {
    expect((await compileScript("probe begin { }")).diagnostics.map(({ id }) => id)).toEqual(["unknown-probe-point"]);
  });

  it("compiles for the target: the preprocessor asks it, and so do families", async () => {
    const target = { ...defaultTarget(), arch: "arm64", release: "1.2.3-x", version: "1.2.3", config: () => "y" };
    const script = 'probe begin { print(%( arch == "arm64" %? "arm" %: "other" %), %( kernel_v == "1.2.3" %? 1 %: 0 %), %( CONFIG_X == "y" %? 1 %: 0 %)) }';
    const { ir } = await compileScript(script, { tapsets, target });
    expect(JSON.stringify(ir?.session[0]?.handler.body, (_key, value: unknown) => (typeof value === "bigint" ? String(value) : value))).toContain("arm11");
    const blind = { ...target, btf: undefined, traceEvents: () => undefined, traceEvent: () => undefined };
    const refused = await compileScript('probe kernel.trace("sched_switch") { }', { tapsets, target: blind });
    expect(refused.module).toBeUndefined();
  });

  it("takes arguments, limits and guru mode", async () => {
    const { diagnostics, ir } = await compileScript("probe begin { println($1, @2) }", { tapsets, args: ["5", "x"], limits: { MAXSTRINGLEN: 64 } });
    expect(diagnostics).toEqual([]);
    expect(ir?.limits).toMatchObject({ MAXSTRINGLEN: 64, MAXACTION: 1000 });
    const guru = (isGuru: boolean) => compileScript("probe begin { println(%( guru_mode == 1 %? 1 %: nosuch() %)) }", { tapsets, guru: isGuru });
    expect((await guru(true)).diagnostics).toEqual([]);
    expect((await guru(false)).diagnostics.length).toBeGreaterThan(0);
  });
});

describe("madeTapset", () => {
  const aliases = madeTapset({
    name: "aliases",
    scripts: [
      { name: "macros.stpm", text: "@define twice(x) %( (@x * 2) %)" },
      { name: "gone.stp", text: '/** probe process.gone - fires when a process ends\n * @who: its id\n */\nprobe process.gone = kernel.trace("sched_process_exit") { who = @twice(pid()) }\nfunction shout(s) { return s . "!" }\n' },
    ],
    requires: ["@tapset/kernel", "@tapset/context"],
  });

  it("offers aliases, functions and macros from their sources", async () => {
    expect(aliases.manifest.probes).toMatchObject([{ name: "process.gone", values: [{ name: "who" }] }]);
    const { diagnostics, module } = await compileScript('probe process.gone { println(shout(sprint(who + @twice(1)))) }', { tapsets: [tapsets, aliases] });
    expect(diagnostics).toEqual([]);
    expect(module?.programs).toHaveLength(1);
  });

  it("says what is wrong in a source", () => {
    expect(() => madeTapset({ name: "bad", scripts: [{ name: "bad.stp", text: "probe" }] })).toThrow(/^parse bad\.stp:\nparse error/);
  });
});
