import type { Builder } from "./builder.js";
import type { FeatureName } from "./features.js";
import type { Expr, Stmt } from "./ir.js";
import type { ScalarType } from "./value-type.js";

export interface Parameter {
  readonly name: string;
  readonly type: ScalarType;
}

interface IntrinsicBase {
  readonly name: string;
  readonly parameters: readonly Parameter[];
  /** One sentence, then units and errors. Goes into the manifest and the reference. */
  readonly doc: string;
  /** `pure`: same arguments, same value. `reads`: no effect, but the value varies. `effect`: may not be dropped or repeated. */
  readonly purity: "pure" | "reads" | "effect";
  readonly needs?: readonly FeatureName[];
  /** What it gives hangs on whether the probe has registers: a probe takes the way that has them (`DerivedProbe.withRegisters`). */
  readonly readsRegisters?: true;
}

/**
 * A function the language can't express: one row; rows of one name are overloads, told apart by how many parameters they have. `lower` is called once for each call with evaluated arguments and
 * builds IR that both engines understand; where the engines differ it asks `builder.engine`. A call that makes no sense
 * there is refused with `builder.refuse(…)`, which becomes a diagnostic at the call.
 */
export type Intrinsic =
  | (IntrinsicBase & { readonly returns: ScalarType; lower(builder: Builder, ...args: readonly Expr[]): Expr })
  | (IntrinsicBase & { readonly returns: "void"; lower(builder: Builder, ...args: readonly Expr[]): readonly Stmt[] });

/** What a session function (IR op `host`) may ask of the session that calls it. */
export interface HostContext {
  /** Requests the end of the session. */
  exit(): void;
  /** Writes raw bytes (latin1) to the output stream, in order with everything printed before. */
  write(text: string): void;
  /** What the session is called (-m). */
  readonly name: string;
  /** The process whose namespaces ids are told in (--target-namespaces); undefined for the session's own. */
  readonly namespacesOf: number | undefined;
  /** Bytes of the programs in the kernel, and what their maps may grow to. */
  readonly sizes: { readonly programBytes: number; readonly mapBytes: number };
}

/** A session function: for its value, or for its effect. */
export type HostFunction =
  | ((context: HostContext, ...args: readonly (bigint | string)[]) => bigint | string)
  | ((context: HostContext, ...args: readonly (bigint | string)[]) => void);

/** Session functions by name, for intrinsics whose session half is JavaScript. */
export type HostFunctions = Readonly<Record<string, HostFunction>>;
