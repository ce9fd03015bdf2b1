import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { loadManifest, registry, type Registry, type Tapset, type TapsetModule, type Target } from "@tapset/core";
import { frozenTarget } from "@tapset/target";
import { describe, expect, it } from "vitest";
import { CommandError, EXIT } from "../src/exit-status.js";
import { readIncludes } from "../src/includes.js";
import { printListing } from "../src/listing.js";
import type { Listing } from "../src/settings.js";
import { temporaryFolder, writeFiles } from "./made-up-project.js";

const folderOf = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const target: Target = frozenTarget(folderOf("engine/target/frozen/linux-6.18-x86_64"));

/** A package of the workspace, with the code of its sources. */
function workspaceTapset(name: string): Tapset {
  const path = folderOf(`tapsets/${name}/tapset.json`);
  return {
    manifest: loadManifest(readFileSync(path, "utf8"), path),
    scripts: () => [],
    loadModule: async () => ((await import(`@tapset/${name}`)) as { default: TapsetModule }).default,
  };
}

function tapsets(): Registry {
  return registry().use(["lifecycle", "timer", "kernel", "context"].map(workspaceTapset));
}

async function listed(listing: Listing, from: Registry = tapsets(), on: Target = target): Promise<readonly string[]> {
  let text = "";
  expect(await printListing(listing, from, on, (piece) => void (text += piece))).toBe(EXIT.ok);
  expect(text === "" || text.endsWith("\n")).toBe(true);
  return text.split("\n").slice(0, -1);
}

const points = (pattern: string, variables = false): Listing => ({ kind: "points", pattern, variables });

async function refusal(pattern: string, on: Target = target): Promise<CommandError> {
  const error: unknown = await printListing(points(pattern), tapsets(), on, () => undefined).catch((cause: unknown) => cause);
  if (error instanceof CommandError) return error;
  throw new Error(`${pattern}: ${String(error)}`);
}

function includes(text: string): Registry {
  return tapsets().use(readIncludes(writeFiles(temporaryFolder(), { "a.stp": text })));
}

const aliases = `
  /**
   * probe my.documented - documented
   * @n: a number
   */
  probe my.documented = kernel.trace("sched:sched_switch") { n = $prev->pid; scratch = 1 }
  probe my.plain = begin, end ? { x = 1; s = "a" }
  probe my.gone = kernel.trace("nosuch:event") ? { x = 1 }
  probe my.epilogue += my.plain { z = execname() }
  probe one.name = other.name = never { }
`;

describe("-l", () => {
  it("lists what a point stands for", async () => {
    expect(await listed(points("begin"))).toEqual(["begin"]);
    expect(await listed(points("timer.ms(5)"))).toEqual(["timer.ms(5)"]);
    expect(await listed(points('kernel.trace("sched_switch")'))).toEqual(['kernel.trace("sched:sched_switch")']);
  });

  it("lists what wildcards match, sorted, each once; where literals are wanted, the form", async () => {
    expect(await listed(points("timer.p**"))).toEqual(["timer.profile", "timer.profile.freq.hz(number)", "timer.profile.tick"]);
    expect(await listed(points("timer.j*"))).toEqual(["timer.jiffies(number)"]);
    expect(await listed(points("timer.*s(200)"))).toEqual(["timer.jiffies(200)", "timer.ms(200)", "timer.s(200)", "timer.us(200)"]);
    const switches = await listed(points('kernel.trace("sched:sched_s*")'));
    expect(switches).toContain('kernel.trace("sched:sched_switch")');
    expect(switches).toEqual([...new Set(switches)].sort());
  });

  it("takes several points, of which one that is there is enough", async () => {
    expect(await listed(points("end, begin, nosuch"))).toEqual(["begin", "end"]);
  });

  it("lists aliases by name, if anything they stand for is there", async () => {
    expect(await listed(points("my.*"), includes(aliases))).toEqual(["my.documented", "my.epilogue", "my.plain"]);
    expect(await listed(points("*.name"), includes(aliases))).toEqual(["one.name", "other.name"]);
  });
});

