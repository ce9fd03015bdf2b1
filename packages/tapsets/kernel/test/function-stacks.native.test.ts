import context from "@tapset/context";
import lifecycle from "@tapset/lifecycle";
import { madeTapset, needs, nativeSession } from "@tapset/testkit";
import { expect } from "vitest";
import kernel from "../src/index.js";

const tapsets = Object.entries({ context, kernel, lifecycle }).map(([name, module]) => madeTapset({ name, module }));
const functions = needs("fentry", "fexit", "kprobe", "kretprobe", "kernel-addresses", "ring-buffer");

functions.it("experiment", async () => {
  for (const point of ['kernel.function("vfs_write")', 'kernel.function("vfs_write").return', 'kprobe.function("vfs_write")', 'kprobe.function("vfs_write").return']) {
    const script = `probe ${point} { if (pid() == target()) { println(pp()) print_backtrace() println(caller()) println(probefunc(), " ", probemod(), " ", symname(addr())) } }`;
    const { output, messages } = await nativeSession(script, { tapsets, command: "printf abc > /dev/null" });
    console.log(output, messages);
  }
  expect(1).toBe(1);
});
