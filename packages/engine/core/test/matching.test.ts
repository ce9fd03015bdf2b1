import { Source, parse, parseProbePoints } from "@tapset/language";
import { describe, expect, it } from "vitest";
import { type MatchResult, type Pattern, PointMatcher, type ProbeFamily, aliasesOf } from "../src/index.js";
import { frozenTarget } from "./frozen-target.js";

/** Patterns from forms: `timer.ms(number)`, `syscall.NAME`. */
function family(name: string, forms: readonly string[], names: readonly string[] = []): ProbeFamily {
  const words = () => names;
  const patterns = forms.map((form): Pattern => {
    const components = form.split(".").map((part) => {
      const [, word, literal] = /^(\w+)(?:\((string|number)\))?$/.exec(part)!;
      return {
        name: word!,
        ...(literal !== undefined && { literal: literal as "string" | "number" }),
        ...(word === "NAME" && { names: words }),
      };
    });
    return { components, doc: form };
  });
  return { name, patterns, derive: () => ({ kind: "probes", probes: [] }) };
}

const families = [
  family("lifecycle", ["begin", "begin(number)", "end", "end(number)", "never"]),
  family("timer", ["timer.ms(number)", "timer.ms(number).randomize(number)", "timer.s(number)", "timer.profile"]),
  family("syscall", ["syscall.NAME", "syscall.NAME.return"], ["open", "openat", "read"]),
  family("kernel", ["kernel.trace(string)", "kernel.function(string)", "kernel.function(string).return", "kernel.function(number)"]),
];

function matcher(aliases = ""): PointMatcher {
  const { script, diagnostics } = parse(new Source("aliases.stp", aliases));
  expect(diagnostics).toEqual([]);
  return new PointMatcher(families, aliasesOf({ name: "aliases.stp", owner: undefined, script }), frozenTarget());
}

function match(text: string, aliases = ""): MatchResult {
  const { points, diagnostics } = parseProbePoints(new Source("<input>", text));
  expect(diagnostics).toEqual([]);
  return matcher(aliases).match(points[0]!);
}

/** What was matched: a family's point as it is, an alias as `alias NAME` with its suffix behind a `+`. */
function matched(text: string, aliases = ""): string[] {
  const result = match(text, aliases);
  if (result.kind === "mismatch") throw new Error(`${result.mismatch.id}: ${result.mismatch.message}`);
  return result.candidates.map((candidate) => {
    if (candidate.kind === "family") return candidate.match.text;
    const name = candidate.alias.name.components.map((component) => component.name).join(".");
    const suffix = candidate.suffix.map((component) => `+${component.name}`).join("");
    return `alias ${name}${suffix}`;
  });
}

function mismatch(text: string, aliases = "") {
  const result = match(text, aliases);
  if (result.kind === "matched") throw new Error(`matched ${text}`);
  return result.mismatch;
}

describe("literals", () => {
  it("are taken where the pattern has them, by type", () => {
    expect(matched("timer.ms(100)")).toEqual(["timer.ms(100)"]);
    expect(matched("begin")).toEqual(["begin"]);
    expect(matched("begin(-5)")).toEqual(["begin(-5)"]);
    expect(matched('kernel.function("a*@\\"x")')).toEqual(['kernel.function("a*@\\"x")']);
    expect(matched("kernel.function(0x10)")).toEqual(["kernel.function(16)"]);
  });

  it("are told missing, extra or of the wrong type", () => {
    expect(mismatch("timer.ms")).toMatchObject({ id: "missing-literal", hints: ["write timer.ms(number)"] });
    expect(mismatch("kernel.function")).toMatchObject({
      id: "missing-literal",
      hints: ["write one of kernel.function(string), kernel.function(number)"],
    });
    expect(mismatch("never(1)")).toMatchObject({ id: "extra-literal", hints: ["write never"] });
    expect(mismatch('timer.ms("5")')).toMatchObject({ id: "wrong-literal-type", message: "'ms' takes a number, not a string" });
    expect(mismatch('begin("x")').id).toBe("wrong-literal-type");
  });

  it("of the wrong type are pointed at", () => {
    const { span } = mismatch('timer.ms("5")');
    expect([span.start, span.end]).toEqual([9, 12]);
  });
});

describe("components that stand for many words", () => {
  it("match the target's words only", () => {
    expect(matched("syscall.openat.return")).toEqual(["syscall.openat.return"]);
    expect(mismatch("syscall.opne")).toMatchObject({ id: "unknown-probe-point", hints: ["did you mean 'syscall.open'?"] });
  });
});

