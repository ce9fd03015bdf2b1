import { Assembler, assemble, r0, r1, r10, r2, r3, r6, relocate } from "@tapset/asm";
import type { Btf } from "@tapset/btf";
import type { Fd, Kernel } from "@tapset/sys";
import { readSync } from "node:fs";
import { memberOffset } from "./member-offset.js";
import { unlessRefused } from "./unless-refused.js";

/** What no process's id is. */
const NO_PROCESS = -1;

/**
 * A process's id as BPF programs see it, in the initial pid namespace, by its id in this process's namespace; `NO_PROCESS`
 * when there is none. Learnt by a program that visits the one task (since 6.1); undefined where the kernel has no such programs.
 */
export function kernelPid(kernel: Kernel, btf: Btf, pid: number): number | undefined {
  const attachBtfId = btf.byName("func", "bpf_iter_task")?.id;
  const tgid = memberOffset(btf, "task_struct", "tgid");
  const seq = memberOffset(btf, "bpf_iter_meta", "seq");
  if (attachBtfId === undefined || tgid === undefined || seq === undefined) return undefined;
  const opened: Fd[] = [];
  const own = (fd: Fd): Fd => {
    opened.push(fd);
    return fd;
  };
  try {
    return unlessRefused(() => {
      const program = own(kernel.programs.load({ type: "tracing", name: "kernel_pid", instructions: visitor(tgid, seq), expectedAttachType: "trace_iter", attachBtfId }));
      const link = own(kernel.links.create({ program, attachType: "trace_iter", task: { thread: pid } }));
      const answer = Buffer.alloc(4);
      return readSync(own(kernel.links.iterate(link)).number, answer) === answer.length ? answer.readUInt32LE() : NO_PROCESS;
    });
  } finally {
    for (const fd of opened.reverse()) fd.close();
  }
}

/** Of the context `{ meta, task }`: writes the task's tgid, when there is a task. */
function visitor(tgid: number, seq: number): Uint8Array {
  const asm = new Assembler("kernel_pid");
  asm.mov(r6, r1).ldx(8, r1, r6, 8).jump("eq", r1, 0, "out");
  asm.ldx(4, r1, r1, tgid).store(4, r10, -4, r1);
  asm.ldx(8, r1, r6, 0).ldx(8, r1, r1, seq).mov(r2, r10).add(r2, -4).mov(r3, 4).call("seq_write");
  asm.label("out").mov(r0, 0).exit();
  const { bytes, relocations } = assemble({ main: asm.finish(), subprograms: [] });
  return relocate(bytes, relocations, () => 0);
}
