import { subject } from "../row.js";

const FP = "function fp(text) { return string_to_fp(hidden(0) ? \"0\" : text) }";
const shown = (call: string): string => `println(fp_to_string(${call}, 6))`;

export const floatingPoint = subject("floating point", [
  { title: "fp_add", declarations: FP, body: shown('fp_add(fp("0.1"), fp("0.2"))'), output: "0.300000\n" },
  { title: "fp_sub", declarations: FP, body: shown('fp_sub(fp("1"), fp("1e-3"))'), output: "0.999000\n" },
  { title: "fp_mul", declarations: FP, body: 'printf("%x\\n", fp_mul(fp("0.1"), fp("-3")))', output: "bfd3333333333334\n" },
  { title: "fp_div", declarations: FP, body: 'printf("%x\\n", fp_div(fp("1"), fp("3")))', output: "3fd5555555555555\n" },
  { title: "fp_div by 0", declarations: FP, body: `${shown('fp_div(fp("-1"), fp("0"))')} ${shown('fp_div(fp("0"), fp("0"))')}`, output: "-inf\nnan\n" },
  { title: "fp_rem", declarations: FP, body: `${shown('fp_rem(fp("7.5"), fp("2"))')} ${shown('fp_rem(fp("5"), fp("2"))')}`, output: "-0.500000\n1.000000\n" },
  { title: "fp_sqrt", declarations: FP, body: 'printf("%x\\n", fp_sqrt(fp("2")))', output: "3ff6a09e667f3bcd\n" },
  { title: "comparisons", declarations: FP, body: 'a = fp("-1.5"); b = fp("0.25"); println(fp_eq(a, a), fp_eq(a, b), fp_lt(a, b), fp_lt(b, b), fp_le(b, b), fp_le(b, a))', output: "101010\n" },
  { title: "whole numbers", declarations: FP, body: 'println(fp_to_long(fp("-2.5"), 0, 0), " ", fp_to_long(fp("2.5"), 4, 0), " ", fp_to_string(long_to_fp(hidden(12345)), 1))', output: "-2 3 12345.0\n" },
  { title: "numbers of 32 bits", body: 'printf("%x\\n", fp32_to_fp64(hidden(0xbfc00000)))', output: "bff8000000000000\n" },
  { title: "what is no number", body: 'try { println(string_to_fp(hidden(0) ? "1" : "1..2")) } catch (why) { println(why) }', output: "string_to_fp: 1..2 is not a decimal number\n" },
]);
