import { describe, expect, it } from "vitest";
import { globMatcher, isPattern, textsOfPattern } from "../src/glob.js";

/** The words a pattern matches. */
function matching(pattern: string, ...words: readonly string[]): readonly string[] {
  return words.filter(globMatcher(pattern));
}

describe("globMatcher", () => {
  it("matches a plain text by itself only", () => {
    expect(matching("sched_switch", "sched_switch", "sched_switch2", "xsched_switch", "SCHED_SWITCH")).toEqual(["sched_switch"]);
    expect(matching("", "", "x")).toEqual([""]);
  });

  it("takes * for any part, ? for one character", () => {
    expect(matching("sched_*", "sched_", "sched_switch", "resched_x")).toEqual(["sched_", "sched_switch"]);
    expect(matching("*wak*", "sched_waking", "wake", "sched")).toEqual(["sched_waking", "wake"]);
    expect(matching("kmallo?", "kmalloc", "kmallo", "kmalloc2")).toEqual(["kmalloc"]);
  });

  it("takes [..] for one of a set, ! and ^ for one not in it", () => {
    expect(matching("[sw]at", "sat", "wat", "bat", "at")).toEqual(["sat", "wat"]);
    expect(matching("[a-c]x", "ax", "cx", "dx", "-x")).toEqual(["ax", "cx"]);
    expect(matching("[!a-c]x", "ax", "dx", "x")).toEqual(["dx"]);
    expect(matching("[^a]x", "ax", "bx")).toEqual(["bx"]);
  });

  it("takes every other character for itself", () => {
    expect(matching("a.b*", "a.b", "axb")).toEqual(["a.b"]);
    expect(matching("(a|b)+?", "(a|b)+x", "ab")).toEqual(["(a|b)+x"]);
    expect(matching("[a*", "[a", "[ab", "a")).toEqual(["[a", "[ab"]);
    expect(matching("^$*", "^$", "x")).toEqual(["^$"]);
  });

  it("matches nothing by a range that runs backwards", () => {
    expect(matching("[z-a]", "a", "z", "[z-a]")).toEqual([]);
  });
});

describe("textsOfPattern", () => {
  it("gives what stands around wildcards", () => {
    expect(textsOfPattern("vfs_*")).toEqual(["vfs_", ""]);
    expect(textsOfPattern("[st]ys_?read*64")).toEqual(["", "ys_", "read", "64"]);
    expect(textsOfPattern("[a*")).toEqual(["[a", ""]);
    expect(textsOfPattern("vfs_read")).toEqual(["vfs_read"]);
  });
});

describe("isPattern", () => {
  it("tells patterns from plain text", () => {
    expect(["a*", "a?", "[a]"].every(isPattern)).toBe(true);
    expect(isPattern("sched:sched_switch")).toBe(false);
  });
});
