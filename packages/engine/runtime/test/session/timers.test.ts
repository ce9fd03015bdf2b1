import type { ProbeFamily, StartSpec } from "@tapset/core";
import { createKernel } from "@tapset/sys";
import { describe, expect, it } from "vitest";
import { createSessionTimers } from "../../src/events/session-timers.js";
import { runScript } from "./run-script.js";
import { add, global, long, print, sessionModule } from "./script.js";

const everyMs = 1_000_000n;

/** Starts a timer of the interval the spec says. */
const ticking: ProbeFamily = {
  name: "test",
  patterns: [],
  derive: () => ({ kind: "probes", probes: [] }),
  loadStart: () =>
    Promise.resolve({ start: (host, spec: StartSpec, fire) => host.timer(() => BigInt(String(spec["intervalNs"])), fire) }),
};

describe("timers of a session", () => {
  it("fire in the session until it ends", async () => {
    const n = global(0);
    const count = { type: "long", op: "global", global: n } as const;
    const step = { type: "long", op: "update", yields: "new", update: { place: { global: n, keys: [] }, operator: "add", value: long(1) } } as const;
    const module = sessionModule(
      [
        {
          phase: "events",
          start: { kind: "timer", intervalNs: String(everyMs) },
          body: [
            print("tick "),
            { op: "evaluate", value: step },
            { op: "if", condition: { type: "long", op: "compare", comparison: "ge", left: add(count, long(0)), right: long(3) }, then: [{ op: "exit" }], otherwise: [] },
          ],
        },
      ],
      [n],
    );
    const { summary, stdout } = await runScript(module, { kernel: createKernel, family: () => ticking, interrupts: () => () => undefined });
    expect(stdout).toBe("tick tick tick ");
    expect(summary).toMatchObject({ reason: "exit", status: 0 });
    expect(summary.probes[0]).toMatchObject({ entered: 3n, completed: 3n });
  });

  it("count the ticks that pass while a handler runs, and those that come while none may", () => {
    let now = 0n;
    let readable = (): void => undefined;
    const armed: bigint[] = [];
    let isReady = true;
    let fired = 0;
    const timers = createSessionTimers({
      timers: () =>
        ({
          timer: () => ({ fd: {}, arm: (start: bigint) => armed.push(start), ticks: () => 1, close: () => undefined }),
          watch: (_: unknown, listener: () => void) => {
            readable = listener;
            return { keepAlive: () => undefined, close: () => undefined };
          },
        }) as never,
      clock: { nowNs: () => now },
      isReady: () => isReady,
    });
    const busyNs = [0n, 25n, 0n];
    const source = timers.timer(() => 10n, () => {
      now += busyNs[fired] ?? 0n;
      fired += 1;
    });
    // Due at 10, handled at 12: the next is due at 20 all the same.
    now = 12n;
    readable();
    // Handled at 20 until 45: 30 and 40 are missed, 50 is next.
    now = 20n;
    readable();
    now = 50n;
    isReady = false;
    readable();
    expect(armed).toEqual([10n, 8n, 5n, 10n]);
    expect(fired).toBe(2);
    expect(source.missed()).toBe(3n);
    source.stop();
    readable();
    expect(fired).toBe(2);
  });
});
