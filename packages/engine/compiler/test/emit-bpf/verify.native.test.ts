import type { Expr, Ir, KernelProgram } from "@tapset/core";
import { expect, it } from "vitest";
import { emitBpf, type EmitOptions } from "../../src/emit-bpf/emit-bpf.js";
import { rewriteExpr, rewriteStatements } from "../../src/optimise/ir-walk.js";
import { forgetful } from "./forgetful.js";
import { describeLive, describeReading, withKernel } from "./live-bpf.js";
import { NativeEngine } from "./native-engine.js";
import { cases } from "./semantics-cases.js";
import { typedScripts } from "./typed-scripts.js";

/** Kinds of programs, and from where on their contexts can be read as numbers. */
const kinds: readonly { readonly program: KernelProgram["program"]; readonly from: number }[] = [
  { program: { type: "TRACEPOINT" }, from: 8 },
  { program: { type: "PERF_EVENT" }, from: 0 },
  { program: { type: "KPROBE" }, from: 0 },
];

/** The script as programs of another kind. */
function asKind(ir: Ir, { program, from }: (typeof kinds)[number]): Ir {
  const rewriter = { expr: (expr: Expr): Expr => (expr.op === "context" ? { ...expr, offset: expr.offset + from } : expr) };
  const programs = ir.programs.map((each): KernelProgram => ({
    ...each,
    program,
    selector: each.selector && rewriteExpr(each.selector, rewriter),
    cases: each.cases.map(({ when, handler }) => ({
      when,
      handler: {
        ...handler,
        body: rewriteStatements(handler.body, rewriter),
        condition: handler.condition && rewriteExpr(handler.condition, rewriter),
        paired: handler.paired && { ...handler.paired, mark: rewriteExpr(handler.paired.mark, rewriter) },
      },
    })),
  }));
  return { ...ir, programs };
}

/** Loads every program of a script, without running any. */
function verify(ir: Ir, options: EmitOptions = {}): void {
  const emitted = emitBpf(ir, options);
  expect(emitted.diagnostics).toEqual([]);
  withKernel((kernel) => new NativeEngine(kernel, emitted).close());
}

describeReading("the verifier accepts", () => {
  for (const kind of kinds) {
    it.each(cases)(`as ${kind.program.type}: $name`, ({ make }) => verify(asKind(make().ir, kind)));
  }
  it.each(typedScripts)("typed: $name", ({ ir }) => verify(ir()));
});

describeReading("the verifier accepts in the form for too many paths", () => {
  it.each(cases.filter(({ make }) => emitBpf(make().ir).programs.some((program) => program.forgetful !== undefined)))("$name", ({ make }) => {
    withKernel((kernel) => new NativeEngine(kernel, forgetful(emitBpf(make().ir))).close());
  });
});

describeLive("the verifier accepts without probe_read_kernel", () => {
  it.each(cases.filter(({ readsKernel }) => !readsKernel))("$name", ({ make }) => verify(make().ir, { kernelReads: false }));
  it.each(typedScripts)("typed: $name", ({ ir }) => verify(ir(), { kernelReads: false }));
});
