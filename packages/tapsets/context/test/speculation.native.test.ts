import { readFileSync } from "node:fs";
import kernel from "@tapset/kernel";
import lifecycle from "@tapset/lifecycle";
import { madeTapset, needs, nativeSession } from "@tapset/testkit";
import { expect } from "vitest";
import context from "../src/index.js";

const need = needs("perf-tracepoint", "ring-buffer", "read-user");

const scripts = [{ name: "speculation.stp", text: readFileSync(new URL("../speculation.stp", import.meta.url), "utf8") }];
const tapsets = [madeTapset({ name: "context", module: context, scripts }), ...Object.entries({ kernel, lifecycle }).map(([name, module]) => madeTapset({ name, module }))];

need.it("what a call did is printed when it's known how it ended, by whatever handler knows", async () => {
  const script = `
    global ids, last
    probe kernel.trace("syscalls:sys_enter_rmdir") {
      if (pid() != target()) next
      ids[tid()] = speculation()
      speculate(ids[tid()], sprintf("removing %s", user_string_nofault($pathname)))
    }
    probe kernel.trace("syscalls:sys_exit_rmdir") {
      if (!(tid() in ids)) next
      id = ids[tid()]
      delete ids[tid()]
      speculate(id, sprintf(": %s\\n", errno_str($ret)))
      if (errno_str($ret) == "ENOTDIR") commit(id)
      else if (!last++) discard(id)
      else last = id
    }
    probe end { println("at the end") if (last > 1) commit(last) }`;
  const command = "exec perl -e 'rmdir for qw(/nowhere /etc/passwd /nothing)'";
  const { output, messages, summary } = await nativeSession(script, { tapsets, command });
  expect({ output, messages }).toEqual({ output: "removing /etc/passwd: ENOTDIR\nat the end\nremoving /nothing: ENOENT\n", messages: "" });
  expect(summary.speculations).toEqual({ held: 6n, committed: 4n, discarded: 2n, undecided: 0n, dropped: 0n });
  expect(summary.losses).toEqual([]);
});
