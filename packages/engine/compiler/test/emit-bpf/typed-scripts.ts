import type { Ir, KernelProgram, LongExpr } from "@tapset/core";
import {
  binary, compare, context, env, get, Globals, handler, long, longKey, loop, num, print, readString, run, script, set, text, tryCatch, update, value,
} from "./ir-builders.js";

function tpBtf(tracepoint: string): KernelProgram["program"] {
  return { type: "TRACING", expectedAttachType: "TRACE_RAW_TP", attachBtfName: `btf_trace_${tracepoint}` };
}
/** A pointer argument the verifier knows. */
function pointer(index: number): LongExpr {
  return { type: "long", op: "context", offset: index * 8, size: 8, signed: false, trusted: true };
}
function typed(address: LongExpr, offset: number, size: 4 | 8 = 8, trusted = false): LongExpr {
  return { type: "long", op: "load", address, offset, size, signed: size === 4, access: "typed", onFault: "zero", ...(trusted && { trusted }) };
}
/** `pt_regs` of x86-64. */
const di = 112;
const originalAx = 120;

/** Scripts for typed programs, which test_run can't run: offsets are of no matter, only that the verifier knows the types. */
export const typedScripts: readonly { readonly name: string; readonly ir: () => Ir }[] = [
  {
    name: "registers of sys_enter, in conditions, keys, prints and loops",
    ir: () => {
      const globals = new Globals();
      const a = globals.make("a", { keys: [longKey, longKey] });
      const [i, x] = [long("i"), long("x")];
      const regs = pointer(0);
      const body = [
        run(update(a, "add", 1, [context(1), typed(regs, di)])),
        print(value("d", typed(regs, originalAx)), " ", value("s", readString(typed(regs, di), "user", 511, text("?"))), " ", value("p", regs)),
        loop(1, compare("lt", get(i), 5), set(i, binary("add", get(i), 1)), set(x, binary("xor", regs, typed(regs, di))), tryCatch([print(value("d", binary("div", get(x), get(i))))], undefined, [])),
      ];
      const handled = handler(body, { locals: [i, x], condition: compare("ne", typed(regs, di), 0) });
      return script([handled], { globals, program: tpBtf("sys_enter"), skipSelf: true });
    },
  },
  {
    name: "task walks, kept in locals and compared, of sched_switch",
    ir: () => {
      const globals = new Globals();
      const n = globals.make("n", { keys: [longKey] });
      const task = { ...long("task"), name: "task" };
      const known: LongExpr = { type: "long", op: "local", local: task, trusted: true };
      const body = [
        set(task, pointer(1)),
        run(update(n, "add", typed(known, 1500, 4), [known])),
        set(task, pointer(2)),
        print(value("d", compare("eq", known, pointer(1))), value("d", compare("ne", known, 0)), value("d", binary("add", env("task"), 1))),
        run(update(n, "set", typed(env("task"), 1500, 4), [num(1)])),
      ];
      return script([handler(body, { locals: [task] })], { globals, program: tpBtf("sched_switch") });
    },
  },
  {
    name: "tail calls by the syscall's number",
    ir: () => {
      const globals = new Globals();
      const n = globals.make("n");
      const cases = Array.from({ length: 40 }, (_, index) => ({
        when: [BigInt(index)],
        handler: handler([run(update(n, "add", typed(pointer(0), di))), print(value("d", num(index)), value("x", typed(pointer(0), di)))]),
      }));
      return script(cases, { globals, program: tpBtf("sys_enter"), selector: context(1), skipSelf: true });
    },
  },
];
