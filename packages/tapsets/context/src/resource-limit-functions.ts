import type { Intrinsic, StringExpr } from "@tapset/core";
import { namedNumber } from "./named-number.js";

/** RLIMIT_* of the kernel's asm-generic/resource.h, by their numbers. */
const limits = [
  "CPU", "FSIZE", "DATA", "STACK", "CORE", "RSS", "NPROC", "NOFILE",
  "MEMLOCK", "AS", "LOCKS", "SIGPENDING", "MSGQUEUE", "NICE", "RTPRIO", "RTTIME",
];

const numbers = new Map(limits.map((name, number) => [`RLIMIT_${name}`, BigInt(number)]));

/** Resource limits. */
export const resourceLimitFunctions: readonly Intrinsic[] = [
  {
    name: "rlimit_from_str",
    parameters: [{ name: "lim_str", type: "string" }],
    returns: "long",
    doc: "the number of a resource limit: 0 for RLIMIT_CPU; -1 for what is none",
    purity: "pure",
    lower: (builder, text) => namedNumber(builder, text as StringExpr, numbers),
  },
];
