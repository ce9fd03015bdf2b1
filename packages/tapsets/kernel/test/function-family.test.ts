import { fileURLToPath } from "node:url";
import { Btf, BtfBuilder } from "@tapset/btf";
import type { Builder, DerivedProbe, DeriveError, Target } from "@tapset/core";
import { printIr } from "@tapset/compiler";
import { frozenTarget } from "@tapset/target";
import { compileScript, derivePoint, madeTapset } from "@tapset/testkit";
import { describe, expect, it } from "vitest";
import kernel, { functionFamily, kprobeFamily, sourceFamily, statementFamily } from "../src/index.js";

const frozen: Target = frozenTarget(fileURLToPath(new URL("../../../engine/target/frozen/linux-6.1-x86_64", import.meta.url)));

/** Types with two functions, as BTF has them. */
function typesWithFunctions(): Btf {
  const btf = new BtfBuilder();
  const long = btf.int("long", 8, { signed: true });
  const int = btf.int("int", 4, { signed: true });
  const file = btf.struct("file", 8, [{ name: "f_flags", typeId: int, bitOffset: 0 }]);
  const pair = btf.struct("pair", 8, [{ name: "a", typeId: int, bitOffset: 0 }]);
  const parameters = [{ name: "file", typeId: btf.pointer(file) }, { name: "count", typeId: long }];
  btf.func("vfs_read", btf.prototype(long, parameters), "global");
  btf.func("vfs_write", btf.prototype(long, parameters), "global");
  btf.func("scsi_done", btf.prototype(0, parameters), "global");
  btf.func("vfs_pair", btf.prototype(0, [{ name: "pair", typeId: pair }]), "static");
  const [words, many] = [16, 40].map((size) => btf.struct(`of_${String(size)}`, size, [{ name: "first", typeId: long, bitOffset: 0 }, { name: "low", typeId: int, bitOffset: 64 }, { name: "bits", typeId: int, bitOffset: 99, bitSize: 5 }]));
  const [first, last] = [{ name: "first", typeId: int }, { name: "last", typeId: int }];
  btf.func("set_words", btf.prototype(int, [first, { name: "words", typeId: words! }, last]), "global");
  btf.func("set_many", btf.prototype(int, [first, { name: "many", typeId: many! }, last]), "global");
  btf.func("set_over", btf.prototype(int, [...["a", "b", "c", "d", "e"].map((name) => ({ name, typeId: long })), { name: "words", typeId: words! }, last]), "global");
  btf.func("set_eight", btf.prototype(int, [...["a", "b", "c", "d", "e", "f", "seventh"].map((name) => ({ name, typeId: long })), last]), "global");
  const bytes = [{ name: "to", typeId: btf.pointer(0) }, { name: "from", typeId: btf.pointer(btf.add({ kind: "const", name: "", typeId: 0 })) }, { name: "names", typeId: btf.pointer(btf.pointer(int)) }];
  btf.func("copy_bytes", btf.prototype(0, bytes), "global");
  return Btf.parse(btf.toBytes());
}

const target: Target = { ...frozen, btf: typesWithFunctions(), symbols: () => undefined, feature: () => ({ verdict: "yes", reason: "" }) };
const withoutFunctions: Target = {
  ...target,
  feature: (name) => (/^f?k?(entry|exit|probe|retprobe)$/.test(name) ? { verdict: "no", reason: "this kernel was built without it", wayOut: "use another kernel" } : target.feature(name)),
};

function probesOf(point: string, on: Target = target): readonly DerivedProbe[] {
  const outcome = derivePoint(functionFamily, point, on);
  if (outcome.kind !== "probes") throw new Error(`${point}: ${JSON.stringify(outcome)}`);
  return outcome.probes;
}

function errorOf(point: string, on: Target = target): DeriveError {
  const outcome = derivePoint(functionFamily, point, on);
  if (outcome.kind !== "errors") throw new Error(`${point}: ${outcome.kind}`);
  expect(outcome.errors).toHaveLength(1);
  return outcome.errors[0]!;
}

