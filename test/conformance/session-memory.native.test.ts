import { readFileSync } from "node:fs";
import { nativeSession, needs } from "@tapset/testkit";
import { expect, it } from "vitest";
import { tapsets } from "./row-script.js";

/** What a handler of the session prints. */
async function printed(body: string): Promise<string> {
  const { output, messages } = await nativeSession(`probe begin { ${body} exit() }`, { tapsets });
  expect(messages).toBe("");
  return output;
}

/** A field of /proc/self/status. */
function ownStatus(field: string): string {
  return new RegExp(`^${field}:\\s*(\\S+)`, "m").exec(readFileSync("/proc/self/status", "utf8"))?.[1] ?? "";
}

needs("read-kernel", "read-user", "syscall-program").describe("session handlers read memory", () => {
  it("of the kernel: their own task, its members and its parents", async () => {
    expect(await printed('t = task_current() println(task_execname(t), " ", task_parent(t) != 0, " ", @cast(t, "task_struct")->comm$)')).toBe(`${ownStatus("Name")} 1 "${ownStatus("Name")}"\n`);
    expect(await printed("println(task_tid(task_current()) == tid(), task_uid(task_current()))")).toBe(`1${ownStatus("Uid")}\n`);
    expect(await printed('for (t = task_current(); @cast(t, "task_struct")->pid > 1; t = task_parent(t)) steps++; println(steps > 0)')).toBe("1\n");
  });

  it("as it is, in fields and in hexadecimal", async () => {
    const [first = "", second = ""] = ownStatus("Name");
    const hexadecimal = Buffer.from(first + second).toString("hex");
    expect(await printed('at = &@cast(task_current(), "task_struct")->comm printf("%m[%4.2m]%.2M", at, at, at)')).toBe(`${first}[  ${first}${second}]${hexadecimal}`);
  });

  it("of their own process: a text of more bytes than are read at once", async () => {
    const commandLine = readFileSync("/proc/self/cmdline", "latin1").split("\0").slice(0, -1);
    expect(await printed("println(cmdline_str())")).toBe(`${commandLine.join(" ")}\n`.slice(0, 512));
    const environment = readFileSync("/proc/self/environ", "latin1");
    const [first = ""] = environment.split("\0");
    expect(await printed('println(user_string(@cast(task_current(), "task_struct")->mm->env_start))')).toBe(`${first}\n`);
  });
});
