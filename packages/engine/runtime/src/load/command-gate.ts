import { type Assembler, Assembler as Writer, assemble, r0, r1, r10, r2, r3, r6, relocate } from "@tapset/asm";
import type { Btf } from "@tapset/btf";
import { CONTROL, GLOBALS_MAP } from "@tapset/compiler";
import type { Fd, Kernel } from "@tapset/sys";
import { memberOffset } from "./member-offset.js";
import { unlessRefused } from "./unless-refused.js";

/** The command of -c while its launcher waits. */
export interface WaitingCommand {
  /** As the kernel numbers it. */
  readonly pid: number;
  /** The path its launcher will execute. */
  readonly program: string;
}

/** What sees the command's execve coming. */
export interface CommandGate {
  close(): void;
}

/** execve(2) by Node's name of the architecture: its number, and where struct pt_regs has its first argument. */
const execve: Readonly<Partial<Record<NodeJS.Architecture, { readonly number: number; readonly argument: string }>>> = {
  x64: { number: 59, argument: "di" },
  arm64: { number: 221, argument: "regs" },
};

const WORD_BYTES = 8;
/** Of a path so much is compared; the verifier gives a program 512 bytes of stack. */
const MAX_COMPARED_BYTES = 256;

/**
 * Arms the session's programs in the kernel, where the launcher of -c enters the execve that makes it the command: what
 * it did on the way isn't the command's doing, and what the command does from there on is all seen. Attach it before
 * all others, so that they see the call that it sees. Undefined where the kernel lets no program look at system calls.
 */
export function openCommandGate(kernel: Kernel, { globals, btf, command }: { readonly globals: Fd; readonly btf: Btf; readonly command: WaitingCommand }): CommandGate | undefined {
  const call = execve[process.arch];
  const attachBtfId = btf.byName("typedef", "btf_trace_sys_enter")?.id;
  const offset = call && memberOffset(btf, "pt_regs", call.argument);
  if (call === undefined || attachBtfId === undefined || offset === undefined) return undefined;
  const { bytes, relocations } = gateProgram(command, call.number, offset);
  let program: Fd | undefined;
  try {
    return unlessRefused(() => {
      program = kernel.programs.load({
        type: "tracing",
        name: "command_gate",
        instructions: relocate(bytes, relocations, () => globals.number),
        expectedAttachType: "trace_raw_tp",
        attachBtfId,
      });
      const link = kernel.links.openRawTracepoint(program);
      return { close: () => link.close() };
    });
  } finally {
    // The link keeps its own reference.
    program?.close();
  }
}

/** `if (pid == PID && number == EXECVE && path == PROGRAM) armed = 1`; a path that can't be read counts as the program's. */
function gateProgram({ pid, program }: WaitingCommand, number: number, argument: number): ReturnType<typeof assemble> {
  const path = Buffer.alloc(MAX_COMPARED_BYTES);
  path.write(program.slice(0, MAX_COMPARED_BYTES - 1), "latin1");
  const words = Math.ceil((Math.min(program.length, MAX_COMPARED_BYTES - 1) + 1) / WORD_BYTES);
  const buffer = -words * WORD_BYTES;
  const asm: Assembler = new Writer("command_gate");
  asm.mov(r6, r1).call("get_current_pid_tgid").rsh(r0, 32).jump("ne", r0, pid, "out");
  asm.ldx(8, r1, r6, 8).jump("ne", r1, number, "out");
  for (let word = 0; word < words; word++) asm.store(8, r10, buffer + word * WORD_BYTES, 0);
  asm.ldx(8, r3, r6, 0).ldx(8, r3, r3, argument).mov(r1, r10).add(r1, buffer).mov(r2, words * WORD_BYTES);
  asm.call("probe_read_user_str").jump("slt", r0, 0, "open");
  for (let word = 0; word < words; word++) {
    asm.ldx(8, r1, r10, buffer + word * WORD_BYTES).loadConstant(r2, path.readBigUInt64LE(word * WORD_BYTES)).jump("ne", r1, r2, "out");
  }
  asm.label("open").loadMapValue(r1, GLOBALS_MAP, 0).store(8, r1, CONTROL.armed, 1).store(8, r1, CONTROL.begun, 1);
  asm.label("out").mov(r0, 0).exit();
  return assemble({ main: asm.finish(), subprograms: [] });
}
