import { fileURLToPath } from "node:url";
import type { DerivedProbe, DeriveError, FeatureAnswer, Target } from "@tapset/core";
import { frozenTarget } from "@tapset/target";
import { derivePoint } from "@tapset/testkit";
import { describe, expect, it } from "vitest";
import { perfFamily, perfmonFamily } from "../src/index.js";

const frozen = frozenTarget(fileURLToPath(new URL("../../../engine/target/frozen/linux-6.18-x86_64", import.meta.url)));

function withHardware(verdict: FeatureAnswer["verdict"]): Target {
  return { ...frozen, feature: (name) => (name === "perf-hardware" ? { verdict, reason: verdict === "no" ? "this machine shows no hardware counters" : "" } : frozen.feature(name)) };
}

function probeOf(text: string, target: Target = withHardware("yes")): DerivedProbe {
  const outcome = derivePoint(perfFamily, text, target);
  if (outcome.kind !== "probes" || outcome.probes.length !== 1) throw new Error(JSON.stringify(outcome));
  return outcome.probes[0]!;
}

function errorOf(text: string, target: Target = withHardware("yes")): DeriveError {
  const outcome = derivePoint(perfFamily, text, target);
  if (outcome.kind !== "errors") throw new Error(`${text}: ${outcome.kind}`);
  return outcome.errors[0]!;
}

const attachOf = (text: string) => {
  const { site } = probeOf(text);
  return site.where === "kernel" ? site.attach : undefined;
};

describe("an event by its numbers", () => {
  it.each([
    ["perf.type(1).config(2)", { counter: { type: 1, config: "2" }, sampling: { period: "1000000" } }],
    ["perf.type(1).config(2).sample(1)", { sampling: { period: "1" } }],
    ["perf.type(1).config(0).hz(99)", { sampling: { frequencyHz: 99 } }],
    ["perf.type(4).config(-1)", { counter: { type: 4, config: "18446744073709551615" } }],
    ['perf.type(1).config(2).process("ls")', { process: { program: "ls" } }],
    ["perf.type(1).config(2).sample(5).process", { process: { program: undefined } }],
  ])("%s", (text, attach) => {
    expect(attachOf(text)).toMatchObject({ kind: "perf-event", ...attach });
  });

  it("runs in the context that it interrupts", () => {
    const { registers, site } = probeOf("perf.type(1).config(0)");
    expect([registers?.of, registers?.at]).toEqual(["interrupted", "anywhere"]);
    expect(site).toMatchObject({ where: "kernel", program: { type: "PERF_EVENT" } });
  });
});

describe("an event that can't be", () => {
  it.each([
    ["perf.type(1).config(0).sample(0)", "invalid-sampling"],
    ["perf.type(1).config(0).hz(0)", "invalid-sampling"],
    ["perf.type(0x100000000).config(0)", "invalid-type"],
    ["perf.type(2).config(300)", "not-sampled"],
    ["perf.type(5).config(0)", "not-sampled"],
  ])("%s: %s", (text, id) => {
    expect(errorOf(text).id).toBe(id);
  });

  it("because the CPU shows no counters, is told with those there are", () => {
    const { id, lacks, message, hints } = errorOf("perf.type(0).config(0)", withHardware("no"));
    expect([id, lacks, message]).toEqual(["no-such-counter", "perf-hardware", "perf.type(0).config(0): this machine shows no hardware counters"]);
    expect(hints[0]).toContain("perf.sw.page_faults");
    expect(hints[0]).not.toContain("perf.hw");
  });

  it("is left to the kernel where it isn't known whether the CPU shows counters", () => {
    expect(probeOf("perf.type(0).config(0)", withHardware("unknown")).needs).toEqual(["perf-software"]);
  });
});

describe("counters", () => {
  it.each(['perf.type(0).config(0).counter("c")', 'perf.type(1).config(2).process("/bin/sh").counter("c")'])("that only functions would read are refused: %s", (point) => {
    const outcome = derivePoint(perfFamily, point, frozen);
    expect(outcome).toMatchObject({ kind: "errors", errors: [{ id: "counter-not-read", hints: [expect.stringContaining(`probe ${point.replace(/\.counter.*/, "")}.sample(1)`) as string] }] });
  });

  it("of perfmon are the CPU's, by name", () => {
    expect(derivePoint(perfmonFamily, 'perfmon.counter("instructions")', frozen)).toEqual({ kind: "points", points: "perf.type(0).config(1)" });
    expect(derivePoint(perfmonFamily, 'perfmon.counter("instruction")', frozen)).toMatchObject({ errors: [{ id: "unknown-event", hints: ["did you mean 'instructions'?"] }] });
  });
});