it("a function that the kernel calls in interrupts is traced whatever runs, the session too", () => {
  const isInAnyTask = (point: string, on = target) => probesOf(point, on).map(({ site }) => site.where === "kernel" && site.inAnyTask);
  const byKprobes: Target = { ...target, feature: (name) => (/^f(entry|exit)$/.test(name) ? { verdict: "no", reason: "it's off", wayOut: "turn it on" } : target.feature(name)) };
  for (const on of [target, byKprobes]) {
    expect(isInAnyTask('kernel.function("scsi_done")', on)).toEqual([true]);
    expect(isInAnyTask('kernel.function("vfs_read")', on)).toEqual([undefined]);
  }
});

const variablesOf = ({ scope }: DerivedProbe): readonly string[] => scope.list().map(({ name }) => name);

describe("a function that BTF describes", () => {
  it("is attached by a trampoline at its beginning", () => {
    const [probe] = probesOf('kernel.function("vfs_read")');
    expect(probe?.point).toBe('kernel.function("vfs_read")');
    expect(probe?.site).toEqual({
      where: "kernel",
      program: { type: "TRACING", expectedAttachType: "TRACE_FENTRY", attachBtfName: "vfs_read", runBy: { function: "vfs_read", hasEnded: false } },
      attach: { kind: "fentry", function: "vfs_read" },
    });
    expect(probe?.entry).toBeUndefined();
    expect(probe && variablesOf(probe)).toEqual(["$file", "$count", "$$vars", "$$parms", "$$locals"]);
  });

  it("is attached at its end with what came in, and keeps entries apart where calls nest", () => {
    const [probe] = probesOf('kernel.function("vfs_read").return');
    expect(probe?.site).toMatchObject({ program: { expectedAttachType: "TRACE_FEXIT" }, attach: { kind: "fexit" } });
    expect(probe?.entry).toMatchObject({ attach: { kind: "fentry", function: "vfs_read" } });
    expect(probe?.entryNests).toBe(true);
    expect(probe && variablesOf(probe)).toEqual(["$return", "$file", "$count", "$$vars", "$$parms", "$$locals", "$$return"]);
    expect(probe?.scope.lookup("$count")?.at).toBe("both");
  });
});

it("a wildcard means all functions that match", () => {
  const points = ["vfs_read", "vfs_write", "vfs_pair"].map((name) => `kernel.function("${name}").call`);
  expect(probesOf('kernel.function("vfs_*").call').map(({ point }) => point)).toEqual(points);
});

it("those that a wildcard means may be refused, and are there now", () => {
  const symbol = (name: string, address: bigint) => ({ address, type: "T", name, module: undefined });
  const known = [symbol("_stext", 0xffff_ffff_8100_0000n), symbol("vfs_read", 0xffff_ffff_8100_0a00n)];
  const symbols: Target["symbols"] = () => ({ list: () => known, find: (wanted) => known.find(({ name }) => name === wanted), at: () => undefined });
  const probes = probesOf('kernel.function("vfs_*")', { ...target, symbols });
  expect(probes.map(({ site }) => site)).toMatchObject([
    {
      attach: { function: "vfs_read", optional: 'kernel.function("vfs_read")' },
      contextFree: { program: { type: "KPROBE", expectedAttachType: "TRACE_KPROBE_MULTI" }, attach: { kind: "kprobe-multi", function: "vfs_read", optional: 'kernel.function("vfs_read")' } },
    },
  ]);
  const older: Target = { ...target, symbols, feature: (name) => ({ verdict: name === "kprobe-multi" ? "no" : "yes", reason: "" }) };
  expect(probesOf('kernel.function("vfs_*").return', older).map(({ site }) => site)).toMatchObject([
    { attach: { kind: "fexit" }, contextFree: { program: { type: "KPROBE" }, attach: { kind: "kretprobe", place: { function: "_stext", offset: 0xa00 } } } },
  ]);
  const hidden: Target = { ...older, symbols: () => ({ list: () => [symbol("vfs_read", 0n)], find: () => undefined, at: () => undefined }) };
  expect(probesOf('kernel.function("vfs_*")', hidden)).toMatchObject([{ site: { contextFree: { attach: { kind: "kprobe", place: { function: "vfs_read", offset: 0 } } } } }]);
  expect(probesOf('kernel.function("vfs_read")')[0]?.site).not.toHaveProperty("attach.optional");
});

