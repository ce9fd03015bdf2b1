import { Assembler, assemble, r0, r1, r10, r2, r3, r6, r7, r8, relocate } from "@tapset/asm";
import type { MemorySpace } from "@tapset/compiler";
import { BPF_F_SLEEPABLE, type Fd, type Kernel } from "@tapset/sys";

/** The memory of this machine as session handlers see it: the kernel's, and their own process's. */
export interface SessionMemory {
  /** `struct task_struct *` of the thread that handlers run in. */
  currentTask(): bigint;
  /** As many bytes as asked for, at most {@link MOST_BYTES}; undefined where they can't be read. */
  read(space: MemorySpace, address: bigint, size: number): Buffer | undefined;
  /** A text as far as its NUL, or its first `most` bytes; undefined where it can't be read. */
  readText(space: MemorySpace, address: bigint, most: number): string | undefined;
  close(): void;
}

/** Bytes that one run of the program reads. */
export const MOST_BYTES = 256;

/** What the program is asked for. */
const QUESTIONS = ["task", "kernel", "user", "kernel text", "user text"] as const;
type Question = (typeof QUESTIONS)[number];

/** The program's context: what is asked for, of which address, how many bytes; then what came of it, and the bytes. */
const CONTEXT = { question: 0, address: 8, size: 16, result: 24, bytes: 32, length: 32 + MOST_BYTES } as const;

/**
 * Reads memory by a program that runs when it's asked to, since only programs may read the kernel's. Throws errors of @tapset/sys
 * where the kernel takes no such program.
 */
export function openMemory(kernel: Kernel): SessionMemory {
  const program = kernel.programs.load({ type: "syscall", name: "session_memory", instructions: reader(), flags: BPF_F_SLEEPABLE });
  const read = (space: MemorySpace, address: bigint, size: number): Buffer | undefined => {
    const context = ask(kernel, program, space, address, size);
    return context.readBigInt64LE(CONTEXT.result) < 0n ? undefined : context.subarray(CONTEXT.bytes, CONTEXT.bytes + size);
  };
  return {
    read,
    currentTask: () => ask(kernel, program, "task", 0n, 0).readBigInt64LE(CONTEXT.result),
    readText: (space, address, most) => {
      let text = "";
      while (text.length < most) {
        // The kernel ends what it cuts with a NUL of its own.
        const size = Math.min(MOST_BYTES, most - text.length + 1);
        const context = ask(kernel, program, `${space} text`, BigInt.asIntN(64, address + BigInt(text.length)), size);
        const length = Number(context.readBigInt64LE(CONTEXT.result));
        if (length < 0) return undefined;
        text += context.toString("latin1", CONTEXT.bytes, CONTEXT.bytes + Math.max(0, length - 1));
        if (length < size) break;
      }
      return text;
    },
    close: () => program.close(),
  };
}

function ask(kernel: Kernel, program: Fd, question: Question, address: bigint, size: number): Buffer {
  const context = Buffer.alloc(CONTEXT.length);
  context.writeBigInt64LE(BigInt(QUESTIONS.indexOf(question)), CONTEXT.question);
  context.writeBigInt64LE(address, CONTEXT.address);
  context.writeBigInt64LE(BigInt(size), CONTEXT.size);
  kernel.programs.testRun(program, { context });
  return context;
}

/** Reads into its stack, which the verifier wants filled before, and copies that into its context. */
function reader(): Uint8Array {
  const asm = new Assembler("session_memory");
  asm.mov(r6, r1).ldx(8, r7, r6, CONTEXT.question);
  for (let at = 0; at < MOST_BYTES; at += 8) asm.store(8, r10, at - MOST_BYTES, 0);
  asm.ldx(8, r8, r6, CONTEXT.size).jump("le", r8, MOST_BYTES, "sized").mov(r8, MOST_BYTES).label("sized");
  asm.mov(r1, r10).add(r1, -MOST_BYTES).mov(r2, r8).ldx(8, r3, r6, CONTEXT.address);
  answer(asm, "task", () => asm.call("get_current_task"));
  answer(asm, "kernel", () => asm.call("probe_read_kernel"));
  answer(asm, "user", () => asm.call("probe_read_user"));
  answer(asm, "kernel text", () => asm.call("probe_read_kernel_str"));
  answer(asm, "user text", () => asm.call("probe_read_user_str"));
  asm.mov(r0, -1).label("answered").store(8, r6, CONTEXT.result, r0);
  for (let at = 0; at < MOST_BYTES; at += 8) asm.ldx(8, r1, r10, at - MOST_BYTES).store(8, r6, CONTEXT.bytes + at, r1);
  asm.mov(r0, 0).exit();
  const { bytes, relocations } = assemble({ main: asm.finish(), subprograms: [] });
  return relocate(bytes, relocations, () => 0);
}

function answer(asm: Assembler, question: Question, write: () => void): void {
  const next = `not ${question}`;
  asm.jump("ne", r7, QUESTIONS.indexOf(question), next);
  write();
  asm.goto("answered").label(next);
}
