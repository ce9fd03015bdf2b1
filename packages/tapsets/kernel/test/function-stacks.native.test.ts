import context from "@tapset/context";
import lifecycle from "@tapset/lifecycle";
import { madeTapset, needs, nativeSession } from "@tapset/testkit";
import { expect } from "vitest";
import kernel from "../src/index.js";

const tapsets = Object.entries({ context, kernel, lifecycle }).map(([name, module]) => madeTapset({ name, module }));

needs("fentry", "fexit", "kprobe", "kretprobe", "kernel-addresses", "ring-buffer").describe("the stack where a function is probed", () => {
  const written = 'printf("%d %s %s %s", caller_addr() == stack(LEVEL), caller(), probefunc(), probemod()) println("") print_backtrace()';
  const cases = [
    ['kernel.function("vfs_write")', 1],
    ['kernel.function("vfs_write").return', 0],
    ['kprobe.function("vfs_write")', 1],
    ['kprobe.function("vfs_write").return', 0],
  ] as const;

  for (const [point, level] of cases) {
    needs("fentry").it(`${point}: begins with it, or with what it returns to, however it's attached`, async () => {
      const script = `probe ${point} { if (pid() == target()) { ${written.replace("LEVEL", String(level))} } }`;
      const { output, messages } = await nativeSession(script, { tapsets, command: "printf abc > /dev/null" });
      expect(messages).toBe("");
      const [first, ...stack] = output.split("\n").slice(0, -1);
      expect(first).toMatch(/^1 ksys_write 0xffffffff[0-9a-f]{8} vfs_write kernel$/);
      const names = stack.map((line) => / : (\w+)\+/.exec(line)?.[1]);
      expect(names.slice(0, 2 + level)).toEqual([...(level === 1 ? ["vfs_write"] : []), "ksys_write", "do_syscall_64"]);
    });
  }
});
