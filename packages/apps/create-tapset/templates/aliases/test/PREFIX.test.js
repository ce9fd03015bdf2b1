import { runScript, tracepoint } from "@tapset/testkit";
import { describe, expect, it } from "vitest";
import { tapsets } from "./tapsets.js";

/** A made-up process runs a program: what the kernel passes to the tracepoint is placed in made-up memory. */
function exec(path, surroundings) {
  return tracepoint("sched_process_exec", (memory) => [0, 0, memory.structure("linux_binprm", { filename: memory.kernelText(path) })], surroundings);
}

describe("PREFIX.exec", () => {
  it("fires once for each program, with its path and who runs it", async () => {
    const { output, messages } = await runScript('probe PREFIX.exec { printf("%s runs %s\\n", who, path) }', {
      tapsets,
      events: [exec("/bin/ls", { pid: 7, execname: "ls" }), exec("/usr/bin/git", { pid: 8, execname: "git" })],
    });
    expect(output).toBe("ls[7] runs /bin/ls\ngit[8] runs /usr/bin/git\n");
    expect(messages).toBe("");
  });
});
