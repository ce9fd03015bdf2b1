import { memberLoad, type Builder, type Intrinsic, type LongExpr } from "@tapset/core";

/** The kernel's MAX_RT_PRIO: priorities of ordinary tasks begin here. */
const MAX_RT_PRIO = 100;
/** The priority of an ordinary task whose nice value is 0. */
const DEFAULT_PRIO = 120;

type Path = readonly (string | number)[];

/**
 * A number as a task. Only the current task, written in the call itself, is a pointer that the verifier knows everywhere
 * (and can be read under lockdown=confidentiality): a variable may hold another in the next turn of a loop.
 */
export function asTask(builder: Builder, task: LongExpr): LongExpr {
  const ctype = builder.target.btf?.byName("struct", "task_struct");
  return { ...task, ...(ctype && { ctype }), trusted: task.op === "environment" && task.trusted === true };
}

interface Row {
  readonly name: string;
  readonly doc: string;
  readonly path: Path;
  /** What the kernel's number becomes. */
  readonly adjust?: (builder: Builder, value: LongExpr) => LongExpr;
}

const minus = (offset: number) => (builder: Builder, value: LongExpr) => builder.binary("sub", value, offset);

const rows: readonly Row[] = [
  { name: "task_pid", doc: "the process id of a task", path: ["tgid"] },
  { name: "task_tid", doc: "the thread id of a task", path: ["pid"] },
  { name: "task_parent", doc: "the task_struct of a task's parent", path: ["real_parent"] },
  { name: "task_uid", doc: "the real user id of a task", path: ["cred", "uid", "val"] },
  { name: "task_gid", doc: "the real group id of a task", path: ["cred", "gid", "val"] },
  { name: "task_euid", doc: "the effective user id of a task", path: ["cred", "euid", "val"] },
  { name: "task_egid", doc: "the effective group id of a task", path: ["cred", "egid", "val"] },
  { name: "task_prio", doc: "the priority of a task as the kernel shows it: 20 with nice value 0, less is more urgent", path: ["prio"], adjust: minus(MAX_RT_PRIO) },
  { name: "task_nice", doc: "the nice value of a task, -20 to 19", path: ["static_prio"], adjust: minus(DEFAULT_PRIO) },
  { name: "task_cpu", doc: "the CPU a task runs on or ran on last", path: ["thread_info", "cpu"] },
  { name: "task_exe_file", doc: "the struct file of a task's program", path: ["mm", "exe_file"] },
  { name: "task_cwd_path", doc: "the struct path of a task's current directory", path: ["fs", "pwd"] },
  { name: "task_max_file_handles", doc: "how many file descriptors a task's table has room for", path: ["files", "fdt", "max_fds"] },
];

/** What a task_struct says. Its address is that of task_current(), pid2task(…), or a probe's. */
export const taskFunctions: readonly Intrinsic[] = [
  ...rows.map(
    ({ name, doc, path, adjust = (_builder, value) => value }): Intrinsic => ({
      name,
      parameters: [{ name: "task", type: "long" }],
      returns: "long",
      doc,
      purity: "reads",
      lower: (builder, task) => adjust(builder, readTask(builder, task as LongExpr, path)),
    }),
  ),
  {
    name: "task_state",
    parameters: [{ name: "task", type: "long" }],
    returns: "long",
    doc: "a task's state: TASK_RUNNING 0, TASK_INTERRUPTIBLE 1, TASK_UNINTERRUPTIBLE 2, TASK_STOPPED 4, TASK_TRACED 8, EXIT_DEAD 16, EXIT_ZOMBIE 32",
    purity: "reads",
    lower: (builder, task) => {
      const [exit, state] = ["exit_state", "__state"].map((field) => readTask(builder, task as LongExpr, [field]));
      return builder.select(builder.compare("ne", exit!, builder.constant(0)), exit!, state!);
    },
  },
  {
    name: "task_execname",
    parameters: [{ name: "task", type: "long" }],
    returns: "string",
    doc: "the name of a task's program, at most 15 bytes",
    purity: "reads",
    lower: (builder, task) => builder.loadString(readTask(builder, task as LongExpr, ["comm"]), "kernel", builder.text(""), 15),
  },
];

/** A field of a task. */
export function readTask(builder: Builder, task: LongExpr, path: Path): LongExpr {
  // A pointer that's kept is a number to the verifier, as far as anybody can tell here.
  return { ...memberLoad(builder, asTask(builder, task), ...path), trusted: false };
}
