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
    ["of a size known then, in a string", 'n = pid() > 0; println(sprintf("[%.*m|%.*M]", n + 2, at, n + 8, at) . "<", sprintf("%.*m", n - 3, at))', "[mem|6d656d6f7279000000]<m\n"],
    ["of a size known then, in a string, which ends at a byte 0", 'n = pid() > 0; s = sprintf("[%.*m]", n + 8, at); println(strlen(s), s)', "7[memory\n"],
    ["in a field of a size known then, in a string", 'n = pid() > 0; s = sprintf("[%*.*m][%-*.*m][%*.2M][%*.*m][%-*.1m]", n + 5, n + 1, at, n + 3, n, at, n + 5, at, -5, 2, at, n - 5, at); println(s == "[    me][m   ][  6d65][me   ][m   ]")', "1\n"],
    ["of a size known then, in a string, or is an error", 'try { s = sprintf("%.*m", pid() > 0, 16); println(s) } catch (m) { println(m) }', "kernel read fault at 0x0000000000000010\n"],
    ["of more than is written out, in a string", 's = sprintf("%.300m", at); println(s == "memory"); println(strlen(sprintf("%.200M", at)))', "1\n400\n"],
    ["of the process, with #", 'try { printf("%#.4m", 16) } catch (m) { println(m) }', "user read fault at 0x0000000000000010\n"],
  ])("%s", async (_title, body, output) => {
    expect((await printed(body)).output).toBe(output);
  });
});