describe("-L", () => {
  it("adds the variables of a point and their types in C, but for groups", async () => {
    expect(await listed(points('kernel.trace("sched:sched_switch")', true))).toEqual([
      'kernel.trace("sched:sched_switch") $preempt:bool $prev:struct task_struct* $next:struct task_struct* $prev_state:unsigned int',
    ]);
    expect(await listed(points("begin", true))).toEqual(["begin"]);
  });

  it("adds what an alias sets: what is documented, or all where nothing is", async () => {
    expect(await listed(points("my.*", true), includes(aliases))).toEqual(["my.documented n:long", "my.epilogue x:long s:string z:string", "my.plain x:long s:string"]);
  });
});

describe("what can't be listed", () => {
  it("has status 1 and says what could be meant", async () => {
    expect(await refusal("timr.s(1)")).toMatchObject({ status: EXIT.script, message: "no probe point begins with 'timr'" });
    expect((await refusal("timr.s(1)")).hints[0]).toContain("timer.s(number)");
    expect((await refusal("tiemr.*")).hints).toEqual(["did you mean 'timer'?"]);
    expect((await refusal('kernel.trace("sched_swich")')).hints[0]).toContain("sched:sched_switch");
  });

  it("has the reason a family gives", async () => {
    expect(await refusal("timer.s(0)")).toMatchObject({ status: EXIT.script, message: expect.stringContaining("invalid interval timer.s(0)") as string });
    expect(await refusal('timer.s("x")')).toMatchObject({ status: EXIT.script, message: "'s' takes a number, not a string" });
  });

  it("has status 3 where the kernel is what's missing", async () => {
    const blind: Target = { ...target, btf: undefined, traceEvents: () => undefined, traceEvent: () => undefined };
    expect((await refusal('kernel.trace("sched:sched_switch")', blind)).status).toBe(EXIT.unsupported);
    const bare: Target = { ...target, feature: (name) => ({ verdict: name === "perf-software" ? "no" : "yes", reason: "it's switched off" }) };
    expect(await refusal("timer.profile", bare)).toMatchObject({ status: EXIT.unsupported, message: expect.stringContaining("it's switched off") as string });
  });

  it("has status 2 where the pattern is none", async () => {
    expect(await refusal("be(gin")).toMatchObject({ status: EXIT.usage, message: expect.stringContaining("<command line>:1:4") as string });
  });
});

describe("--dump", () => {
  it("-probe-types lists every form there is, without loading anything", async () => {
    const unloadable = tapsets().tapsets.map((tapset): Tapset => ({ ...tapset, loadModule: () => Promise.reject(new Error("loaded")) }));
    const forms = await listed({ kind: "types" }, registry().use(unloadable));
    expect(forms).toEqual([...forms].sort());
    expect(forms).toEqual(expect.arrayContaining(["begin", "begin(number)", "kernel.trace(string)", "timer.s(number).randomize(number)", "never"]));
    const offered = unloadable.flatMap(({ manifest }) => manifest.families.flatMap(({ patterns }) => patterns.map(({ form }) => form)));
    expect(forms).toEqual([...new Set(offered)].sort());
  });

  it("-probe-aliases lists aliases with what they stand for", async () => {
    expect(await listed({ kind: "aliases" }, includes(aliases))).toEqual([
      'my.documented = kernel.trace("sched:sched_switch")',
      "my.epilogue += my.plain",
      'my.gone = kernel.trace("nosuch:event")?',
      "my.plain = begin, end?",
      "one.name = other.name = never",
    ]);
  });

  it("-functions lists public functions with their types", async () => {
    const functions = await listed({ kind: "functions" }, includes("function twice:long (n:long) { return 2 * n } private function hidden() {} function say(what:string) { println(what) }"));
    expect(functions).toEqual(expect.arrayContaining(["pid:long ()", "exit:unknown ()", "substr:string (str:string, start:long, length:long)"]));
    expect(functions).toEqual(expect.arrayContaining(["twice:long (n:long)", "say:unknown (what:string)"]));
    expect(functions.some((line) => line.startsWith("hidden"))).toBe(false);
  });
});
