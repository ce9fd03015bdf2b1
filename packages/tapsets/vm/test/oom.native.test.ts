import { needs, toldSession } from "@tapset/testkit";
import { expect } from "vitest";
import { program, vmTapsets as tapsets } from "./vm-tapsets.js";

needs("tp-btf", "ring-buffer", "read-kernel", "root", "perl").it("the victim and who ran out of memory are told when the kernel kills for want of memory", async () => {
  const script = `
    probe vm.oom_kill { if (task_pid(task_parent(task)) == target()) printf("%s hog %d asker %d\\n", name, task_pid(task), pid()) }`;
  const { told, seen, messages } = await toldSession(script, program("oom"), { tapsets });
  expect(messages).toBe("");
  const [victim, asker] = told;
  expect(victim).toMatch(/^hog \d+ signal 9$/);
  const [first, ...others] = seen;
  expect(first).toBe(`oom_kill ${victim!.replace(/ signal 9$/, "")} ${asker}`);
  // While a victim takes its time to die, who asked may ask again, and be the next.
  const again = `oom_kill hog ${asker!.replace("asker ", "")} ${asker}`;
  expect(others.filter((line) => line !== again)).toEqual([]);
});
