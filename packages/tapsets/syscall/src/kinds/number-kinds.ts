import type { Builder, LongExpr } from "@tapset/core";
import { plain, signed32, suffixed, unsigned32, type ArgumentKind } from "../argument-kind.js";

interface NumberStyle {
  readonly doc: string;
  /** How much of the register counts; all of it when absent. */
  readonly width?: (builder: Builder, raw: LongExpr) => LongExpr;
  readonly conversion: keyof typeof renderers;
}

/** What printf's conversions make of a number; `p` is hex with 0x even for 0. */
const renderers = {
  d: (value: bigint) => value.toString(),
  u: (value: bigint) => BigInt.asUintN(64, value).toString(),
  p: (value: bigint) => `0x${BigInt.asUintN(64, value).toString(16)}`,
  o: (value: bigint) => (value === 0n ? "0" : `0${BigInt.asUintN(64, value).toString(8)}`),
};

function number({ doc, width = (_builder, raw) => raw, conversion }: NumberStyle): ArgumentKind {
  return {
    variables: [{ aspect: "value", name: plain, type: "long", doc, load: (builder, { raw }) => width(builder, raw) }],
    show: (builder, { raw }) => builder.value(conversion, width(builder, raw), conversion === "o"),
    render: renderers[conversion],
  };
}

const offset = number({ doc: "in bytes", conversion: "d" });

/** Kinds that are a number and nothing more. */
export const numberKinds: readonly (readonly [string, ArgumentKind])[] = [
  ["int", number({ doc: "a number", width: signed32, conversion: "d" })],
  ["uint", number({ doc: "a number", width: unsigned32, conversion: "u" })],
  ["long", number({ doc: "a number", conversion: "d" })],
  ["size", number({ doc: "a number of bytes or elements", conversion: "u" })],
  ["hex32", number({ doc: "a set of bits", width: unsigned32, conversion: "p" })],
  ["hex", number({ doc: "a set of bits", conversion: "p" })],
  ["mode", number({ doc: "permission bits", width: unsigned32, conversion: "o" })],
  ["pointer", number({ doc: "an address", conversion: "p" })],
  // mmap's offset; mmap2, by which SystemTap knows the call, counts pages of 4 KiB whatever the machine's are.
  [
    "mmap_offset",
    {
      ...offset,
      variables: [
        ...offset.variables,
        { name: () => "pgoffset", type: "long", doc: "the offset in pages of 4 KiB", load: (builder, { raw }) => builder.binary("shr", raw, 12) },
      ],
    },
  ],
  // The high half of a 64-bit offset, which 64-bit kernels don't look at.
  ["unused", { variables: [] }],
  ["ioprio", ioprio()],
];

/** An I/O priority: the class in the high bits, the level below. */
function ioprio(): ArgumentKind {
  const classes = ["NONE", "RT", "BE", "IDLE"];
  const render = (value: bigint): string => {
    const level = value & 0x1fffn;
    const name = classes[Number((value >> 13n) & 7n)];
    return name === undefined ? renderers.p(value) : `IOPRIO_PRIO_VALUE(IOPRIO_CLASS_${name}, ${level})`;
  };
  const fact = { name: "syscall/ioprio", injective: false, bound: 64, render: (value: bigint | string) => render(BigInt.asUintN(32, BigInt(value))) };
  return {
    variables: [
      { aspect: "value", name: plain, type: "long", doc: "as a number", load: (builder, { raw }) => signed32(builder, raw) },
      { aspect: "words", name: suffixed("_str"), type: "string", doc: "in words", load: (builder, { raw }) => builder.fact(fact, unsigned32(builder, raw)) },
    ],
    show: (builder, { raw }) => builder.value("s", builder.fact(fact, unsigned32(builder, raw))),
    render,
  };
}
