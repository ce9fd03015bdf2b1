import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import context from "../src/index.js";
import { builderFor, lowerValue, offsetOf, refusal, valueOf, type Machine } from "./workbench.js";

const kernel = builderFor("kernel");
const session = builderFor("session");
const TASK = 0x1000n;
const PARENT = 0x5000n;
const CRED = 0x9000n;

/** Process 4000, thread 4001, of user 1000 and group 100 (effective 0 and 50), child of process 33. */
const machine: Machine = {
  environment: { pid_tgid: (4000n << 32n) | 4001n, uid_gid: (100n << 32n) | 1000n, cpu: 3n, target: 77n, task: TASK },
  memory: new Map([
    [TASK + offsetOf("task_struct", "real_parent"), PARENT],
    [PARENT + offsetOf("task_struct", "tgid"), 33n],
    [TASK + offsetOf("task_struct", "cred"), CRED],
    [CRED + offsetOf("cred", "euid"), 0n],
    [CRED + offsetOf("cred", "egid"), 50n],
  ]),
  host: { process_euid: 7n, process_egid: 8n, process_ppid: 9n },
};

describe("in kernel handlers", () => {
  it.each([
    ["pid", 4000n],
    ["tid", 4001n],
    ["uid", 1000n],
    ["gid", 100n],
    ["euid", 0n],
    ["egid", 50n],
    ["ppid", 33n],
    ["cpu", 3n],
    ["target", 77n],
    ["task_current", TASK],
  ])("%s() is %i", (name, value) => {
    expect(valueOf(kernel, name, machine)).toBe(value);
  });

  it("ids beyond 31 bits stay positive", () => {
    const high: Machine = { environment: { uid_gid: (0xffff_fffen << 32n) | 0xffff_fffdn } };
    expect(valueOf(kernel, "uid", high)).toBe(0xffff_fffdn);
    expect(valueOf(kernel, "gid", high)).toBe(0xffff_fffen);
  });

  it("follow the task by plain loads, which the verifier checks", () => {
    const ppid = lowerValue(kernel, "ppid");
    expect(ppid).toMatchObject({ op: "load", access: "typed", onFault: "zero", address: { op: "load", access: "typed", trusted: true } });
    expect(lowerValue(kernel, "task_current")).toMatchObject({ trusted: true });
  });

  it("names have at most 15 bytes", () => {
    expect(lowerValue(kernel, "execname")).toMatchObject({ op: "comm", bound: 15 });
    const parent = lowerValue(kernel, "pexecname");
    expect(parent).toMatchObject({ op: "load-string", access: "kernel", bound: 15, fallback: { text: "" } });
  });
});

describe("in session handlers", () => {
  it("ids are the session's own", () => {
    expect(valueOf(session, "pid", machine)).toBe(4000n);
    expect([valueOf(session, "euid", machine), valueOf(session, "egid", machine), valueOf(session, "ppid", machine)]).toEqual([7n, 8n, 9n]);
    expect(lowerValue(session, "execname")).toMatchObject({ op: "comm" });
    expect(lowerValue(session, "pexecname")).toMatchObject({ op: "host", name: "process_pexecname" });
  });

  it("the current task is the session's", () => {
    expect(lowerValue(session, "task_current")).toMatchObject({ op: "environment", name: "task" });
  });

  it("the session's own functions say who it is", () => {
    const ask = (name: string) => context.host[name]?.({ exit: () => undefined, write: () => undefined });
    expect(ask("process_euid")).toBe(BigInt(process.geteuid!()));
    expect(ask("process_egid")).toBe(BigInt(process.getegid!()));
    expect(ask("process_ppid")).toBe(BigInt(process.ppid));
    expect(ask("process_pexecname")).toBe(readFileSync(`/proc/${process.ppid}/comm`, "latin1").trimEnd());
  });
});
