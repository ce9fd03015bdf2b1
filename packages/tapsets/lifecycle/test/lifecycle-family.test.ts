import { fileURLToPath } from "node:url";
import type { DerivedProbe, SessionSite } from "@tapset/core";
import { frozenTarget } from "@tapset/target";
import { derivePoint } from "@tapset/testkit";
import { describe, expect, it } from "vitest";
import { lifecycleFamily } from "../src/index.js";

const target = frozenTarget(fileURLToPath(new URL("../../../engine/target/frozen/linux-6.18-x86_64", import.meta.url)));

function probesOf(text: string): readonly DerivedProbe[] {
  const outcome = derivePoint(lifecycleFamily, text, target);
  if (outcome.kind !== "probes") throw new Error(`${text}: ${outcome.kind}`);
  return outcome.probes;
}

function siteOf(text: string): SessionSite {
  const [probe] = probesOf(text);
  if (probe?.site.where !== "session") throw new Error(`${text} doesn't fire in the session`);
  return probe.site;
}

function mismatchOf(text: string): string | undefined {
  const outcome = derivePoint(lifecycleFamily, text, target);
  return outcome.kind === "mismatch" ? outcome.mismatch.id : undefined;
}

describe("derive", () => {
  it.each([
    ["begin", "begin", 0],
    ["begin(5)", "begin", 5],
    ["begin(-3)", "begin", -3],
    ["end", "end", 0],
    ["end(1000)", "end", 1000],
    ["error", "error", 0],
    ["error(-1)", "error", -1],
    ["never", "never", 0],
  ])("gives %s the phase %s and order %i", (text, phase, order) => {
    expect(siteOf(text)).toEqual({ where: "session", phase, order });
  });

  it("keeps the point as it's written, for pp()", () => {
    expect(probesOf("begin(-3)").map(({ point }) => point)).toEqual(["begin(-3)"]);
    expect(probesOf("error").map(({ point }) => point)).toEqual(["error"]);
  });

  it("needs nothing of the kernel and offers no context variable", () => {
    for (const text of ["begin", "end(2)", "error", "never"]) {
      const [probe] = probesOf(text);
      expect(probe?.needs).toEqual([]);
      expect(probe?.entry).toBeUndefined();
      expect(probe?.scope.list()).toEqual([]);
      expect(probe?.scope.lookup("$x")).toBeUndefined();
    }
  });

  it("orders the whole range of sequence numbers", () => {
    const numbers = [2n ** 63n - 1n, 2n ** 32n, 1n, 0n, -1n, -(2n ** 32n), -(2n ** 63n) + 1n];
    const orders = numbers.map((number) => siteOf(`begin(${number})`).order);
    expect(orders).toEqual([...new Set(orders)].sort((a, b) => b - a));
  });
});

describe("patterns", () => {
  it("take a sequence number where there is an order, and nothing else", () => {
    expect(mismatchOf("never(1)")).toBe("extra-literal");
    expect(mismatchOf('begin("first")')).toBe("wrong-literal-type");
    expect(mismatchOf("begin.return")).toBe("extra-component");
    expect(mismatchOf("begni")).toBe("unknown-probe-point");
  });

  it("match wildcards without a literal once each", () => {
    expect(probesOf("*").map(({ point }) => point)).toEqual(["begin", "end", "error", "never"]);
    expect(probesOf("e*(7)").map(({ point }) => point)).toEqual(["end(7)", "error(7)"]);
  });
});
