import { currentTask, memberLoad, type Builder, type Intrinsic, type LongExpr } from "@tapset/core";

const high = (builder: Builder, value: LongExpr) => builder.binary("shr", value, 32);
const low = (builder: Builder, value: LongExpr) => builder.binary("and", value, 0xffffffffn);

interface Row {
  readonly name: string;
  readonly doc: string;
  lower(builder: Builder): LongExpr;
}

/** A field of the current task in kernel handlers, a function of the session's process in session handlers. */
function taskField(name: string, doc: string, path: readonly (string | number)[], host: string): Row {
  return {
    name,
    doc,
    lower: (builder) =>
      builder.engine === "kernel" ? memberLoad(builder, currentTask(builder), ...path) : builder.hostLong(host),
  };
}

/** Of the kernel's enum pid_type. */
const PROCESS_GROUP = 2;
const SESSION = 3;

const longs: readonly Row[] = [
  {
    name: "pid",
    doc: "the id of the current process (what the kernel calls tgid)",
    lower: (builder) => high(builder, builder.environment("pid_tgid")),
  },
  {
    name: "tid",
    doc: "the id of the current thread",
    lower: (builder) => low(builder, builder.environment("pid_tgid")),
  },
  {
    name: "uid",
    doc: "the real user id of the current process",
    lower: (builder) => low(builder, builder.environment("uid_gid")),
  },
  {
    name: "gid",
    doc: "the real group id of the current process",
    lower: (builder) => high(builder, builder.environment("uid_gid")),
  },
  taskField("euid", "the effective user id of the current process", ["cred", "euid", "val"], "process_euid"),
  taskField("egid", "the effective group id of the current process", ["cred", "egid", "val"], "process_egid"),
  taskField("ppid", "the id of the current process's parent", ["real_parent", "tgid"], "process_ppid"),
  taskField("pgrp", "the id of the current process's process group", ["signal", "pids", PROCESS_GROUP, "numbers", 0, "nr"], "process_pgrp"),
  taskField("sid", "the id of the current process's session", ["signal", "pids", SESSION, "numbers", 0, "nr"], "process_sid"),
  { name: "cpu", doc: "the number of the current CPU", lower: (builder) => builder.environment("cpu") },
  { name: "cpuid", doc: "the number of the current CPU, by its old name", lower: (builder) => builder.environment("cpu") },
  { name: "target", doc: "the pid of -c or -x, 0 without either", lower: (builder) => builder.environment("target") },
];

/** Who is running: process, thread, user and CPU numbers, and names. */
export const processFunctions: readonly Intrinsic[] = [
  ...longs.map((row): Intrinsic => ({ ...row, parameters: [], returns: "long", purity: "reads" })),
  {
    name: "execname",
    parameters: [],
    returns: "string",
    doc: "the name of the current process's program, at most 15 bytes",
    purity: "reads",
    lower: (builder) => builder.comm(),
  },
  {
    name: "pexecname",
    parameters: [],
    returns: "string",
    doc: "the name of the parent process's program, at most 15 bytes",
    purity: "reads",
    lower: (builder) =>
      builder.engine === "kernel"
        ? builder.loadString(memberLoad(builder, currentTask(builder), "real_parent", "comm"), "kernel", builder.text(""), 15)
        : builder.hostString("process_pexecname"),
  },
  {
    name: "task_current",
    parameters: [],
    returns: "long",
    doc: "the address of the current task's task_struct",
    purity: "reads",
    lower: (builder) => currentTask(builder),
  },
];
