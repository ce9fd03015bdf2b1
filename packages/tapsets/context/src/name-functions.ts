import { constants } from "node:os";
import { errorNames, type Intrinsic, type LongExpr, nameFact } from "@tapset/core";
import { bitNamesFact, type NamedBit } from "./bit-names-fact.js";

/** Second names of signals 6 and 29. */
const otherSpellings: ReadonlySet<string> = new Set(["SIGIOT", "SIGPOLL"]);

/** By ascending number. */
function signalNames(): ReadonlyMap<bigint, string> {
  const names = Object.entries(constants.signals)
    .filter(([name]) => !otherSpellings.has(name))
    .map(([name, value]): [bigint, string] => [BigInt(value), name]);
  // The kernel's real-time signals; the C library keeps the first two for itself.
  const realTime = Array.from({ length: 33 }, (_, index): [bigint, string] => [
    BigInt(32 + index),
    index === 0 ? "SIGRTMIN" : index === 32 ? "SIGRTMAX" : `SIGRTMIN+${index}`,
  ]);
  return new Map([...names.sort(([a], [b]) => Number(a - b)), ...realTime]);
}

const handlerNames = new Map([
  [-1n, "SIG_ERR"],
  [0n, "SIG_DFL"],
  [1n, "SIG_IGN"],
]);

/** SA_* of the kernel's asm-generic/signal-defs.h, and SA_RESTORER, which is the C library's. */
const actionFlags: readonly NamedBit[] = [
  ["SA_NOCLDSTOP", 0x1n],
  ["SA_NOCLDWAIT", 0x2n],
  ["SA_SIGINFO", 0x4n],
  ["SA_UNSUPPORTED", 0x400n],
  ["SA_EXPOSE_TAGBITS", 0x800n],
  ["SA_RESTORER", 0x0400_0000n],
  ["SA_ONSTACK", 0x0800_0000n],
  ["SA_RESTART", 0x1000_0000n],
  ["SA_NODEFER", 0x4000_0000n],
  ["SA_RESETHAND", 0x8000_0000n],
];

const errorName = nameFact("context/errno", errorNames, { prefix: "E#", conversion: "d" });
const signals = signalNames();
const signalName = nameFact("context/signal", signals, { prefix: "SIG#", conversion: "d" });
const handlerName = nameFact("context/signal-handler", handlerNames, { prefix: "0x", conversion: "x" });
const actionFlagNames = bitNamesFact("sa-flags", actionFlags, "0x0");
/** Bit 0 of a set stands for signal 1. */
const signalSetNames = bitNamesFact("signal-set", [...signals].map(([number, name]) => [name, 1n << (number - 1n)]), "EMPTY");

/** Numbers in words. */
export const nameFunctions: readonly Intrinsic[] = [
  {
    name: "errno_str",
    parameters: [{ name: "err", type: "long" }],
    returns: "string",
    doc: "the name of an error number, negative or not: ENOENT for 2 and for -2, E#3333 for 3333, which has none",
    purity: "pure",
    lower: (builder, err) => {
      const raw = err as LongExpr;
      return builder.fact(errorName, builder.select(builder.compare("lt", raw, builder.constant(0)), builder.unary("neg", raw), raw));
    },
  },
  {
    name: "signal_str",
    parameters: [{ name: "num", type: "long" }],
    returns: "string",
    doc: "the name of a signal: SIGKILL for 9, SIG#99 for 99, which has none",
    purity: "pure",
    lower: (builder, num) => builder.fact(signalName, num),
  },
  {
    name: "sigset_mask_str",
    parameters: [{ name: "mask", type: "long" }],
    returns: "string",
    doc: "the signals of a set: SIGINT|SIGTERM; EMPTY for none",
    purity: "pure",
    lower: (builder, mask) => builder.fact(signalSetNames, mask),
  },
  {
    name: "sa_flags_str",
    parameters: [{ name: "sa_flags", type: "long" }],
    returns: "string",
    doc: "the flags of a struct sigaction: SA_RESTORER|SA_RESTART; 0x0 for none",
    purity: "pure",
    lower: (builder, flags) => builder.fact(actionFlagNames, flags),
  },
  {
    name: "sa_handler_str",
    parameters: [{ name: "handler", type: "long" }],
    returns: "string",
    doc: "what a signal's handler is: SIG_DFL, SIG_IGN, SIG_ERR, or its address in hexadecimal digits behind 0x",
    purity: "pure",
    lower: (builder, handler) => builder.fact(handlerName, handler),
  },
];