describe("wildcards", () => {
  it("expand * within one component", () => {
    expect(matched("syscall.*")).toEqual(["syscall.open", "syscall.openat", "syscall.read"]);
    expect(matched("syscall.open*.return")).toEqual(["syscall.open.return", "syscall.openat.return"]);
    expect(matched("timer.*")).toEqual(["timer.profile"]);
    expect(matched("*")).toEqual(["begin", "end", "never"]);
    expect(matched("timer.*(7)")).toEqual(["timer.ms(7)", "timer.s(7)"]);
  });

  it("expand ** across components: x**y is x*y, and x*.**y", () => {
    expect(matched("sys**open")).toEqual(["syscall.open"]);
    expect(matched("syscall**return")).toEqual(["syscall.open.return", "syscall.openat.return", "syscall.read.return"]);
    expect(matched("**n")).toEqual(["begin", "syscall.open", "syscall.open.return", "syscall.openat.return", "syscall.read.return"]);
    expect(matched("kern**(\"x\")")).toEqual(['kernel.trace("x")', 'kernel.function("x")']);
  });

  it("find a point once, however ** can be split", () => {
    expect(matched("t**r**e")).toEqual(["timer.profile"]);
  });

  it("that match nothing say so", () => {
    expect(mismatch("syscall.x*")).toMatchObject({ id: "no-wildcard-match", message: "nothing in 'syscall' matches 'x*'" });
  });
});

describe("aliases", () => {
  const aliases = `
    probe vm.pagefault = kernel.function("f") { }
    probe vm.pagefault.return = kernel.function("f").return { }
    probe vm.other = begin { }
  `;

  it("match by name, beside families", () => {
    expect(matched("vm.pagefault", aliases)).toEqual(["alias vm.pagefault"]);
    expect(matched("vm.*", aliases)).toEqual(["alias vm.pagefault", "alias vm.other"]);
  });

  it("take a suffix, but only where nothing matches in full, and the longest alias counts", () => {
    expect(matched("vm.other.return", aliases)).toEqual(["alias vm.other+return"]);
    expect(matched("vm.pagefault.return", aliases)).toEqual(["alias vm.pagefault.return"]);
    expect(matched("vm.pagefault.return.maxactive(10)", aliases)).toEqual(["alias vm.pagefault.return+maxactive"]);
    expect(matched("vm.*.return", aliases)).toEqual(["alias vm.pagefault.return"]);
    expect(matched("vm.*.call", aliases)).toEqual(["alias vm.pagefault+call", "alias vm.other+call"]);
  });

  it("of two names match by either", () => {
    const two = "probe a.one = a.two = begin { }";
    expect(matched("a.*", two)).toEqual(["alias a.one", "alias a.two"]);
  });
});

describe("suggestions", () => {
  it("are whole points, nearest first", () => {
    expect(mismatch("beginn")).toMatchObject({
      id: "unknown-probe-point",
      message: "no probe point begins with 'beginn'",
      hints: ["did you mean 'begin'?"],
    });
    expect(mismatch("timer.profle").hints).toEqual(["did you mean 'timer.profile'?"]);
    expect(mismatch("tiemr.ms(5)").hints).toEqual(["did you mean 'timer.ms(number)' or 'timer.s(number)'?"]);
  });

  it("fall back on the first word, and on words for wildcards", () => {
    expect(mismatch("syscal.something_long").hints).toEqual(["did you mean 'syscall'?"]);
    expect(mismatch("sycall.*").hints).toEqual(["did you mean 'syscall'?"]);
  });

  it("come from packages that aren't loaded, too", () => {
    const far = new PointMatcher([], [], frozenTarget(), ["scsi.iodone"]);
    const { points } = parseProbePoints(new Source("<input>", "scsi.iodon"));
    const result = far.match(points[0]!);
    expect(result.kind === "mismatch" && result.mismatch.hints).toEqual(["did you mean 'scsi.iodone'?"]);
  });

  it.each([
    ["vm.pagefualt", "'vm' has no 'pagefualt'", 3],
    ["vm.mmap.x", "'vm.mmap' has no 'x'", 8],
    ["vm", "probe point 'vm' is incomplete", 0],
    ["vmm.mmap", "no probe point begins with 'vmm'", 0],
    ['vm.mmap("x")', "no probe point begins with 'vm'", 0],
  ] as const)("of those, %s is told which word is wrong, or that one is missing", (text, message, start) => {
    const far = new PointMatcher([], [], frozenTarget(), ["vm.pagefault", "vm.mmap"]);
    const result = far.match(parseProbePoints(new Source("<input>", text)).points[0]!);
    expect(result.kind === "mismatch" && [result.mismatch.message, result.mismatch.span.start]).toEqual([message, start]);
  });

  it("leave out what is a tapset's own", () => {
    expect(mismatch("__vm.pagefalt", "probe __vm.pagefault = begin {}").hints).toEqual([]);
  });

  it("say what may follow when nothing near was meant, and where everything is listed", () => {
    expect(mismatch("kernel.xyzzy").hints[0]).toContain("kernel.trace(string)");
    expect(mismatch("xyzzy").hints).toEqual(["list what there is with: tapset --dump-probe-types"]);
  });

  it("tell an incomplete point what may follow, and a complete one that nothing may", () => {
    expect(mismatch("kernel")).toMatchObject({ id: "incomplete-probe-point" });
    expect(mismatch("kernel").hints[0]).toContain("kernel.trace(string)");
    expect(mismatch("begin.foo")).toMatchObject({ id: "extra-component", hints: ["leave out '.foo'"] });
  });
});

describe("forms", () => {
  it("lists what a point's names match, literals aside", () => {
    const { points } = parseProbePoints(new Source("<input>", "timer.*"));
    expect(matcher().forms(points[0])).toEqual(["timer.ms(number)", "timer.s(number)", "timer.profile"]);
    expect(matcher().forms()).toContain("syscall.openat.return");
  });
});
