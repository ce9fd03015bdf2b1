import type { Builder, LongExpr } from "@tapset/core";
import { type ArgumentKind, type ArgumentValue, plain, registerText, signed32, suffixed, textOf, unsigned32 } from "../argument-kind.js";
import type { SyscallAbi } from "../syscall-abi.js";

/** How much of a register counts: in the handler, and of what was recorded of it. */
interface Width {
  load(builder: Builder, raw: LongExpr, abi: SyscallAbi): LongExpr;
  of(value: bigint, abi: SyscallAbi): bigint;
}

const whole: Width = { load: (_builder, raw) => raw, of: (value) => value };
const int: Width = { load: signed32, of: (value) => BigInt.asIntN(32, value) };
const unsigned: Width = { load: unsigned32, of: (value) => BigInt.asUintN(32, value) };
/** A long of the calling program's. */
const long: Width = {
  load: (builder, raw, { wordSize }) => (wordSize === 4 ? signed32(builder, raw) : raw),
  of: (value, { wordSize }) => BigInt.asIntN(8 * wordSize, value),
};
/** A user or group of 16 bits, of which 0xffff is -1. */
const id16: Width = {
  load: (builder, raw) => builder.binary("sub", builder.binary("and", builder.binary("add", raw, 1), 0xffff), 1),
  of: (value) => ((value + 1n) & 0xffffn) - 1n,
};

interface NumberStyle {
  readonly doc: string;
  readonly width?: Width;
  readonly conversion: keyof typeof renderers;
}

/** What printf's conversions make of a number; `p` is hex with 0x even for 0. */
const renderers = {
  d: (value: bigint) => value.toString(),
  u: (value: bigint) => BigInt.asUintN(64, value).toString(),
  p: (value: bigint) => `0x${BigInt.asUintN(64, value).toString(16)}`,
  o: (value: bigint) => (value === 0n ? "0" : `0${BigInt.asUintN(64, value).toString(8)}`),
};

function number({ doc, width = whole, conversion }: NumberStyle): ArgumentKind {
  const load = (builder: Builder, { raw, abi }: ArgumentValue): LongExpr => width.load(builder, raw, abi);
  return {
    variables: [{ aspect: "value", name: plain, type: "long", doc, load }],
    shown: registerText((value, abi) => renderers[conversion](width.of(value, abi))),
    show: (builder, argument) => builder.value(conversion, load(builder, argument), conversion === "o"),
  };
}

/** An address, and nothing of what lies there. */
export const pointerKind = number({ doc: "an address", conversion: "p" });

const offset = number({ doc: "in bytes", conversion: "d" });

/** Kinds that are a number and nothing more. */
export const numberKinds: readonly (readonly [string, ArgumentKind])[] = [
  ["int", number({ doc: "a number", width: int, conversion: "d" })],
  ["uint", number({ doc: "a number", width: unsigned, conversion: "u" })],
  ["long", number({ doc: "a number", width: long, conversion: "d" })],
  ["id16", number({ doc: "a number of 16 bits, -1 for all ones", width: id16, conversion: "d" })],
  ["size", number({ doc: "a number of bytes or elements", conversion: "u" })],
  ["hex32", number({ doc: "a set of bits", width: unsigned, conversion: "p" })],
  ["hex", number({ doc: "a set of bits", conversion: "p" })],
  ["mode", number({ doc: "permission bits", width: unsigned, conversion: "o" })],
  ["pointer", pointerKind],
  // 32-bit programs give 64-bit numbers in two registers, of which the reader makes one.
  ["split_long", { ...number({ doc: "a number of two registers", conversion: "d" }), registers: 2 }],
  ["split_hex", { ...number({ doc: "a set of bits of two registers", conversion: "p" }), registers: 2 }],
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
  [
    "mmap_page_offset",
    {
      ...offset,
      variables: [
        { aspect: "value", name: plain, type: "long", doc: "in bytes", load: (builder, { raw }) => builder.binary("shl", raw, 12) },
        { name: () => "pgoffset", type: "long", doc: "the offset in pages of 4 KiB", load: (_builder, { raw }) => raw },
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
  const shown = registerText((raw) => {
    const value = BigInt.asUintN(32, raw);
    const level = value & 0x1fffn;
    const name = classes[Number((value >> 13n) & 7n)];
    return name === undefined ? renderers.p(value) : `IOPRIO_PRIO_VALUE(IOPRIO_CLASS_${name}, ${level})`;
  });
  const words = textOf("ioprio", 64, shown);
  return {
    variables: [
      { aspect: "value", name: plain, type: "long", doc: "as a number", load: (builder, { raw }) => signed32(builder, raw) },
      { aspect: "words", name: suffixed("_str"), type: "string", doc: "in words", load: words },
    ],
    shown,
  };
}