it("a function has a kprobe for handlers that read registers, where the kernel has kprobes", () => {
  const attach = (kind: string, where: Target = target) => probesOf(`kernel.function("${kind}")`, where)[0];
  expect(attach("vfs_read")).toMatchObject({ site: { attach: { kind: "fentry" } }, withRegisters: { point: 'kernel.function("vfs_read")', site: { attach: { kind: "kprobe", place: { function: "vfs_read" } } }, registers: { at: "function" } } });
  expect(attach("vfs_r*")?.withRegisters).toMatchObject({ site: { attach: { kind: "kprobe", optional: 'kernel.function("vfs_read")' } } });
  expect(attach("vfs_read")?.withRegisters?.scope.list().map(({ name }) => name)).toEqual(attach("vfs_read")?.scope.list().map(({ name }) => name));
  expect(attach("vfs_read", { ...target, feature: (name) => ({ verdict: name === "kprobe" ? "no" : "yes", reason: "" }) })).not.toHaveProperty("withRegisters");
});

it("a function that takes what fits no register has a kprobe", () => {
  expect(probesOf('kernel.function("vfs_pair")')[0]).toMatchObject({ site: { program: { type: "KPROBE" }, attach: { kind: "kprobe", place: { function: "vfs_pair", offset: 0 } } }, needs: ["kprobe"] });
});

it("what fentry's verifier lets nobody read is read as memory", () => {
  const readOf = (name: string): unknown => {
    let read: unknown;
    const builder = new Proxy({} as Builder, { get: (_, method) => () => (read = method === "narrowed" ? read : method) });
    probesOf('kernel.function("copy_bytes")')[0]?.scope.lookup(name)?.load(builder);
    return read;
  };
  expect(["$to", "$from", "$names"].map(readOf)).toEqual(["context", "load", "load"]);
});

it.each([
  ["x86_64", { set_words: 88, set_many: 104, set_over: 64, set_eight: [152, 16] }],
  // The address of many is in x1; nobody comes back to a register that was left out.
  ["arm64", { set_words: 24, set_many: 16, set_over: 56, set_eight: 56 }],
])("parameters of %s are in the registers that those before them leave, or on the stack", (arch, places) => {
  const placeOf = (name: string): unknown => {
    const [probe] = probesOf(`kernel.function("${name}")`, { ...target, arch, feature: (each) => ({ verdict: each === "fentry" || each === "fexit" ? "no" : "yes", reason: "" }) });
    expect(probe && variablesOf(probe)).not.toContain("$many");
    let place: unknown;
    const builder = new Proxy({} as Builder, {
      get: (_, method) => (...args: readonly unknown[]) => {
        if (method === "context") place = args[0];
        else if (method === "load") place = [place, (args[1] as { offset: number }).offset];
        return {};
      },
    });
    probe?.scope.lookup("$last")?.load(builder);
    return place;
  };
  expect(Object.fromEntries(Object.keys(places).map((name) => [name, placeOf(name)]))).toEqual(places);
});

it("so have all where the kernel is fully preemptible, and returns keep their parameters from there", () => {
  const preemptible: Target = { ...target, config: (name) => (name === "CONFIG_PREEMPT" ? "y" : undefined) };
  const [probe] = probesOf('kernel.function("vfs_read").return', preemptible);
  expect(probe).toMatchObject({ site: { attach: { kind: "kretprobe" } }, entry: { attach: { kind: "kprobe" } }, entryNests: true });
  expect(probe?.scope.lookup("$count")?.at).toBe("entry");
});

