import { DEFAULT_LIMITS } from "@tapset/compiler";
import { describe, expect, it } from "vitest";
import { CommandError } from "../src/exit-status.js";
import { readLimits } from "../src/limits.js";

const defines = (...pairs: readonly string[]): ReadonlyMap<string, string> =>
  new Map(pairs.map((pair) => pair.split("=") as [string, string]).map(([name, value = "1"]) => [name, value]));

describe("the limits that -D sets", () => {
  it("are stap(1)'s without", () => {
    expect(readLimits(new Map())).toEqual({ limits: DEFAULT_LIMITS, overload: { thresholdNs: 5e8, intervalNs: 1e9 }, notes: [] });
  });

  it("are taken one by one", () => {
    const { limits, overload, notes } = readLimits(defines("MAXSTRINGLEN=64", "MAXERRORS=0x10", "STP_OVERLOAD_THRESHOLD=100000000", "STP_OVERLOAD_INTERVAL=200000000"));
    expect(limits).toEqual({ ...DEFAULT_LIMITS, MAXSTRINGLEN: 64, MAXERRORS: 16 });
    expect(overload).toEqual({ thresholdNs: 1e8, intervalNs: 2e8 });
    expect(notes).toEqual([]);
  });

  it("let interruptible handlers act ten times as often, unless they are limited themselves", () => {
    expect(readLimits(defines("MAXACTION=7")).limits).toMatchObject({ MAXACTION: 7, MAXACTION_INTERRUPTIBLE: 70 });
    expect(readLimits(defines("MAXACTION=7", "MAXACTION_INTERRUPTIBLE=8")).limits).toMatchObject({ MAXACTION_INTERRUPTIBLE: 8 });
  });

  it("can be lifted where they are about time", () => {
    expect(readLimits(defines("STP_NO_OVERLOAD")).overload).toBeUndefined();
    const { limits, overload } = readLimits(defines("MAXACTION=7", "MAXNESTING=8"), true);
    expect(overload).toBeUndefined();
    expect(limits.MAXACTION).toBeGreaterThan(4_000_000);
    expect(limits.MAXACTION_INTERRUPTIBLE).toBeGreaterThan(4_000_000);
    expect(limits.MAXNESTING).toBe(8);
  });

  it.each(["MAXACTION=0", "MAXACTION=x", "MAXSTRINGLEN=1e2", "STP_OVERLOAD_INTERVAL=1", "MAXERRORS=-1", "MAXNESTING="])("%s is refused", (pair) => {
    expect(() => readLimits(defines(pair))).toThrow(CommandError);
  });

  it.each(["MAXTRYLOCK", "MAXSKIPPED", "MAXBACKTRACE", "MAPHASHBIAS", "MINSTACKSPACE", "MAXUPROBES", "KRETACTIVE", "STP_MAXMEMORY", "STP_PROCFS_BUFSIZE", "INTERRUPTIBLE"])(
    "%s, which has nothing to limit, is said to have no effect, and why",
    (name) => {
      const [note = "", ...others] = readLimits(defines(`${name}=5`)).notes;
      expect(note).toMatch(new RegExp(`^-D ${name} has no effect: (?!there is no such limit)`));
      expect(others).toEqual([]);
    },
  );

  it("that nobody knows are said to have no effect", () => {
    expect(readLimits(defines("MAXSTRINGLENGTH=5")).notes).toEqual(["-D MAXSTRINGLENGTH has no effect: there is no such limit"]);
  });
});
