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
  expect(seen).toEqual([`oom_kill ${victim!.replace(/ signal 9$/, "")} ${asker}`]);
});
