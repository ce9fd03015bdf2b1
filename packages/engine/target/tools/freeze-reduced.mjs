// Freezes the running kernel, cut down to what tests need, into a folder: run as root, after a build.
//
//     node packages/engine/target/tools/freeze-reduced.mjs packages/engine/target/frozen/linux-6.18-x86_64
//
// Kept: every trace event and tracepoint with its arguments and what is two pointers away from them, the task, the
// configuration, the feature answers. Left out: other types, modules, symbols (their addresses are this boot's alone).
import { tracepoints } from "@tapset/btf";
import { createKernel } from "@tapset/sys";
import { freezeTarget, liveTarget, reduceTarget } from "@tapset/target";

const POINTERS = 2;
const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error("usage: freeze-reduced.mjs FOLDER");
  process.exit(2);
}

const target = liveTarget(createKernel());
const { btf } = target;
if (btf === undefined) throw new Error("this kernel doesn't show its types");
const types = [
  ...tracepoints(btf).flatMap((name) => [
    { kind: "typedef", name: `btf_trace_${name}` },
    { kind: "func", name: `__traceiter_${name}` },
  ]),
  { kind: "struct", name: "task_struct" },
  { kind: "struct", name: "pt_regs" },
].filter(({ kind, name }) => btf.byName(kind, name) !== undefined);
freezeTarget(reduceTarget(target, { types, pointers: POINTERS, keepsEvent: () => true, keepsOption: () => true }), folder);
target.close();
