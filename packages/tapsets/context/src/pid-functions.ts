import { type Builder, currentTask, type Expr, type Intrinsic, type LongExpr, memberLoad, type Parameter } from "@tapset/core";
import { asTask } from "./task-functions.js";

/** Where a task's ids are, by the number .stp files name them with, and the session's own for session handlers. */
const ids: readonly { readonly path: readonly (string | number)[]; readonly host: string }[] = [
  { path: ["thread_pid"], host: "process_pid" },
  { path: ["signal", "pids", 1], host: "process_pid" },
  { path: ["signal", "pids", 2], host: "process_pgrp" },
  { path: ["signal", "pids", 3], host: "process_sid" },
  { path: ["real_parent", "signal", "pids", 1], host: "process_ppid" },
];

const task: Parameter = { name: "task", type: "long" };
const kind: Parameter = { name: "kind", type: "long" };
const level: Parameter = { name: "level", type: "long" };

const KINDS = "0 of the thread, 1 of its process, 2 of the process group, 3 of the session, 4 of the parent";

function idOf(kindValue: Expr): (typeof ids)[number] {
  const found = kindValue.op === "const" ? ids[Number(kindValue.value)] : undefined;
  if (found === undefined) throw new Error("bug: which id of a task is wanted has to be written out");
  return found;
}

function structPid(builder: Builder, task: LongExpr, kindValue: Expr): LongExpr {
  return memberLoad(builder, task, ...idOf(kindValue).path);
}

/**
 * A member of what an id of a task is in the namespace at a level. The verifier adds no variable to pointers it knows: of
 * them only the outermost namespace can be had. Those below are read as memory, where the kernel lets programs do that.
 */
function atLevel(builder: Builder, task: LongExpr, [kindValue, level]: readonly [Expr, LongExpr], ...member: readonly string[]): LongExpr {
  const isOutermost = builder.compare("eq", level, builder.constant(0));
  const outermost = memberLoad(builder, structPid(builder, task, kindValue), "numbers", 0, ...member);
  if (builder.target.feature("read-kernel").verdict === "no") return builder.select(isOutermost, outermost, builder.constant(0));
  const pid = structPid(builder, { ...task, trusted: false }, kindValue);
  const upid = builder.target.btf?.byName("struct", "upid");
  const stride = upid?.kind === "struct" ? upid.size : 0;
  const shifted = { ...builder.binary("add", pid, builder.binary("mul", level, stride)), ...(pid.ctype && { ctype: pid.ctype }) };
  return builder.select(isOutermost, outermost, memberLoad(builder, shifted, "numbers", 0, ...member));
}

/** A task's ids in the namespaces it has them in, for ns_*. */
export const pidFunctions: readonly Intrinsic[] = [
  {
    name: "_current",
    parameters: [],
    returns: "long",
    doc: "the current task, or 0, which stands for the session in its own handlers",
    purity: "reads",
    lower: (builder) => (builder.engine === "kernel" ? currentTask(builder) : builder.constant(0)),
  },
  {
    name: "_pid_level",
    parameters: [task, kind],
    returns: "long",
    doc: `how many namespaces an id of a task is in besides the outermost: ${KINDS}`,
    purity: "reads",
    lower: (builder, taskValue, kindValue) =>
      builder.engine === "kernel" ? memberLoad(builder, structPid(builder, asTask(builder, taskValue as LongExpr), kindValue), "level") : builder.constant(0),
  },
  {
    name: "_pid_number",
    parameters: [task, kind, level],
    returns: "long",
    doc: `an id of a task in its namespace at a level, 0 being the outermost: ${KINDS}`,
    purity: "reads",
    lower: (builder, taskValue, kindValue, levelValue) =>
      builder.engine === "kernel" ? atLevel(builder, asTask(builder, taskValue as LongExpr), [kindValue, levelValue as LongExpr], "nr") : builder.hostLong(idOf(kindValue).host),
  },
  {
    name: "_pid_namespace",
    parameters: [task, kind, level],
    returns: "long",
    doc: `the namespace at a level of an id of a task, as the inode number of /proc/PID/ns/pid: ${KINDS}`,
    purity: "reads",
    lower: (builder, taskValue, kindValue, levelValue) =>
      builder.engine === "kernel"
        ? atLevel(builder, asTask(builder, taskValue as LongExpr), [kindValue, levelValue as LongExpr], "ns", "ns", "inum")
        : builder.hostLong("own_namespace", builder.text("pid")),
  },
];