describe("a structure that a function takes in registers", () => {
  const tapsets = [madeTapset({ name: "kernel", module: kernel })];
  const printed = async (point: string, body: string): Promise<readonly string[]> => {
    const { ir, diagnostics } = await compileScript(`probe kernel.function("${point}") { ${body} }`, { tapsets, target });
    if (ir === undefined || diagnostics.length > 0) return diagnostics.map(({ id, message }) => `${id}: ${message}`);
    return printIr(ir).split("\n").flatMap((line) => /^ +print (.*)/.exec(line)?.[1] ?? []);
  };

  it("has its members in them: numbers by their signs, and bit-fields", async () => {
    expect(await printed("set_words", "println($words->first, $words->low, $words->bits, $last)")).toEqual([
      '%d context+104:u64, %d ((context+96:u64 << 32) >> 32), %d ((context+96:u64 << 24) >> 59), %d ((context+88:u64 << 32) >> 32), "\\n"',
    ]);
    expect(await printed("vfs_pair", "println($pair->a)")).toEqual(['%d ((context+112:u64 << 32) >> 32), "\\n"']);
  });

  it("is printed by $, and in lists", async () => {
    expect(await printed("vfs_pair", "println($pair$)")).toEqual(['"{.a=", %d ((context+112:u64 << 32) >> 32), "}\\n"']);
    expect(await printed("vfs_pair", "println($$parms)")).toEqual(['"pair={...}\\n"']);
  });

  it("is no number, and has no address", async () => {
    expect(await printed("vfs_pair", "println($pair)")).toEqual(["no-number: it's a structure that lies in registers: read its members, or print it with a $ behind it"]);
    expect(await printed("vfs_pair", "println(&$pair->a)")).toEqual(["no-address: the structure lies in registers: only its members that are numbers or pointers can be read"]);
    expect(await printed("vfs_pair", "println($pair->b)")).toEqual([expect.stringMatching(/^unresolved-member/)]);
  });

  it("on the stack has no name", async () => {
    expect(await printed("set_over", "println($words->first)")).toEqual([expect.stringMatching(/^undefined-context-variable/)]);
  });
});

describe("a function that can't be probed", () => {
  it("for what it takes is told so", () => {
    const withoutKprobes: Target = { ...target, feature: (name) => ({ verdict: name.startsWith("k") ? "no" : "yes", reason: "" }) };
    expect(errorOf('kernel.function("vfs_pair")', withoutKprobes)).toMatchObject({ id: "no-trampoline", lacks: "kprobe" });
  });

  it("is told with those that were meant", () => {
    expect(errorOf('kernel.function("vfs_raed")')).toMatchObject({ id: "no-such-function", hints: [expect.stringContaining("vfs_read")] });
  });

  it("says once what the kernel lacks, however many there are", () => {
    expect(errorOf('kernel.function("vfs_*")', withoutFunctions)).toEqual({
      id: "no-function-probes",
      message: "functions of this kernel can't be probed: fentry is not available (this kernel was built without it), nor are kprobes (this kernel was built without it)",
      hints: ["use another kernel"],
      lacks: "fentry",
    });
  });

  it("is in no module that isn't loaded", () => {
    expect(errorOf('module("no_such").function("*")').id).toBe("no-such-module");
  });
});

describe("what takes debug information", () => {
  const undescribed: Target = { ...target, debugInfo: () => ({ found: false, reason: "no debug information for the kernel", wayOut: ["install it"] }) };

  it.each([
    [functionFamily, 'kernel.function("*@fs/open.c")'],
    [sourceFamily, 'kernel.function("vfs_read").inline'],
    [sourceFamily, 'kernel.function("vfs_read").callee("*")'],
    [statementFamily, 'kernel.statement("*@fs/open.c:100")'],
  ])("says what is missing and what can be had without (%#)", (family, point) => {
    const outcome = derivePoint(family, point, undescribed);
    expect(outcome).toMatchObject({ kind: "errors", errors: [{ id: "no-debug-info", message: expect.stringContaining("no debug information for the kernel") as string, hints: ["install it", expect.stringContaining("kernel.function")] }] });
  });
});

