import { describeProblem, doctorReportProblems, type FeatureAnswer, type Manifest, type ManifestBackend } from "@tapset/core";
import { frozenKernel, type KernelTarget } from "@tapset/target";
import { describe, expect, it } from "vitest";
import { doctorText } from "../src/doctor/doctor-text.js";
import { examine, type Patient } from "../src/doctor/examine.js";
import { summaryLine } from "../src/doctor/summary-line.js";
import { tapsetHealth } from "../src/doctor/tapset-health.js";
import { manifest } from "./made-up-project.js";

const yes: FeatureAnswer = { verdict: "yes", reason: "" };
const native = frozenKernel("linux-6.18-x86_64");
const root = { uid: 0, capabilities: ["CAP_SYS_ADMIN"], canTrace: true };

/** A kernel that has everything but what is said. */
function kernelBut(answers: Readonly<Record<string, FeatureAnswer>>): KernelTarget {
  return { ...native, btf: native.btf, feature: (name) => answers[name] ?? yes };
}

const pattern = (form: string, takes: { readonly needs?: readonly string[]; readonly ways?: readonly (readonly string[])[] } = {}) => ({ form, doc: "", variables: [], ...takes });
const tracing = manifest("@made/tracing", {
  families: [
    { name: "fn", patterns: [pattern("fn.call(string)", { ways: [["kprobe"], ["fentry"]] }), pattern("fn.call(string).return", { needs: ["kretprobe"] })] },
    { name: "sys", patterns: [pattern("sys.NAME", { needs: ["tp-btf"] })] },
    { name: "clock", patterns: [pattern("clock.ms(number)")] },
  ],
  functions: [
    { name: "peek", parameters: [], returns: "long", doc: "", needs: ["read-kernel"] },
    { name: "plain", parameters: [], returns: "long", doc: "" },
  ],
});
/** `point!`, `point?` or `point`. */
const backendOf = (text: string): ManifestBackend => {
  const [, point = "", mark] = /^(.*?)([!?])?$/.exec(text) ?? [];
  return { point, ...(mark !== undefined && { mark: mark as "!" | "?" }), values: [], needs: [] };
};
const alias = (name: string, ...backends: readonly string[]) => ({ name, doc: "", values: [], backends: backends.map(backendOf) });
const aliases = manifest("@made/aliases", {
  probes: [
    alias("disk.read", 'fn.call("read").return!', 'fn.call("do_read")'),
    alias("disk.both", 'fn.call("read").return', 'fn.call("do_read")'),
    alias("disk.maybe", 'fn.call("read").return?', 'fn.call("do_read")'),
    alias("disk.helped", 'fn.call("read").return!'),
    alias("disk.open", "sys.open"),
    alias("disk.any", "disk.open"),
    alias("disk.lost", "elsewhere.point"),
    alias("disk.round", "disk.round"),
    alias("disk.tick", "clock.ms(5)"),
  ],
});
const helper = manifest("@made/helper", { adds: [{ name: "disk.helped", backends: [backendOf("clock.ms(5)!")] }] });
const noKprobes = { kprobe: { verdict: "no", reason: "not built", wayOut: "build it" }, kretprobe: { verdict: "no", reason: "not built either" } } as const;

function healthOn(answers: Readonly<Record<string, FeatureAnswer>>, manifests: readonly Manifest[] = [tracing, aliases]): Readonly<Record<string, string>> {
  const all = tapsetHealth(manifests, (name) => answers[name] ?? yes);
  return Object.fromEntries(all.flatMap(({ name, verdict, points, functions }) => [[name, verdict], ...[...points, ...functions].map((offer) => [offer.name, offer.verdict])]) as [string, string][]);
}

describe("what works of a tapset", () => {
  it("is what one of its ways has everything for", () => {
    expect(healthOn(noKprobes)).toEqual({
      ...{ "@made/tracing": "partly", "fn.call(string)": "yes", "fn.call(string).return": "no", "sys.NAME": "yes", "clock.ms(number)": "yes", "peek": "yes" },
      ...{ "@made/aliases": "partly", "disk.read": "yes", "disk.both": "no", "disk.maybe": "yes", "disk.helped": "no", "disk.open": "yes", "disk.any": "yes", "disk.lost": "no", "disk.round": "no", "disk.tick": "yes" },
    });
    expect(healthOn(noKprobes, [tracing, aliases, helper])).toMatchObject({ "disk.helped": "yes", "@made/helper": "yes" });
    expect(healthOn({ ...noKprobes, fentry: noKprobes.kprobe })).toMatchObject({ "fn.call(string)": "no", "disk.read": "no" });
  });

  it("is what fires in the session where bpf(2) is refused", () => {
    const refused: FeatureAnswer = { verdict: "unknown", reason: "may not", wayOut: "run as root" };
    expect(healthOn({ bpf: refused }, [tracing])).toEqual({
      "@made/tracing": "partly", "fn.call(string)": "unknown", "fn.call(string).return": "unknown", "sys.NAME": "unknown", "clock.ms(number)": "yes", "peek": "unknown",
    });
  });

  it("is yes or no of a whole package where all of it is alike", () => {
    const one = manifest("one", { families: [{ name: "sys", patterns: [pattern("sys.NAME", { needs: ["tp-btf"] })] }] });
    expect(healthOn({}, [one])["one"]).toBe("yes");
    expect(healthOn({ "tp-btf": noKprobes.kprobe }, [one])["one"]).toBe("no");
    expect(healthOn({ "tp-btf": { verdict: "unknown", reason: "?" } }, [one])["one"]).toBe("unknown");
  });
});

