import { spanText } from "@tapset/language";
import { describe, expect, it } from "vitest";
import { isBeyondKernel } from "../../src/index.js";
import { elaborated, points, problems } from "./workbench.js";

describe("lists of points", () => {
  it("attach each point, one that is listed twice twice", async () => {
    expect(await points("probe begin, end, end {}")).toEqual(["begin", "end", "end"]);
  });

  it("pass an optional point over in silence, and go on", async () => {
    expect(await points('probe kernel.function("gone") ?, end {}')).toEqual(["end"]);
    expect(await points("probe nosuch.thing ?, end {}")).toEqual(["end"]);
  });

  it("end at the first sufficient point that resolves", async () => {
    expect(await points('probe kernel.function("gone") !, begin !, end {}')).toEqual(["begin"]);
    expect(await points("probe begin !, end {} probe never {}")).toEqual(["begin", "never"]);
  });

  it("report every point that doesn't resolve, in one run", async () => {
    expect(await problems('probe kernel.function("gone"), end, nosuch {} probe timer.ms(0) {}')).toEqual([
      "kernel/no-function at <input>:1:7",
      "unknown-probe-point at <input>:1:37",
      "basic/invalid-interval at <input>:1:53",
    ]);
  });

  it("that are all optional leave nothing to probe", async () => {
    expect(await problems("probe nosuch ? {}")).toEqual(["no-probes"]);
  });

  it("keep never, so that its handler is checked", async () => {
    expect(await points("probe never { x = 1 }")).toEqual(["never"]);
  });
});

describe("aliases", () => {
  it("expand until families' points remain", async () => {
    expect(await points("probe a = b.c {} probe b.c = begin, end {} probe a {}")).toEqual(["begin", "end"]);
  });

  it("are refused when they stand for themselves", async () => {
    expect(await problems("probe a = a {} probe a {}")).toEqual(["alias-recursion at <input>:1:11"]);
    expect(await problems("probe a = b {} probe b = a {} probe a {}")).toEqual(["alias-recursion at <input>:1:26"]);
  });

  it("may be used twice on one level", async () => {
    expect(await points("probe a = begin {} probe b = a, a {} probe b {}")).toEqual(["begin", "begin"]);
  });

  it("hand their suffix to each point they stand for", async () => {
    const text = 'probe a = kernel.function("f"), kernel.function("f2") {} probe a.return {}';
    expect(await points(text)).toEqual(['kernel.function("f").return', 'kernel.function("f2").return']);
    expect(await points("probe a.b = timer {} probe a.b.ms(5) {}")).toEqual(["timer.ms(5)"]);
  });

  it("whose suffix nothing takes are told so once, as written", async () => {
    const { diagnostics } = await elaborated('probe a = kernel.function("f"), timer.ms(5) {} probe b = a {} probe b.x {} probe b.y ?, begin {}');
    expect(diagnostics).toMatchObject([{ id: "unknown-probe-point", message: "'b' has no 'x'", chain: [], hints: [] }]);
    expect((await elaborated("probe a = begin, end {} probe a.x {}")).diagnostics).toMatchObject([{ id: "extra-component", hints: ["leave out '.x'"] }]);
    expect((await elaborated("probe a = begin {} probe a.b = end {} probe a.bb {}")).diagnostics).toMatchObject([{ message: "'a' has no 'bb'", hints: ["did you mean 'a.b'?"] }]);
  });

  it("of one name are all meant", async () => {
    expect(await points("probe a = begin {} probe a = end {} probe a {}")).toEqual(["begin", "end"]);
  });

  it("pass ? and ! down through every level", async () => {
    expect(await points("probe a = nosuch, end {} probe a ? {}")).toEqual(["end"]);
    expect(await points("probe a = nosuch, end {} probe b = a {} probe b ! , never {}")).toEqual(["end"]);
    expect(await points("probe a = begin, end {} probe a !, never {}")).toEqual(["begin", "end"]);
    expect(await points("probe a = nosuch {} probe a ?, never {}")).toEqual(["never"]);
  });

  it("end their own list at a sufficient point, not the lists above", async () => {
    expect(await points("probe a = begin !, end {} probe a, never {}")).toEqual(["begin", "never"]);
  });

  it("say through which aliases a point failed", async () => {
    const { diagnostics } = await elaborated("probe a = nosuch {} probe b = a {} probe b {}");
    expect(diagnostics).toHaveLength(1);
    const [error] = diagnostics;
    expect(error!.id).toBe("unknown-probe-point");
    expect(spanText(error!.span!)).toBe("nosuch");
    expect(error!.chain.map(({ message, span }) => [message, span.start])).toEqual([
      ["expanded from alias 'a'", 30],
      ["expanded from alias 'b'", 41],
    ]);
  });

  it("that stand for optional points only, none of which resolves, are unresolved; the reasons are hints", async () => {
    const { diagnostics } = await elaborated('probe a = kernel.function("gone") ?, nosuch ! {} probe a {}');
    expect(diagnostics.map(({ id }) => id)).toEqual(["unresolved-alias"]);
    expect(diagnostics[0]!.hints).toEqual(["no function 'gone'", "no probe point begins with 'nosuch'"]);
  });

  it("with one mistake used by many probes say it once", async () => {
    expect(await problems("probe a = nosuch {} probe a {} probe a {}")).toEqual(["unknown-probe-point at <input>:1:11"]);
  });

  it("have plain names", async () => {
    expect(await problems('probe a("x") = begin {} probe b.* = begin {} probe begin {}')).toEqual([
      "alias-name at <input>:1:7",
      "alias-name at <input>:1:33",
    ]);
  });

  it("come from tapsets, too", async () => {
    const tapsets = { vm: 'probe vm.fault = kernel.function("f") {} probe vm.gone = kernel.function("gone") {}' };
    expect(await points("probe vm.fault {}", { tapsets })).toEqual(['kernel.function("f")']);
    expect(await problems("probe vm.gone {}", { tapsets })).toEqual(["kernel/no-function at vm.stp:1:58"]);
  });
});