describe("functions that symbols alone tell of", () => {
  const symbol = (name: string, module?: string, type = "t") => ({ address: 0xffff_ffff_c000_0000n, type, name, module });
  const withSymbols = (...list: readonly ReturnType<typeof symbol>[]): Target => ({
    ...target,
    symbols: () => ({ list: () => list, find: (name) => list.find((each) => each.name === name), at: () => undefined }),
  });
  const loaded = withSymbols(symbol("snd_open", "snd_core"), symbol("snd_close", "snd_core"), symbol("snd_cards", "snd_core", "d"), symbol("bpf_prog_1", "bpf"), symbol("vfs_read"));

  it("are those of modules without types, by name or wildcard, without parameters", () => {
    const probes = probesOf('module("snd-core").function("snd_*")', loaded);
    expect(probes.map(({ point }) => point)).toEqual(['module("snd_core").function("snd_open")', 'module("snd_core").function("snd_close")']);
    expect(probesOf('module("snd*").function("snd_close").return', loaded)).toMatchObject([
      { site: { attach: { kind: "kretprobe", place: { function: "snd_core:snd_close", offset: 0 } } } },
    ]);
    expect(probes.flatMap(variablesOf)).toEqual([]);
  });

  it("are none of what is no module", () => {
    expect(errorOf('module("bpf").function("bpf_*")', loaded).id).toBe("no-such-module");
  });

  it("are exported where symbols say so; kernels that list functions alone don't tell", () => {
    expect(errorOf('kernel.function("vfs_read").exported', loaded)).toMatchObject({ id: "no-exports", message: expect.stringContaining("lists functions alone") as string });
    expect(errorOf('kernel.function("vfs_read").exported')).toMatchObject({ id: "no-exports", message: expect.stringContaining("can't be read") as string });
    const telling = withSymbols(symbol("vfs_read"), symbol("vfs_write"), symbol("__ksymtab_vfs_write", undefined, "r"));
    expect(errorOf('kernel.function("vfs_read").exported', telling).id).toBe("not-exported");
    expect(probesOf('kernel.function("vfs_*").exported', telling).map(({ point }) => point)).toEqual(['kernel.function("vfs_write").exported']);
  });
});

describe("instructions", () => {
  const vfsRead = { address: 0xffff_ffff_8100_0000n, type: "T", name: "vfs_read", module: undefined };
  const placed: Target = {
    ...target,
    symbols: () => ({
      list: () => [vfsRead],
      find: (name) => (name === "vfs_read" ? vfsRead : undefined),
      at: (address) => (address >= vfsRead.address && address < vfsRead.address + 64n ? { symbol: vfsRead, offset: Number(address - vfsRead.address) } : undefined),
    }) as ReturnType<Target["symbols"]>,
  };
  const derived = (point: string) => derivePoint(point.startsWith("kprobe") ? kprobeFamily : statementFamily, point, placed);

  it("are at addresses, or behind the beginning of a function", () => {
    expect(derived("kernel.statement(0xffffffff81000004)")).toMatchObject({ probes: [{ site: { attach: { kind: "kprobe", place: { address: "ffffffff81000004" } } } }] });
    expect(derived('kernel.statement("vfs_read+4")')).toMatchObject({ probes: [{ site: { attach: { place: { function: "vfs_read", offset: 4 } } } }] });
    expect(derived("kernel.function(0xffffffff81000000).return")).toMatchObject({ probes: [{ site: { attach: { kind: "kretprobe" } } }] });
  });

  it("lie in code, and functions where they begin", () => {
    expect(derived("kernel.statement(0x1000)")).toMatchObject({ errors: [{ id: "no-code" }] });
    expect(derived("kernel.function(0xffffffff81000004)")).toMatchObject({ errors: [{ id: "not-a-function" }] });
  });

  it.each(["kernel.statement(0xffffffff81000000).absolute", "kprobe.statement(0xffffffff81000000).absolute"])("that nobody can check are for guru mode: %s", async (point) => {
    const tapsets = [madeTapset({ name: "kernel", module: kernel })];
    const errorsOf = async (guru: boolean) => (await compileScript(`probe ${point} {}`, { tapsets, target: placed, guru })).diagnostics.filter(({ severity }) => severity === "error").map(({ id, hints }) => [id, ...hints]);
    expect(await errorsOf(false)).toEqual([["needs-guru", "give -g"]]);
    expect(await errorsOf(true)).toEqual([]);
  });

  it("of kprobe.function are one function's, by its name", () => {
    expect(derived('kprobe.function("vfs_read")')).toMatchObject({ probes: [{ point: 'kprobe.function("vfs_read")', needs: ["kprobe"] }] });
    expect(derived('kprobe.function("vfs_*")')).toMatchObject({ errors: [{ id: "no-wildcards" }] });
    expect(derived('kprobe.function("vfs_raed")')).toMatchObject({ errors: [{ id: "no-such-function" }] });
  });
});
