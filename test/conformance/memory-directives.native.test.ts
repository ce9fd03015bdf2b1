import { spawnSync } from "node:child_process";
import { nativeSession, needs } from "@tapset/testkit";
import { expect, it } from "vitest";
import { tapsets } from "./row-script.js";

/** Runs a handler once, where a process of ours ends whose comm is `memory`. `at` is the address of that text. */
async function printed(body: string): Promise<{ readonly output: string; readonly messages: string }> {
  const script = `probe kernel.trace("sched_process_exit") {
    if (execname() != "memory") next
    at = &@cast(task_current(), "task_struct")->comm
    ${body}
  }`;
  const workload = (): void => {
    expect(spawnSync("/bin/sh", ["-c", "printf memory > /proc/$$/comm; exit 0"]).status).toBe(0);
  };
  return nativeSession(script, { tapsets, workload });
}

needs("raw-tracepoint", "tp-btf", "ring-buffer", "read-kernel").describe("memory is printed", () => {
  it.each([
    ["as it is", 'printf("%m|%.4m|%.6m", at, at, at)', "m|memo|memory"],
    ["with the bytes 0 in it", 'printf("%.8m|", at)', "memory\0\0|"],
    ["in hexadecimal", 'printf("%M|%.3M|%.8M", at, at, at)', "6d|6d656d|6d656d6f72790000"],
    ["in a field", 'printf("[%6.2m][%-6.2m][%6.2M][%-6.2M][%2.4m]", at, at, at, at, at)', "[    me][me    ][  6d65][6d65  ][memo]"],
    ["in a string, which ends at a byte 0", 's = sprintf("%.8m|", at); println(strlen(s), s); println(sprintf("%.3M", at) == "6d656d")', "6memory\n1\n"],
    ["or is an error", 'try { printf("%.4m", 16) } catch (m) { println(m) }', "kernel read fault at 0x0000000000000010\n"],
    ["of a size known then", 'n = pid() > 0; printf("%.*m|%.*m|%.*M|%.*m|", n + 2, at, n + 8, at, n + 1, at, n - 3, at)', "mem|memory\0\0\0|6d65|m|"],
    ["in a field of a size known then", 'n = pid() > 0; printf("[%*.*m][%-*.*m][%*.2M][%*.*m][%-*.1m]", n + 5, n + 1, at, n + 3, n, at, n + 5, at, -5, 2, at, n - 5, at)', "[    me][m   ][  6d65][me   ][m   ]"],
    ["of a size known then, or is an error", 'try { printf("%.*M", pid() > 0, 16) } catch (m) { println(m) }', "kernel read fault at 0x0000000000000010\n"],
    ["of the process, with #", 'try { printf("%#.4m", 16) } catch (m) { println(m) }', "user read fault at 0x0000000000000010\n"],
  ])("%s", async (_title, body, output) => {
    expect((await printed(body)).output).toBe(output);
  });
});
