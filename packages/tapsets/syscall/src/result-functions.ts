import type { Builder, Intrinsic, LongExpr, Parameter, StringExpr } from "@tapset/core";
import { syscallRegisters } from "./syscall-abi.js";
import { resultText } from "./result-text.js";

const format: Parameter = { name: "format", type: "long" };

/** A result in the style a number stands for. */
function styled(builder: Builder, style: LongExpr, result: LongExpr): StringExpr {
  const is = (number: number) => builder.compare("eq", style, builder.constant(number));
  return builder.select(is(2), builder.fact(resultText.hex, result), builder.select(is(3), builder.fact(resultText.octal, result), builder.fact(resultText.decimal, result)));
}

/** Results of system calls in words. */
export const resultFunctions: readonly Intrinsic[] = [
  {
    name: "return_str",
    parameters: [format, { name: "ret", type: "long" }],
    returns: "string",
    doc: "the result of a system call, with the name of the error; format is 1 for decimal, 2 for hexadecimal, 3 for octal",
    purity: "pure",
    lower: (builder, style, result) => styled(builder, style as LongExpr, result as LongExpr),
  },
  {
    name: "returnstr",
    parameters: [format],
    returns: "string",
    doc: "the same of the system call that the probe stands at the return of; return_str() works elsewhere too",
    purity: "reads",
    lower: (builder, style) => {
      const { registers } = builder;
      const member = syscallRegisters[builder.target.arch]?.result;
      if (!registers || member === undefined) return builder.refuse("no-registers", "returnstr() reads a register, and this probe point has none", "use return_str() and a value of the probe");
      return styled(builder, style as LongExpr, registers.load(builder, member));
    },
  },
];
