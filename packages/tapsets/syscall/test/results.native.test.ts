import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { hostname, release, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import context from "@tapset/context";
import { madeTapset, needs, nativeSession } from "@tapset/testkit";
import { expect } from "vitest";
import syscall from "../src/index.js";

const tapsets = Object.entries({ context, syscall }).map(([name, module]) => madeTapset({ name, module }));
const workload = fileURLToPath(new URL("workloads/results.pl", import.meta.url));

/** The variables that are printed at the return of each call. */
const variables: Readonly<Record<string, readonly string[]>> = {
  "stat,fstat,fstatat,statx,statfs": ["buf_str"],
  clock_getres: ["res_str"],
  setitimer: ["ovalue_str"],
  timerfd_gettime: ["value_str"],
  getrlimit: ["rlim_str"],
  uname: ["name_str"],
  rt_sigprocmask: ["oldset_str"],
  socketpair: ["sv0", "sv1"],
  getsockname: ["name_str", "uaddr_ip", "uaddr_ip_port"],
  poll: ["ufds_returned_str"],
  epoll_wait: ["events_str"],
  recvfrom: ["buf_str", "addr_str"],
  "read,getcwd,times": ["buf_str"],
  getresuid: ["ruid", "euid", "suid"],
  sysinfo: ["info_str"],
  waitid: ["infop_str"],
};

const probes = Object.entries(variables).map(([calls, names]) => {
  const format = names.map((name) => (name.endsWith("str") || name.startsWith("uaddr") ? "%s" : "%d")).join(" ");
  return `probe syscall.{${calls}}.return { if (execname() == "perl" && asked) printf("%s ${format}\\n", name, ${names.join(", ")}) }`;
});

/** Perl itself makes calls before the workload's first, an alarm(0). */
const script = `global asked\nprobe syscall.alarm { if (execname() == "perl") asked = seconds == 0 }\n${probes.join("\n")}`;

needs("tp-btf", "ring-buffer", "read-user", "task-storage").it("what a call has written is told at its return", async () => {
  const folder = mkdtempSync(join(tmpdir(), "tapset-results-"));
  try {
    writeFileSync(join(folder, "f"), "hello world");
    chmodSync(join(folder, "f"), 0o640);
    const { output, messages } = await nativeSession(script, { command: `cd ${folder} && exec perl ${workload} ${folder}`, tapsets, timeoutMs: 60_000 });
    expect(messages).toBe("");
    const lines = output.split("\n").slice(0, -1);
    const owner = `${process.geteuid?.()}, st_gid=${process.getegid?.()}`;
    const port = /^getsockname .* (\d+)$/m.exec(output)?.[1];
    const file = `{st_mode=S_IFREG|0640, st_nlink=1, st_uid=${owner}, st_size=11}`;
    expect(lines).toEqual([
      `stat ${file}`,
      "fstat NULL",
      `newfstatat ${file}`,
      `statx ${file.replaceAll("st_", "stx_")}`,
      expect.stringMatching(/^statfs \{f_type=0x[0-9a-f]+, f_bsize=[1-9]\d*, f_blocks=\d+, f_bfree=\d+, f_bavail=\d+, f_files=\d+, f_ffree=\d+\}$/),
      expect.stringMatching(/^clock_getres \[0\.\d{9}\]$/),
      "setitimer NULL",
      expect.stringMatching(/^setitimer \[0\.000000,(3599|3600)\.\d{6}\]$/),
      "timerfd_gettime [0.000000000,0.000000000]",
      "getrlimit [0,0]",
      expect.stringContaining(`uname {sysname="Linux", nodename="${hostname()}", release="${release()}", version="`),
      "rt_sigprocmask NULL",
      "rt_sigprocmask [SIGUSR1]",
      expect.stringMatching(/^socketpair (\d+) (\d+)$/),
      `getsockname {AF_INET, 127.0.0.1, ${port}} 127.0.0.1 ${port}`,
      expect.stringMatching(/^poll \[\{\d+, POLLIN, POLLIN\}\]$/),
      "epoll_wait [{EPOLLIN, 0x5}]",
      `recvfrom "ping" {AF_INET, 127.0.0.1, ${port}}`,
      'read "whole"',
      String.raw`read "a\000b"`,
      `getcwd "${folder}"`,
      `getresuid ${[0, 0, 0].map(() => process.geteuid?.()).join(" ")}`,
      expect.stringMatching(/^times \{tms_utime=\d+, tms_stime=\d+, tms_cutime=\d+, tms_cstime=\d+\}$/),
      expect.stringMatching(/^sysinfo \{uptime=[1-9]\d*, loads=\[\d+, \d+, \d+\], totalram=[1-9]\d*, freeram=[1-9]\d*, .*procs=[1-9]\d*\}$/),
      expect.stringMatching(/^waitid \{si_signo=SIGCHLD, si_code=CLD_EXITED, si_pid=[1-9]\d*, si_uid=0, si_status=3\}$/),
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
