import { fileURLToPath } from "node:url";
import { Btf, BtfBuilder } from "@tapset/btf";
import type { DerivedProbe, DeriveError, Target } from "@tapset/core";
import { frozenTarget } from "@tapset/target";
import { derivePoint } from "@tapset/testkit";
import { describe, expect, it } from "vitest";
import { functionFamily } from "../src/index.js";

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
  btf.func("vfs_pair", btf.prototype(0, [{ name: "pair", typeId: pair }]), "static");
  return Btf.parse(btf.toBytes());
}

const target: Target = { ...frozen, btf: typesWithFunctions(), feature: () => ({ verdict: "yes", reason: "" }) };
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

const variablesOf = ({ scope }: DerivedProbe): readonly string[] => scope.list().map(({ name }) => name);

describe("a function that BTF describes", () => {
  it("is attached by a trampoline at its beginning", () => {
    const [probe] = probesOf('kernel.function("vfs_read")');
    expect(probe?.point).toBe('kernel.function("vfs_read")');
    expect(probe?.site).toEqual({
      where: "kernel",
      program: { type: "TRACING", expectedAttachType: "TRACE_FENTRY", attachBtfName: "vfs_read" },
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

it("a function that takes what fits no register has a kprobe", () => {
  expect(probesOf('kernel.function("vfs_pair")')[0]).toMatchObject({ site: { program: { type: "KPROBE" }, attach: { kind: "kprobe", place: { function: "vfs_pair", offset: 0 } } }, needs: ["kprobe"] });
});

it("so have all where the kernel is fully preemptible, and returns keep their parameters from there", () => {
  const preemptible: Target = { ...target, config: (name) => (name === "CONFIG_PREEMPT" ? "y" : undefined) };
  const [probe] = probesOf('kernel.function("vfs_read").return', preemptible);
  expect(probe).toMatchObject({ site: { attach: { kind: "kretprobe" } }, entry: { attach: { kind: "kprobe" } }, entryNests: true });
  expect(probe?.scope.lookup("$count")?.at).toBe("entry");
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
