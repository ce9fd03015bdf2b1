import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { needs, nativeSession } from "@tapset/testkit";
import { describe, expect, it } from "vitest";
import { contextTapsets as tapsets } from "./context-tapsets.js";

const reads = needs("tp-btf", "ring-buffer", "read-kernel", "read-user");

async function output(script: string, command?: string): Promise<string> {
  return (await nativeSession(script, { tapsets, ...(command !== undefined && { command }) })).output;
}

/** What a handler prints when the target runs its program. */
const atExec = (body: string, command: string): Promise<string> =>
  output(`probe kernel.trace("sched:sched_process_exec") { if (pid() == target()) { task = task_current() ${body} } }`, command);

const inSession = (body: string): Promise<string> => output(`probe begin { ${body} exit() }`);

/** Numbers of this process's /proc/self/stat from behind its name: 0 is the parent's id. */
const stat = readFileSync("/proc/self/stat", "latin1").replace(/^.*\) . /s, "").split(" ");

describe("in the session", () => {
  it("groups and owner are this process's", async () => {
    expect(await inSession('printf("%d %d %d %d\\n", pgrp(), sid(), stp_pid(), is_myproc())')).toBe(`${stat[1]!} ${stat[2]!} ${process.pid} 1\n`);
  });

  it("the time zone is date's", async () => {
    const date = (...args: string[]) => spawnSync("date", args, { encoding: "latin1" }).stdout.trim();
    const west = -60 * Number(date("+%z").replace(/(\d\d)(\d\d)$/, (_all, hours: string, minutes: string) => String(60 * Number(hours) + Number(minutes))));
    expect(await inSession('printf("%d %s|%s\\n", tz_gmtoff(), tz_name(), tz_ctime(741476948))')).toBe(
      `${west === 0 ? 0 : west} ${date("+%Z")}|${date("-d@741476948", "+%a %b %e %T %Y")} ${date("+%Z")}\n`,
    );
  });

  it.each([
    ["msecs_to_string(66851)", "1m6.851s"],
    ["usecs_to_string(66851204)", "1m6.851204s"],
    ["nsecs_to_string(66851204377)", "1m6.851204377s"],
    ["cputime_to_string(66851204377)", "1m6.851s"],
    ["cputime_to_usecs(66851204377)", "66851204"],
    ["bytes_to_string(1023)", " 1023"],
    ["bytes_to_string(1536)", " 1.5K"],
    ["bytes_to_string(12582912)", "12.0M"],
    ["bytes_to_string(322122547200)", " 300G"],
    ["pages_to_string(3)", "12.0K"],
    ["mem_page_size()", "4096"],
    ["remote_id()", "-1"],
    ["remote_uri()", ""],
    ["MAJOR(MKDEV(259, 70000))", "259"],
    ["MINOR(MKDEV(259, 70000))", "70000"],
    ["usrdev2kerndev(0x801) == MKDEV(8, 1)", "1"],
    ["htons(0x0102)", "513"],
    ["htonl(0x01020304) == 0x04030201", "1"],
    ["ntohll(htonll(0x0102030405060708)) == 0x0102030405060708", "1"],
    ["ip_ntop(0x0100007f)", "127.0.0.1"],
  ])("%s is %s", async (call, text) => {
    expect(await inSession(`print(${call})`)).toBe(text);
  });

  it("assertions fail, and can be caught; abort can't", async () => {
    expect(await inSession('assert(1) try { assert(0) } catch (m) { println(m) } try { assert(0, "no") } catch (m) { println(m) }')).toBe("assertion failed\nno\n");
    expect(await inSession('try { println("a") abort() } catch { println("b") } println("c")')).toBe("a\n");
  });

  it("random numbers are below their limit", async () => {
    expect(await inSession("for (i = 0; i < 40; i++) if (randint(3) < 0 || randint(3) > 2) println(i) println(randint(1))")).toBe("0\n");
  });

  it("what waits or harms is refused with its reason", async () => {
    for (const call of ["mdelay(1)", "udelay(1)", 'panic("x")', "dump_stack()", "switch_file()"]) await expect(inSession(call)).rejects.toThrow(/can't be called/);
  });
});

reads.describe("in the kernel", () => {
  it("a symbol has an address, and the address its symbol", async () => {
    expect(await atExec('println(symname(symbol_address("vfs_read")), symbol_address("no such symbol"))', "/bin/true")).toBe("vfs_read0\n");
  });

  it("a process has ancestors", async () => {
    const text = await atExec("println(pstrace(task))", "/bin/true");
    expect(text).toMatch(new RegExp(`^\\S+\\(\\d+\\)( .+\\(\\d+\\))* \\S[^(]*\\(${String(process.pid)}\\)`));
  });

  it("a task is who it is", async () => {
    const body = 'printf("%d %d %d %d %d %s|", task_pid(task) == pid(), task_tid(task) == tid(), task_uid(task), task_egid(task), task_cpu(task) == cpu(), task_execname(task)) printf("%d %d %d %d\\n", task_nice(task), task_prio(task), task_state(task), task_pid(task_parent(task)) == ppid())';
    expect(await atExec(body, "exec nice -n 5 sleep 0")).toMatch(new RegExp(`1 1 ${process.getuid!()} ${process.getegid!()} 1 sleep\\|5 25 0 1\\n$`));
  });

  it("groups are those the target is in", async () => {
    expect(await atExec('printf("%d\\n", sid())', "/bin/true")).toBe(`${stat[2]!}\n`);
  });

  it("tasks are found by their ids, and only they", async () => {
    const body = `printf("%d %d %d %d|%s|%s|\\n", pid2task(pid()) == task, pid2task(1 << 40), pid2task(0), pid2task(-1), pid2execname(${process.ppid}), pid2execname(pid()))`;
    const parent = readFileSync(`/proc/${process.ppid}/comm`, "latin1").trim();
    expect(await atExec(body, "/bin/true")).toBe(`1 0 0 0|${parent}|true|\n`);
  });

  it("ancestry ends with the task itself", async () => {
    expect(await atExec('println(task_ancestry(task, 0))', "/bin/true")).toMatch(/^swapper\/0=>.*=>true\n$/);
  });

  it("arguments and environment are those given", async () => {
    const body = 'if (execname() == "echo") printf("%s|%s|%s|%s|%s|%s|\\n", cmdline_str(), cmdline_arg(2), cmdline_args(1, 2, "+"), cmdline_arg(9), env_var("COLOUR"), env_var("COLO"))';
    expect(await atExec(body, "exec env -i COLOUR=blue /bin/echo a b c > /dev/null")).toBe("/bin/echo a b c|b|a+b||blue||\n");
  });

  it("files are by their paths, across mounts", async () => {
    const body = 'printf("%s %s %s %s %d\\n", fullpath_struct_file(task, current_exe_file()), fullpath_struct_path(task_cwd_path(task)), fullpath_struct_file(task, task_fd_lookup(task, 0)), inode_name(@cast(current_exe_file(), "file")->f_inode), task_fd_lookup(task, 999999))';
    const lines = (await atExec(body, "cd /proc/sys; exec /bin/sleep 0 < /dev/null")).trim().split("\n");
    expect(lines.at(-1)).toBe("/usr/bin/sleep /proc/sys /dev/null sleep 0");
  });

  it("open files are counted", async () => {
    const count = async (redirections: string) => Number((await atExec("println(task_open_file_handles(task))", `exec /bin/sleep 0 ${redirections}`)).trim().split("\n").at(-1));
    expect((await count("7</dev/null 8</dev/null")) - (await count(""))).toBe(2);
  });

  it("one of two is followed as either is", async () => {
    const body = "println((cpu() < 0 ? $p->real_parent : $p)->tgid == pid(), (cpu() < 0 ? $p : $p->real_parent)->tgid == ppid(), (cpu() < 0 ? 0 : $p)->tgid == pid())";
    expect((await atExec(body, "/bin/true")).trim()).toBe("111");
  });

  it("files may be as many as their limit says", async () => {
    expect((await atExec("println(task_rlimit_nofile(task))", "ulimit -S -n 123; exec /bin/true")).trim().split("\n").at(-1)).toBe("123");
  });

  it("memory is what /proc says", async () => {
    const statm = readFileSync(`/proc/1/statm`, "latin1").split(" ").map(Number);
    const [size, txt, data, own] = (await atExec('printf("%d %d %d %d\\n", proc_mem_size(1), proc_mem_txt(1), proc_mem_data(1), proc_mem_size() > 0)', "/bin/true")).trim().split(" ").map(Number);
    expect([size, txt, data, own]).toEqual([statm[0], statm[3], statm[5], 1]);
  });
});
