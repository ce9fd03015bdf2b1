import { needs, toldSession } from "@tapset/testkit";
import { expect } from "vitest";
import { program, vmTapsets as tapsets } from "./vm-tapsets.js";

needs("tp-btf", "ring-buffer", "perl").it("what a process asks for its address space is seen as it asks, in order", async () => {
  const script = `
    probe vm.mmap, vm.munmap, vm.brk { if (pid() == target()) printf("%s %x %d\\n", name, address, length) }`;
  const { told, seen, messages } = await toldSession(script, program("mappings"), { tapsets });
  expect(messages).toBe("");
  const [first] = told;
  // What perl needs for itself comes before, and what it needs to end after.
  const begin = seen.lastIndexOf(first!);
  expect(seen.slice(begin, begin + told.length)).toEqual(told);
});
