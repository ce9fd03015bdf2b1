import type { Local, Segment } from "@tapset/core";
import type { Span } from "@tapset/language";
import type { Code, Temp } from "../code/code.js";
import { r0, r1 } from "@tapset/asm";
import { errorLocation } from "../../error-location.js";
import { emitEntry } from "../output/output.js";
import { planPrint } from "../output/print-plan.js";
import { emitStatements, storeLocal } from "./statement.js";
import { emitText } from "../text/text.js";

/** Fails with a fixed message. What follows isn't reached. */
export function raiseText(code: Code, message: string): void {
  raise(code, [{ kind: "text", text: message }], code.span);
}

/** Fails because memory at an address (plus `offset`) can't be read. */
export function raiseFault(code: Code, what: string, address: Temp, offset: number): void {
  const local = code.run.faultAddress;
  code.load(r0, address);
  code.offset(r0, offset);
  storeLocal(code, local, r0);
  const directive = { conversion: "x", minus: false, plus: false, space: false, zero: true, alternate: false, width: 16, precision: undefined } as const;
  const value = { type: "long", op: "local", local } as const;
  raise(code, [{ kind: "text", text: `${what} at 0x` }, { kind: "value", directive, value }], code.span);
}

/** Goes to the innermost try with the message, or sends it and fails the handler. */
export function raise(code: Code, segments: readonly Segment[], span: Span | undefined): void {
  const { run, image } = code;
  const { catcher } = run;
  if (catcher) {
    const uncaught = catcher.when === undefined ? undefined : code.asm.newLabel("uncaught");
    if (uncaught !== undefined) {
      code.scratch(r1);
      code.asm.ldx(8, r1, r1, catcher.when as number).jump("eq", r1, 0, uncaught);
    }
    keepMessage(code, segments, catcher.message);
    code.leave(catcher.target);
    if (uncaught === undefined) return;
    code.asm.label(uncaught);
  }
  if (image.module.options.suppressErrors) {
    keepMessage(code, segments, undefined);
    code.leave(run.failed);
    return;
  }
  const plan = planPrint(segments, (global) => image.module.layoutOf(global));
  const site = image.module.addSite({
    kind: "error",
    segments: plan.segments,
    arguments: plan.arguments,
    probe: run.handler.probe,
    location: span && errorLocation(span),
  });
  emitEntry(code, site, plan, "now");
  code.leave(run.failed);
}

/** Assigns the message to the local of a catch; without one the message is still evaluated, since it may do something. */
function keepMessage(code: Code, segments: readonly Segment[], local: Local | undefined): void {
  if (local === undefined) {
    const values = segments.flatMap((segment) => (segment.kind === "value" ? segment.value : []));
    emitStatements(code, values.map((value) => ({ op: "evaluate", value })));
    return;
  }
  const home = code.run.homes.get(local);
  if (home?.kind !== "text") throw new Error(`local ${local.name}: not a string of this handler`);
  emitText(code, { type: "string", op: "format", segments, bound: local.bound }, home.place);
}
