import { errorNames, type Fact, type IrNodes, type LongExpr, type StringExpr } from "@tapset/core";

/** The largest error number a result can stand for. */
const MAX_ERRNO = 4095n;

function failure(value: bigint): string | undefined {
  const name = value < 0n && value >= -MAX_ERRNO ? errorNames.get(-value) : undefined;
  return name === undefined ? undefined : `${value} (${name})`;
}

/** `ENOENT` for 2: a failure's name in kernel handlers that store or compare `retstr`. */
const errnoName: Fact = {
  name: "syscall/errno-name",
  injective: true,
  bound: Math.max(...[...errorNames.values()].map((name) => name.length)),
  render: (raw) => errorNames.get(BigInt(raw)) ?? "",
  domain: () => errorNames.keys(),
};

function spellFailure(nodes: IrNodes, raw: LongExpr, success: StringExpr): StringExpr {
  const hasFailed = nodes.logical(
    "and",
    nodes.compare("lt", raw, nodes.constant(0)),
    nodes.compare("ne", nodes.fact(errnoName, nodes.unary("neg", raw)), nodes.text("")),
  );
  const name = nodes.value("s", nodes.fact(errnoName, nodes.unary("neg", raw)));
  return nodes.select(hasFailed, nodes.format(nodes.value("d", raw), " (", name, ")"), success);
}

interface Style {
  readonly render: (value: bigint) => string;
  readonly spell: (nodes: IrNodes, raw: LongExpr) => StringExpr;
}

function result(style: string, success: Style): Fact {
  return {
    name: `syscall/${style}-result`,
    injective: true,
    bound: 48,
    render: (raw) => {
      const value = BigInt(raw);
      return failure(value) ?? success.render(value);
    },
    spell: (nodes, raw) => spellFailure(nodes, raw as LongExpr, success.spell(nodes, raw as LongExpr)),
  };
}

const unsigned = (value: bigint, radix: number): string => BigInt.asUintN(64, value).toString(radix);

/** `retstr`: a success in the call's style (`3`, `0x7f…`, `022`), a failure as `-2 (ENOENT)`. */
export const resultText = {
  decimal: result("decimal", { render: (value) => value.toString(), spell: (nodes, raw) => nodes.format(nodes.value("d", raw)) }),
  hex: result("hex", { render: (value) => `0x${unsigned(value, 16)}`, spell: (nodes, raw) => nodes.format("0x", nodes.value("x", raw)) }),
  octal: result("octal", {
    render: (value) => (value === 0n ? "0" : `0${unsigned(value, 8)}`),
    // Kernels write no octal numbers; umask(2), whose only result this is, has at most three digits.
    spell: (nodes, raw) => {
      const digit = (shift: number) => nodes.value("d", nodes.binary("and", nodes.binary("shr", raw, shift), 7));
      const below = (value: number, then: StringExpr, otherwise: StringExpr) => nodes.select(nodes.compare("lt", raw, nodes.constant(value)), then, otherwise);
      const digits = (...shifts: number[]) => nodes.format("0", ...shifts.map(digit));
      return below(1, nodes.text("0"), below(0o10, digits(0), below(0o100, digits(3, 0), digits(6, 3, 0))));
    },
  }),
} as const satisfies Readonly<Record<string, Fact>>;
