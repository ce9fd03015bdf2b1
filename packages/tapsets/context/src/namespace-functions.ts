import { currentTask, type Intrinsic, type LongExpr, memberLoad } from "@tapset/core";
import { readTask } from "./task-functions.js";

/** Namespaces by the words of /proc/PID/ns, and where a task has them. Those of process ids are in pid-namespaces.stp. */
const namespaces: readonly { readonly word: string; readonly what: string; readonly path: readonly string[] }[] = [
  { word: "mnt", what: "mount", path: ["nsproxy", "mnt_ns", "ns", "inum"] },
  { word: "net", what: "network", path: ["nsproxy", "net_ns", "ns", "inum"] },
  { word: "uts", what: "host name", path: ["nsproxy", "uts_ns", "ns", "inum"] },
  { word: "ipc", what: "System V IPC", path: ["nsproxy", "ipc_ns", "ns", "inum"] },
  { word: "cgroup", what: "cgroup", path: ["nsproxy", "cgroup_ns", "ns", "inum"] },
  { word: "time", what: "time", path: ["nsproxy", "time_ns", "ns", "inum"] },
  { word: "user", what: "user", path: ["cred", "user_ns", "ns", "inum"] },
];

/** Where a task's cgroup of version 2 has its id. */
const cgroupId = ["cgroups", "dfl_cgrp", "kn", "id"] as const;

/** Which namespaces and cgroup a task is in. */
export const namespaceFunctions: readonly Intrinsic[] = [
  ...namespaces.flatMap(({ word, what, path }): Intrinsic[] => [
    {
      name: `${word}_namespace`,
      parameters: [],
      returns: "long",
      doc: `the current process's ${what} namespace, as the inode number of /proc/PID/ns/${word}`,
      purity: "reads",
      lower: (builder) =>
        builder.engine === "kernel" ? memberLoad(builder, currentTask(builder), ...path) : builder.hostLong("own_namespace", builder.text(word)),
    },
    {
      name: `task_${word}_namespace`,
      parameters: [{ name: "task", type: "long" }],
      returns: "long",
      doc: `a task's ${what} namespace; 0 when it has ended`,
      purity: "reads",
      lower: (builder, task) => readTask(builder, task as LongExpr, path),
    },
  ]),
  {
    name: "cgroup_id",
    parameters: [],
    returns: "long",
    doc: "the id of the current process's cgroup (version 2), which is its directory's inode number",
    purity: "reads",
    lower: (builder) => memberLoad(builder, currentTask(builder), ...cgroupId),
  },
  {
    name: "task_cgroup_id",
    parameters: [{ name: "task", type: "long" }],
    returns: "long",
    doc: "the id of a task's cgroup (version 2), which is its directory's inode number",
    purity: "reads",
    lower: (builder, task) => readTask(builder, task as LongExpr, cgroupId),
  },
];
