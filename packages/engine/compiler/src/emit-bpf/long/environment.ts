import type { HelperName, Register } from "@tapset/asm";
import { r0, r1 } from "@tapset/asm";
import type { EnvironmentName, LongExpr, Stmt } from "@tapset/core";
import { GLOBALS_MAP } from "../../layout/global-layout.js";
import { CONTROL } from "../../module.js";
import type { Code } from "../code/code.js";
import { emitNumber } from "./long.js";
import { keptContext } from "./memory-load.js";

type Environment = Extract<LongExpr, { op: "environment" }>;

interface Row {
  /** Whether nothing but the destination is used. */
  readonly isDirect: boolean;
  emit(code: Code, dst: Register): void;
}

function helper(name: HelperName): Row {
  return {
    isDirect: false,
    emit: (code, dst) => {
      code.asm.call(name);
      if (dst !== r0) code.asm.mov(dst, r0);
    },
  };
}

function controlWord(offset: number): Row {
  return { isDirect: true, emit: (code, dst) => void code.asm.loadMapValue(dst, GLOBALS_MAP, offset).ldx(8, dst, dst, 0) };
}

/** A helper's value that the program may have asked for already. */
function kept(name: HelperName, slotOf: (code: Code) => number | undefined): Row {
  const fresh = helper(name);
  return {
    isDirect: false,
    emit: (code, dst) => {
      const slot = slotOf(code);
      if (slot === undefined) fresh.emit(code, dst);
      else code.asm.ldx(8, dst, code.frame, slot);
    },
  };
}

const rows: Readonly<Record<EnvironmentName, Row>> = {
  pid_tgid: kept("get_current_pid_tgid", (code) => code.image.slots.pidTgid),
  uid_gid: helper("get_current_uid_gid"),
  cpu: helper("get_smp_processor_id"),
  ktime_ns: helper("ktime_get_ns"),
  boottime_ns: helper("ktime_get_boot_ns"),
  realtime_ns: {
    isDirect: false,
    emit: (code, dst) => {
      code.asm.call("ktime_get_ns").loadMapValue(r1, GLOBALS_MAP, CONTROL.realtimeOffset).ldx(8, r1, r1, 0).add(r0, r1);
      if (dst !== r0) code.asm.mov(dst, r0);
    },
  },
  jiffies: helper("jiffies64"),
  task: helper("get_current_task_btf"),
  user_registers: {
    isDirect: false,
    emit: (code, dst) => {
      code.asm.call("get_current_task_btf").mov(r1, r0).call("task_pt_regs");
      if (dst !== r0) code.asm.mov(dst, r0);
    },
  },
  context_address: { isDirect: false, emit: (code, dst) => void code.asm.ldx(8, dst, code.frame, keptContext(code)) },
  target: controlWord(CONTROL.target),
  selector: {
    isDirect: false,
    emit: (code, dst) => {
      const { slots, program } = code.image;
      if (slots.selector !== undefined) {
        code.asm.ldx(8, dst, code.frame, slots.selector);
        return;
      }
      const selector = program?.selector;
      if (selector === undefined) throw new Error(`program ${code.image.name}: it has no selector`);
      emitNumber(code, selector, dst);
    },
  },
  answer: { isDirect: true, emit: (code, dst) => void code.asm.ldx(8, dst, code.frame, answerSlot(code)) },
};

/** The frame word that holds what the program answers. */
function answerSlot({ image }: Code): number {
  const { answer } = image.slots;
  if (answer === undefined) throw new Error(`program ${image.name}: it has no answer`);
  return answer;
}

/** Sets what the program answers. */
export function emitAnswer(code: Code, { value }: Extract<Stmt, { op: "answer" }>): void {
  emitNumber(code, value, r0);
  code.asm.store(8, code.frame, answerSlot(code), r0);
}

/** A value every program can ask the kernel for. */
export function emitEnvironment(code: Code, { name }: Environment, dst: Register): void {
  rows[name].emit(code, dst);
}

/** Whether the value comes without a call. */
export function isDirectEnvironment(code: Code, name: EnvironmentName): boolean {
  return rows[name].isDirect || (name === "pid_tgid" && code.image.slots.pidTgid !== undefined);
}
