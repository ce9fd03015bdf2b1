import type { Handler, Local } from "@tapset/core";
import type { Target } from "../code/code.js";
import type { Place } from "../code/place.js";
import type { Machine } from "../function/machine.js";
import type { OutputPlan } from "../output/output-plan.js";

/** Where a local lives while its handler runs. */
export type Home =
  | { readonly kind: "frame"; readonly offset: number }
  | { readonly kind: "scratch"; readonly offset: number }
  | { readonly kind: "text"; readonly place: Place };

/** The innermost try around what is being emitted. */
export interface Catcher {
  readonly target: Target;
  readonly message: Local | undefined;
  /** Offset of a scratch word: it catches only while that isn't 0. Undefined: always. */
  readonly when?: number;
}

/** What emitting one handler needs to know everywhere in it. */
export interface HandlerRun {
  readonly handler: Handler;
  /** Offset of its ledger block in the scratch value. */
  readonly blockOffset: number;
  readonly homes: Map<Local, Home>;
  /** Locals that hold pointers the verifier knows, which must stay on the stack. */
  readonly pointers: ReadonlySet<Local>;
  /** Holds the address of a failed read while its message is made. */
  readonly faultAddress: Local;
  /** Paired returns: the frame word with the address of the thread's entry record. */
  readonly record: number | undefined;
  readonly output: OutputPlan;
  /** Where `break` goes, by label. */
  readonly labels: Map<number, Target>;
  /** Where the handler goes when it's done, and when it failed. */
  readonly completed: Target;
  readonly failed: Target;
  catcher: Catcher | undefined;
  /** What runs the handler's functions; undefined without any. */
  machine: Machine | undefined;
  /** Where `return` goes with its value, while a function is emitted. */
  returning: { readonly result: Local | undefined; readonly target: Target } | undefined;
}
