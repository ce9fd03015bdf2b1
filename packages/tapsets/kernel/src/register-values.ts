import { type FunctionPrototype, scalarOf } from "@tapset/btf";
import type { Builder, LongExpr, Target } from "@tapset/core";
import { type FunctionValues, narrowed, type Signature } from "./function-scope.js";
import { arm64 } from "./register-values-arm64.js";
import { x86_64 } from "./register-values-x86-64.js";

/** Where an architecture's registers lie in the context of kprobe programs, in bytes. */
export interface RegisterOffsets {
  /** Those that a function's first parameters come in. */
  readonly parameters: readonly number[];
  /** What a function returns. */
  readonly result: number;
}

const architectures: Readonly<Record<string, RegisterOffsets>> = { x86_64, arm64 };

/** A function's values in the registers that kprobes see. By the return they hold other things: parameters are kept from the entry. */
export function registerValues({ arch }: Target): FunctionValues {
  const offsets = architectures[arch];
  const register = (builder: Builder, offset: number | undefined): LongExpr =>
    offset === undefined ? builder.refuse("no-such-register", `where functions of ${arch} have this value is not known`) : builder.context(offset, 8);
  return {
    parameter: (builder, index, type) => typed(builder, register(builder, offsets?.parameters[index]), type),
    result: (builder, type) => typed(builder, register(builder, offsets?.result), type),
    parametersAtReturn: "entry",
  };
}

const typed = (builder: Builder, word: LongExpr, type: Parameters<typeof narrowed>[2]): LongExpr => ({ ...narrowed(builder, word, type), ctype: type });

/** The parameters that come in registers: those before one that doesn't fit one. */
export function inRegisters({ parameters, returnType }: FunctionPrototype, { arch }: Target): Signature {
  const most = architectures[arch]?.parameters.length ?? 0;
  const odd = parameters.findIndex(({ type }) => scalarOf(type) === undefined);
  return { parameters: parameters.slice(0, odd < 0 ? most : Math.min(odd, most)), returnType };
}
