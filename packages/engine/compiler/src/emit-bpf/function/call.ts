import { r1 } from "@tapset/asm";
import type { FunctionBody, Local, Stmt } from "@tapset/core";
import type { Code } from "../code/code.js";
import { givePlace, takePlace } from "../code/place.js";
import type { Home } from "../program/handler-run.js";
import { spendActions } from "../statement/loop.js";
import { raiseText } from "../statement/raise.js";
import { emitStatements } from "../statement/statement.js";
import { hasCall } from "./hoist-calls.js";
import { assign, type Machine, OUTCOME, runMachine } from "./machine.js";

type Call = Extract<Stmt, { op: "call" }>;

/** A call from the handler itself; those of functions end their segments. */
export function emitCall(code: Code, stmt: Call): void {
  const { machine } = code.run;
  const callee = machine?.functions.find(({ id }) => id === stmt.callee);
  if (machine === undefined || callee === undefined) throw new Error(`function ${stmt.callee}: not among the handler's`);
  passArguments(code, stmt, callee);
  spendActions(code, callee.actions);
  begin(code, machine, callee);
  runMachine(code, machine);
  code.scratch(r1);
  code.asm.ldx(8, r1, r1, machine.words.outcome);
  code.cold("ne", r1, OUTCOME.returned, () => {
    const { catcher } = code.run;
    if (catcher !== undefined) {
      const unfinished = code.asm.newLabel("unfinished");
      code.asm.jump("eq", r1, OUTCOME.unfinished, unfinished);
      if (catcher.message !== undefined) assign(code, catcher.message, machine.message);
      code.leave(catcher.target);
      code.asm.label(unfinished);
    }
    raiseText(code, "MAXACTION exceeded");
  });
  if (stmt.result !== undefined && callee.result !== undefined) assign(code, stmt.result, callee.result);
}

/** Sets the parameters; where a later argument is a call itself, when all are known. */
function passArguments(code: Code, { arguments: values }: Call, callee: FunctionBody): void {
  const lastCall = values.findLastIndex((value) => hasCall({ op: "evaluate", value }));
  const kept: { readonly parameter: Local; readonly local: Local }[] = [];
  for (const [index, value] of values.entries()) {
    const parameter = callee.parameters[index] as Local;
    if (index >= lastCall) {
      emitStatements(code, [{ op: "set", local: parameter, value }]);
      continue;
    }
    const local: Local = { ...parameter };
    code.run.homes.set(local, newHome(code, parameter));
    emitStatements(code, [{ op: "set", local, value }]);
    kept.push({ parameter, local });
  }
  for (const { parameter, local } of kept) {
    assign(code, parameter, local);
    giveHome(code, local);
  }
}

function newHome(code: Code, { type, bound }: Local): Home {
  return type === "long" ? { kind: "scratch", offset: code.takeScratch(8) } : { kind: "text", place: takePlace(code, bound) };
}

function giveHome(code: Code, local: Local): void {
  const home = code.run.homes.get(local);
  if (home?.kind === "text") givePlace(code, home.place);
  else if (home?.kind === "scratch") code.image.giveScratch(home.offset, 8);
  code.run.homes.delete(local);
}

/** Sets the machine's words for a run from the function's beginning. */
function begin(code: Code, machine: Machine, callee: FunctionBody): void {
  const { depth, next, outcome, guarded } = machine.words;
  code.scratch(r1);
  code.asm
    .store(8, r1, depth, 0)
    .store(8, r1, next, machine.entryOf(callee))
    .store(8, r1, outcome, OUTCOME.unfinished)
    .store(8, r1, guarded, code.run.catcher === undefined ? 0 : 1);
}