describe("wildcards", () => {
  it("expand; errors in single expansions are ignored while one works", async () => {
    expect(await points("probe call.* {}")).toEqual(["call.one", "end"]);
    expect(await points("probe a.x = nosuch {} probe a.y = end {} probe a.* {}")).toEqual(["end"]);
  });

  it("of which nothing works report every reason", async () => {
    expect(await problems('probe a.x = nosuch {} probe a.y = kernel.function("gone") {} probe a.* {}')).toEqual([
      "unknown-probe-point at <input>:1:13",
      "kernel/no-function at <input>:1:35",
    ]);
  });

  it("without a match are errors, unless they are optional", async () => {
    expect(await problems("probe call.x* {}")).toEqual(["no-wildcard-match at <input>:1:12"]);
    expect(await points("probe call.x* ?, end {}")).toEqual(["end"]);
  });

  it("reach across components", async () => {
    expect(await points("probe cal**one {}")).toEqual(["call.one"]);
  });
});

describe("families", () => {
  it("may derive to other points, with alternatives", async () => {
    expect(await points("probe call.two {}")).toEqual(["end"]);
  });

  it("may not derive to themselves", async () => {
    expect(await problems("probe call.loop {}")).toEqual(["derivation-recursion at <call.loop>:1:1"]);
  });

  it("may derive many probes, of which those that work are enough", async () => {
    expect(await points('probe kernel.function("f*") {}')).toEqual(['kernel.function("f1")', 'kernel.function("f2")']);
    const struck = new Set(['kernel.function("f1")']);
    expect(await points('probe kernel.function("f*") {}', { struck })).toEqual(['kernel.function("f2")']);
  });
});

describe("what the kernel lacks", () => {
  it("is told apart from the script's mistakes", async () => {
    const { diagnostics } = await elaborated('probe kernel.function("f") {}', { missing: ["kprobe"] });
    expect(diagnostics).toMatchObject([{ id: "missing-feature", lacks: "kprobe" }]);
    expect(diagnostics[0]!.message).toBe(`probe point 'kernel.function("f")' needs kprobe, which is not available: not in this kernel`);
    expect(isBeyondKernel(diagnostics)).toBe(true);
  });

  it("is told by families, too", async () => {
    const { diagnostics } = await elaborated("probe call.three {}");
    expect(diagnostics).toMatchObject([{ id: "call/no-three", lacks: "three" }]);
  });

  it("counts only when nothing else is wrong", async () => {
    const { diagnostics } = await elaborated("probe call.three, nosuch {}");
    expect(isBeyondKernel(diagnostics)).toBe(false);
    expect(isBeyondKernel([])).toBe(false);
  });

  it("makes alternatives worth trying, and is remembered by an alias without any left", async () => {
    const text = 'probe a = kernel.function("f") !, end ? {} probe a {}';
    expect(await points(text, { missing: ["kprobe"] })).toEqual(["end"]);
    const { diagnostics } = await elaborated('probe a = kernel.function("f") ? {} probe a {}', { missing: ["kprobe"] });
    expect(diagnostics).toMatchObject([{ id: "unresolved-alias", lacks: "kprobe" }]);
  });
});

describe("struck points", () => {
  it("are unresolved: optional ones are passed over, alternatives tried, others errors", async () => {
    const struck = new Set(["begin"]);
    expect(await points("probe begin !, end {}", { struck })).toEqual(["end"]);
    expect(await points("probe begin ?, end {}", { struck })).toEqual(["end"]);
    expect(await problems("probe begin, end {}", { struck })).toEqual(["not-attached at <input>:1:7"]);
  });

  it("can only be optional ones: others say so", async () => {
    const { probes } = await elaborated("probe a = begin {} probe a ?, end !, never {}");
    expect(probes.map(({ derived, optional }) => [derived.point, optional])).toEqual([
      ["begin", true],
      ["end", true],
    ]);
    expect((await elaborated("probe begin {}")).probes[0]!.optional).toBe(false);
  });
});
