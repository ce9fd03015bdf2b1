import { needs, nativeSession, toldSession } from "@tapset/testkit";
import { expect, it } from "vitest";
import { processTapsets as tapsets, program } from "./process-tapsets.js";

const traced = needs("tp-btf", "ring-buffer", "perl");
const reading = needs("tp-btf", "ring-buffer", "read-user", "task-storage", "perl");

/** The children that the program tells of, with the wait status of each. */
function childrenIn(told: readonly string[]): readonly { readonly pid: string; readonly code: string }[] {
  return told.flatMap((line) => {
    const [, pid = "", code = ""] = /^child (\d+) code (\d+)$/.exec(line) ?? [];
    return pid === "" ? [] : [{ pid, code }];
  });
}

/** What a script says of a program that has four children. */
async function family(script: string) {
  const { told, seen, messages } = await toldSession(script, program("family"), { tapsets });
  expect(messages).toBe("");
  const children = childrenIn(told);
  expect(children.map(({ code }) => code)).toEqual(["1792", "9", "0", "768"]);
  return { seen, children };
}

traced.describe("the life of processes", () => {
  it("begins in the parent, then in the child", async () => {
    const script = `
      probe process.create { if (pid() == target()) printf("create %d %d\\n", new_pid, new_tid) }
      probe kprocess.create { if (pid() == target()) printf("the same %d\\n", new_pid) }
      probe process.start { if (ppid() == target()) printf("start %d %d\\n", pid(), tid()) }`;
    const { seen, children } = await family(script);
    for (const { pid } of children) {
      expect(seen.filter((line) => line.split(" ").includes(pid)).sort()).toEqual([`create ${pid} ${pid}`, `start ${pid} ${pid}`, `the same ${pid}`]);
    }
    expect(seen).toHaveLength(3 * children.length);
  });

  needs("read-kernel").it("ends with its code, and is let go of after that", async () => {
    const script = `
      global released
      probe process.exit { if (ppid() == target()) printf("exit %d %d\\n", pid(), code) }
      probe process.release {
        if (task_pid(task_parent(task)) != target()) next
        printf("release %d %d %d %s\\n", released_pid, released_tid, pid, task_execname(task))
        if (++released == 4) exit()
      }`;
    const { told, seen } = await toldSession(script, `${program("family")} 60`, { tapsets });
    const children = childrenIn(told);
    expect(seen.filter((line) => line.startsWith("exit "))).toEqual(children.map(({ pid, code }) => `exit ${pid} ${code}`));
    // In any order, and each after its end.
    for (const { pid, code } of children) {
      const released = seen.findIndex((line) => line.startsWith(`release ${pid} ${pid} ${pid} `));
      expect(released).toBeGreaterThan(seen.indexOf(`exit ${pid} ${code}`));
    }
    const [first] = children;
    expect(seen).toContain(`release ${first!.pid} ${first!.pid} ${first!.pid} perl`);
  });

  it("has threads, which belong to the process that begins them", async () => {
    const script = `
      probe process.create { if (pid() == target() && new_tid != new_pid) printf("create %d %d\\n", new_pid == pid(), new_tid) }
      probe process.start { if (pid() == target() && tid() != pid()) printf("start %d\\n", tid()) }
      probe process.exit { if (pid() == target() && tid() != pid()) printf("exit %d\\n", tid()) }`;
    const { output } = await nativeSession(script, { tapsets, command: `exec '${process.execPath}' -e 'new (require("worker_threads").Worker)("", { eval: true })'` });
    const lines = output.split("\n");
    const [, thread] = /^create 1 (\d+)$/m.exec(output) ?? [];
    expect(thread).toBeDefined();
    expect(lines.filter((line) => line.endsWith(` ${thread}`)).map((line) => line.split(" ")[0])).toEqual(["create", "start", "exit"]);
  });
});

reading.it("programs are asked for, and run or don't", async () => {
  const script = `
    probe process.exec { if (ppid() == target()) printf("exec %d %s %s %s %s\\n", pid(), name, filename, args, argstr) }
    probe process.exec_complete { if (ppid() == target()) printf("complete %d %s %d %d %s %s\\n", pid(), name, success, errno, retstr, execname()) }`;
  const { seen, children } = await family(script);
  const [, , other, missing] = children.map(({ pid }) => pid);
  expect(seen.map((line) => line.replace(/, 0x[0-9a-f]+$/, ""))).toEqual([
    `exec ${other} execve /bin/echo ["/bin/echo", "a b", "c"] "/bin/echo", ["/bin/echo", "a b", "c"]`,
    `complete ${other} execve 1 0 0 echo`,
    `exec ${missing} execve /nonexistent ["other", "x"] "/nonexistent", ["other", "x"]`,
    `complete ${missing} execve 0 -2 -2 (ENOENT) perl`,
  ]);
});
