import type { Builder, Expr, Intrinsic, LongExpr, StringExpr } from "@tapset/core";
import { ipv6Text } from "./address-text.js";

const AF_INET = 2;
const AF_INET6 = 10;

/** Dotted decimal, of a number in the network's byte order. */
function ipv4(builder: Builder, address: LongExpr): StringExpr {
  const part = (shift: number) => builder.value("d", builder.binary("and", builder.binary("shr", address, shift), 0xff));
  return builder.format(part(0), ".", part(8), ".", part(16), ".", part(24));
}

function ipv6(builder: Builder, address: LongExpr): StringExpr {
  const word = (offset: number) => builder.load(address, { offset, size: 8, access: "kernel" });
  return builder.fact(ipv6Text, word(0), word(8));
}

/** Addresses of the Internet in words. */
export const addressFunctions: readonly Intrinsic[] = [
  {
    name: "ip_ntop",
    parameters: [{ name: "addr", type: "long" }],
    returns: "string",
    doc: "an IPv4 address in the network's byte order in words: 127.0.0.1",
    purity: "pure",
    lower: (builder, address) => ipv4(builder, address as LongExpr),
  },
  {
    name: "format_ipaddr",
    parameters: [
      { name: "addr", type: "long" },
      { name: "family", type: "long" },
    ],
    returns: "string",
    doc: "an address in words: an IPv4 address in the network's byte order where family is 2 (AF_INET), the IPv6 address at a kernel address where it's 10 (AF_INET6); else empty",
    purity: "reads",
    lower: (builder, address, family) => byFamily(builder, address as LongExpr, family),
  },
];

/** A family that is written out asks for no more than its own address. */
function byFamily(builder: Builder, address: LongExpr, family: Expr): StringExpr {
  if (family.op === "const") return family.value === BigInt(AF_INET) ? ipv4(builder, address) : family.value === BigInt(AF_INET6) ? ipv6(builder, address) : builder.text("");
  const is = (number: number) => builder.compare("eq", family, builder.constant(number));
  return builder.select(is(AF_INET), ipv4(builder, address), builder.select(is(AF_INET6), ipv6(builder, address), builder.text("")));
}
