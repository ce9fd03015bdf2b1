import { constants } from "node:os";
import { errorNames, type Fact, type Intrinsic, type LongExpr } from "@tapset/core";

/** A number's name; one without a name is written as a number behind `prefix`. */
function nameFact(kind: string, names: ReadonlyMap<bigint, string>, prefix: string): Fact {
  const longest = Math.max(...[...names.values()].map((name) => name.length));
  const known: Fact = {
    name: `context/known-${kind}`,
    injective: false,
    bound: longest,
    render: (raw) => names.get(BigInt(raw)) ?? "",
    domain: () => names.keys(),
  };
  return {
    name: `context/${kind}`,
    injective: true,
    bound: Math.max(longest, prefix.length + 20),
    render: (raw) => names.get(BigInt(raw)) ?? `${prefix}${BigInt(raw)}`,
    spell: (nodes, raw) => {
      const name = nodes.fact(known, raw);
      return nodes.select(nodes.compare("ne", name, nodes.text("")), name, nodes.format(prefix, nodes.value("d", raw)));
    },
  };
}

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

const errorName = nameFact("errno", errorNames, "E#");
const signalName = nameFact("signal", signalNames(), "SIG#");

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
];