function patient(parts: Partial<Patient> = {}): Patient {
  return { target: kernelBut({}), privilege: root, settings: [], manifests: [tracing], ...parts };
}

describe("the report", () => {
  it.each([
    ["all works", patient(), 0],
    ["a part doesn't", patient({ target: kernelBut(noKprobes) }), 1],
    ["the packages can't be used", patient({ manifests: [], problem: "no tapset packages are installed" }), 1],
    ["the kernel refuses", patient({ target: kernelBut({ bpf: { verdict: "no", reason: "not built" } }) }), 3],
    ["the user may not", patient({ target: kernelBut({ bpf: { verdict: "unknown", reason: "denied", wayOut: "run as root" } }) }), 3],
    ["a named feature is there", patient({ names: ["kprobe"] }), 0],
    ["a named feature isn't", patient({ names: ["kprobe"], target: kernelBut(noKprobes) }), 3],
    ["another than the named isn't", patient({ names: ["tp-btf"], target: kernelBut(noKprobes) }), 0],
  ])("fits its schema, and its status says that %s", (_, of, status) => {
    const report = examine(of);
    expect(doctorReportProblems(JSON.parse(JSON.stringify(report))).map(describeProblem)).toEqual([]);
    expect(report.status).toBe(status);
  });

  it("says what needs a feature, and what works in its place", () => {
    const { features } = examine(patient({ target: kernelBut(noKprobes) }));
    expect(features.find(({ name }) => name === "kretprobe")).toMatchObject({
      verdict: "no", reason: "not built either", neededBy: ["fn.call(string).return"], instead: ["fexit", "tp-btf", "raw-tracepoint"],
    });
    expect(features.find(({ name }) => name === "kprobe")).toMatchObject({ wayOut: "build it", instead: ["fentry", "tp-btf", "raw-tracepoint"] });
    expect(features.find(({ name }) => name === "bpf")?.neededBy).toContain("sys.NAME");
  });

  it("of a frozen kernel has what was found out on it", () => {
    const report = examine(patient({ target: native }));
    expect(report.kernel).toMatchObject({ release: native.release, arch: "x86_64", lockdown: "integrity", moduleBtfs: 0 });
    expect(report.features.filter(({ verdict }) => verdict === "unknown")).toEqual([]);
    expect(report.features.find(({ name }) => name === "write-user")?.wayOut).toContain("lockdown");
    expect(report).toMatchObject({ status: 1, verdict: "the kernel can be traced; not everything works of @made/tracing" });
  });

  it("as text begins with the machine, explains each no, and ends with the verdict", () => {
    const text = doctorText(examine(patient({ target: kernelBut(noKprobes) })), { unicode: false, color: false });
    expect(text).toMatch(/^tapset \S+ on Linux \S+, x86_64\nprivilege {2}root, with CAP_SYS_ADMIN\nlockdown {3}integrity\nBTF {8}\d+\.\d MB, and that of 0 modules\n\ntapsets\n {2}part @made\/tracing 1\.0\.0 {2}/);
    expect(text).toContain("  no   kprobe        kernel.function, kernel.statement, kprobe.function\n        not built\n        way out: build it\n        works instead: fentry, tp-btf, raw-tracepoint\n");
    expect(text).toContain("        fn.call(string).return: kretprobe: not built either\n");
    expect(text.endsWith("\nthe kernel can be traced; not everything works of @made/tracing\n")).toBe(true);
    expect(text).toMatch(/^[\x20-\x7e\n]*$/);
  });

  it("has signs and colours where they can be shown", () => {
    const report = examine(patient({ names: ["kprobe"], target: kernelBut(noKprobes) }));
    expect(doctorText(report, { unicode: true, color: true })).toContain("  \u001b[31m✗\u001b[0m kprobe");
  });

  it("says once that bpf(2) is refused", () => {
    const refused: FeatureAnswer = { verdict: "unknown", reason: "may not call bpf(2)", wayOut: "run as root" };
    const target = { ...kernelBut({}), feature: () => refused };
    const text = doctorText(examine(patient({ target, manifests: [] })), { unicode: false, color: false });
    expect(text.split("may not call bpf(2)")).toHaveLength(2);
    expect(text).toContain("as with bpf\n");
  });
});

it("a kernel in one line", () => {
  expect(summaryLine(native)).toBe(`Linux ${native.release} x86_64, lockdown integrity: bpf tp-btf perf-tracepoint uprobe netfilter; not kprobe fentry perf-hardware`);
});
