import { closeSync, constants, openSync, readSync } from "node:fs";
import { needs, nativeSession } from "@tapset/testkit";
import { expect, it } from "vitest";
import { contextTapsets as tapsets } from "./context-tapsets.js";

/** The kernel's log, a record a line, as /dev/kmsg has it. */
function kernelLog(): readonly string[] {
  const log = openSync("/dev/kmsg", constants.O_RDONLY | constants.O_NONBLOCK);
  const records: string[] = [];
  const record = Buffer.alloc(8192);
  try {
    for (;;) records.push(record.toString("latin1", 0, readSync(log, record)));
  } catch (error) {
    // EAGAIN: there are no more. EPIPE: older ones were overwritten meanwhile.
    if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
    return records;
  } finally {
    closeSync(log);
  }
}

needs("root").it("a line of printk is in the kernel's log, with its level", async () => {
  const text = `tapset test ${String(process.pid)} ${String(Date.now())}`;
  await nativeSession(`probe begin { printk(6, "${text}") exit() }`, { tapsets, guru: true });
  const [found, ...others] = kernelLog().filter((record) => record.includes(text));
  expect(others).toEqual([]);
  // The level is in the low bits, those above say that a process wrote it.
  expect(Number(/^\d+/.exec(found!)![0]) & 7).toBe(6);
});

it("printk takes guru mode, and both a handler in the session", async () => {
  await expect(nativeSession('probe begin { printk(6, "x") }', { tapsets })).rejects.toThrow(/takes guru mode/);
  await expect(nativeSession('probe kernel.trace("sched:sched_switch") { ftrace("x") }', { tapsets })).rejects.toThrow(/runs in the kernel can't/);
});
