import { spawn } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { needs, nativeSession, type NativeOptions } from "@tapset/testkit";
import { describe, expect, it, vi } from "vitest";
import { contextTapsets as tapsets } from "./context-tapsets.js";

const typed = needs("tp-btf", "ring-buffer");
const reads = needs("tp-btf", "ring-buffer", "read-kernel");

async function output(script: string, options: NativeOptions = {}): Promise<string> {
  return (await nativeSession(script, { ...options, tapsets })).output;
}

const inSession = (body: string, options: NativeOptions = {}): Promise<string> => output(`probe begin { ${body} exit() }`, options);

/** What a handler prints when a program called `name` is run by the command. */
const whenRun = (name: string, body: string, command: string, options: NativeOptions = {}): Promise<string> =>
  output(`probe kernel.trace("sched:sched_process_exec") { if (execname() == "${name}" && target_set_pid(pid())) { ${body} } }`, { ...options, command });

const namespaceOf = (word: string, pid: number | "self" = "self"): string => String(statSync(`/proc/${pid}/ns/${word}`).ino);
const words = ["mnt", "net", "uts", "ipc", "cgroup", "time", "user"];

const numbers = 'ns_pid(), ns_tid(), ns_ppid(), ns_pgrp(), ns_sid(), ns_uid(), ns_euid(), ns_gid(), ns_egid()';
const format = '"%d %d %d %d %d %d %d %d %d\\n"';

describe("in the session", () => {
  it("ids are its own, as it sees them", async () => {
    const [, pgrp, sid] = readFileSync("/proc/self/stat", "latin1").replace(/^.*\) . /s, "").split(" ");
    const [uid, gid] = [process.getuid!(), process.getgid!()];
    expect(await inSession(`printf(${format}, ${numbers})`)).toBe([process.pid, process.pid, process.ppid, pgrp, sid, uid, process.geteuid!(), gid, process.getegid!()].join(" ") + "\n");
  });

  it("namespaces are its own", async () => {
    const calls = ["pid", ...words].map((word) => `${word}_namespace()`).join(', " ", ');
    expect(await inSession(`println(${calls})`)).toBe(["pid", ...words].map((word) => namespaceOf(word)).join(" ") + "\n");
  });

  it("in namespaces it isn't in it has no process id, and is a user of theirs", async () => {
    await withSleeper(async (namespacesOf) => {
      expect(await inSession('println(ns_pid(), " ", ns_uid(), " ", ns_gid())', { namespacesOf })).toBe("0 7 65534\n");
    });
  });
});

/** Does something while a process sleeps in namespaces of its own, where this user is number 7 and its group nobody's. */
async function withSleeper(use: (pid: number) => Promise<void>): Promise<void> {
  const unshare = spawn("unshare", ["--pid", "--fork", "--map-user=7", "sleep", "60"], { stdio: "ignore" });
  const children = (): number[] => readFileSync(`/proc/${unshare.pid!}/task/${unshare.pid!}/children`, "latin1").trim().split(" ").filter(Boolean).map(Number);
  await vi.waitFor(() => expect(readFileSync(`/proc/${children()[0]!}/comm`, "latin1")).toBe("sleep\n"), { timeout: 10_000 });
  const [sleeper] = children();
  try {
    await use(sleeper!);
  } finally {
    process.kill(sleeper!, "SIGKILL");
  }
}

typed.describe("in the kernel", () => {
  it("ids in the session's namespaces are those it sees", async () => {
    const line = await whenRun("true", `printf(${format}, ${numbers}) printf("%d %d\\n", target(), pid())`, "/bin/true");
    const [seen, kernels] = line.trim().split("\n").map((each) => each.split(" ").map(Number));
    const [pid, tid, ppid, , sid, ...owners] = seen!;
    expect([pid === tid, ppid, owners]).toEqual([true, process.pid, [process.getuid!(), process.geteuid!(), process.getgid!(), process.getegid!()]]);
    expect(sid).toBe(Number(readFileSync("/proc/self/stat", "latin1").replace(/^.*\) . /s, "").split(" ")[2]));
    expect(kernels![0]).toBe(kernels![1]);
  });

  it("namespaces of a process are what unshare made them", async () => {
    const calls = ["mnt", "net", "uts", "ipc"].map((word) => `${word}_namespace() == task_${word}_namespace(task_current()), " ", ${word}_namespace()`).join(', " ", ');
    const seen = (await whenRun("readlink", `println(${calls})`, "unshare --uts --ipc readlink /proc/self/ns/uts /proc/self/ns/ipc > /dev/null")).trim().split(" ");
    expect([seen[0], seen[2], seen[4], seen[6]]).toEqual(["1", "1", "1", "1"]);
    expect([seen[1], seen[3]]).toEqual([namespaceOf("mnt"), namespaceOf("net")]);
    expect(seen[5]).not.toBe(namespaceOf("uts"));
    expect(seen[7]).not.toBe(namespaceOf("ipc"));
  });

  it("a cgroup's id is its directory's", async () => {
    const script = 'println(cgroup_id(), " ", task_cgroup_id(task_current()), " ", cgroup_namespace())';
    const [id, same, namespace] = (await whenRun("true", script, "/bin/true")).trim().split(" ");
    expect([same, namespace]).toEqual([id, namespaceOf("cgroup")]);
    expect(Number(id)).toBeGreaterThan(0);
  });
});

reads.describe("in other namespaces", () => {
  it("ids are those of --target-namespaces", async () => {
    await withSleeper(async (namespacesOf) => {
      const body = 'printf("%d %d %d %d %d %d\\n", ns_pid(), task_ns_tid(task_current()), ns_uid(), task_ns_euid(task_current()), task_ns_gid(task_current()), pid_namespace())';
      const command = `sh -c 'nsenter --target ${namespacesOf} --pid /bin/true'`;
      const [pid, tid, ...owners] = (await whenRun("true", body, command, { namespacesOf })).trim().split(" ");
      expect([Number(pid) > 1 && Number(pid) < 10, tid, owners]).toEqual([true, pid, ["7", "7", "65534", namespaceOf("pid", namespacesOf)]]);
      // What isn't in them has no process id there.
      expect(await whenRun("true", "println(ns_pid())", "/bin/true", { namespacesOf })).toBe("0\n");
    });
  });

  it("a process has another id than outside", async () => {
    const body = `printf(${format}, ${numbers}) println(pid_namespace() == task_pid_namespace(task_current()), " ", pid_namespace(), " ", pid() == ns_pid())`;
    const [seen, places] = (await whenRun("true", body, "unshare --pid --fork /bin/true")).trim().split("\n");
    // The session sees it by the number it has in the session's own namespace.
    expect(Number(seen!.split(" ")[0])).toBeGreaterThan(1);
    const [same, namespace] = places!.split(" ");
    expect(same).toBe("1");
    expect(namespace).not.toBe(namespaceOf("pid"));
  });
});
