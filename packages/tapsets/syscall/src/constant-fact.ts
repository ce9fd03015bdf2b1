import type { Fact, IrNodes, LongExpr, StringExpr } from "@tapset/core";
import { constantNames, tableValues, type ConstantTable, type TableValues } from "./constant-names.js";

/**
 * The fact of a table on an architecture: its numbers in words. Injective: each word stands for bits of its own, and
 * what is left is written as a number. Kernel handlers spell all but octal numbers.
 */
export function constantFact(table: ConstantTable, arch: string): Fact {
  const words = constantNames(table, arch);
  const fact: Fact = {
    name: `syscall/${table.name}`,
    injective: true,
    bound: 255,
    render: (value) => words(BigInt(value)),
  };
  if (table.rest === "octal") return fact;
  // Most handlers only print, and some tables are long.
  let spell: ReturnType<typeof speller> | undefined;
  return { ...fact, spell: (nodes, ...raw) => (spell ??= speller(table, tableValues(table, arch)))(nodes, ...raw) };
}

function speller(table: ConstantTable, values: TableValues): NonNullable<Fact["spell"]> {
  const { width, mask, choices, bits, zero } = values;
  const choice = choices.size === 0 ? undefined : choiceFact(table.name, choices);
  const all = (1n << BigInt(width)) - 1n;
  return (nodes, raw) => {
    const has = (value: LongExpr, set: bigint) => nodes.compare("eq", nodes.binary("and", value, set), nodes.constant(set));
    const value = nodes.binary("and", raw as LongExpr, all);
    const chosen = choice && nodes.fact(choice, nodes.binary("and", value, mask));
    const isChosen = chosen && nodes.compare("ne", chosen, nodes.text(""));
    const rest = isChosen ? nodes.select(isChosen, nodes.binary("and", value, all & ~mask), value) : value;
    const number = (of: LongExpr) => (table.rest === "hex" ? nodes.format("|", nodes.value("p", of)) : nodes.format("|", nodes.value("d", signed(nodes, of, width))));
    const left = unnamed(nodes, rest, bits.map(({ bit }) => bit), all, has);
    const parts: StringExpr[] = bits.map(({ name, bit }) => {
      const wider = bits.filter((each) => each.bit !== bit && (each.bit & bit) === bit);
      const condition = wider.reduce((so, each) => nodes.logical("and", so, nodes.unary("not", has(rest, each.bit))), has(rest, bit));
      return nodes.select(condition, nodes.text(`|${name}`), nodes.text(""));
    });
    if (chosen && isChosen) parts[table.choicesLast ? "push" : "unshift"](nodes.select(isChosen, nodes.concat(nodes.text("|"), chosen), nodes.text("")));
    parts.push(nodes.select(nodes.compare("ne", left, nodes.constant(0)), number(left), nodes.text("")));
    const joined = nodes.substr(nodes.concat(...parts), 1, nodes.maxString);
    return choices.has(0n) ? joined : nodes.select(nodes.compare("eq", value, nodes.constant(0)), nodes.text(zero), joined);
  };
}

/** The names of a table's choices; empty for other values. */
function choiceFact(table: string, choices: ReadonlyMap<bigint, string>): Fact {
  return {
    name: `syscall/${table}-choice`,
    injective: false,
    bound: Math.max(...[...choices.values()].map((name) => name.length)),
    render: (value) => choices.get(BigInt(value)) ?? "",
    domain: () => [...choices.keys()].sort((a, b) => (a < b ? -1 : 1)),
  };
}

function signed(nodes: IrNodes, value: LongExpr, width: number): LongExpr {
  return nodes.binary("sar", nodes.binary("shl", value, 64 - width), 64 - width);
}

/** The bits of `rest` that no name stands for. */
function unnamed(nodes: IrNodes, rest: LongExpr, bits: readonly bigint[], all: bigint, has: (value: LongExpr, set: bigint) => LongExpr): LongExpr {
  const isSingle = (bit: bigint) => (bit & (bit - 1n)) === 0n;
  const singles = bits.filter(isSingle).reduce((sum, bit) => sum | bit, 0n);
  const left = nodes.binary("and", rest, all & ~singles);
  // A name for several bits stands for them only together.
  return bits
    .filter((bit) => !isSingle(bit))
    .reduce((so, bit) => nodes.select(has(rest, bit), nodes.binary("and", so, all & ~bit), so), left);
}
