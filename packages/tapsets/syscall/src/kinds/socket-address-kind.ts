import { type Builder, escapeText, type Expr, type LongExpr, type StringExpr } from "@tapset/core";
import { addressVariable, signed32, suffixed, textOf, type ArgumentKind, type ArgumentValue, type ArgumentVariable, type Reading, type Recording } from "../argument-kind.js";
import { constantTableFact, constantWords } from "./constant-kinds.js";
import { addressed, numberAt, unread } from "./structure-layout.js";

/** A struct sockaddr as it was read: as many of its words as its length covers, and a local socket's name. */
interface SocketAddress {
  readonly length: number;
  readonly bytes: DataView;
  readonly path: string;
}

const AF_UNIX = 1;
const AF_INET = 2;
const AF_INET6 = 10;
const AF_NETLINK = 16;
const AF_PACKET = 17;
const AF_VSOCK = 40;
const SUN_PATH_LENGTH = 108;
const PATH_OFFSET = 2;

const familyOf = ({ bytes }: SocketAddress): number => bytes.getUint16(0, true);
const portOf = ({ bytes }: SocketAddress): number => bytes.getUint16(2);

function familyName(address: SocketAddress, arch: string): string {
  return address.length < 2 ? "" : constantWords("socket_family", arch, BigInt(familyOf(address)));
}

function ipOf(address: SocketAddress): string {
  const { bytes } = address;
  if (familyOf(address) === AF_INET) return [4, 5, 6, 7].map((at) => bytes.getUint8(at)).join(".");
  if (familyOf(address) !== AF_INET6) return "";
  return compressGroups(Array.from({ length: 8 }, (_, index) => bytes.getUint16(8 + 2 * index)));
}

/** An IPv6 address with its longest run of zeros as `::`; mapped IPv4 addresses end in four decimal parts. */
function compressGroups(groups: readonly number[]): string {
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  if (isMapped) return `::ffff:${groups.slice(6).flatMap((group) => [group >> 8, group & 0xff]).join(".")}`;
  let best = { start: 0, length: 1 };
  for (let start = 0; start < groups.length; start += 1) {
    let length = 0;
    while (groups[start + length] === 0) length += 1;
    if (length > best.length) best = { start, length };
  }
  const text = (part: readonly number[]) => part.map((group) => group.toString(16)).join(":");
  return best.length < 2 ? text(groups) : `${text(groups.slice(0, best.start))}::${text(groups.slice(best.start + best.length))}`;
}

/** `{AF_INET, 127.0.0.1, 80}`, `{AF_UNIX, /run/socket}`. */
function wordsOf(address: SocketAddress, arch: string): string {
  const { bytes, path, length } = address;
  if (length < 2) return "{}";
  const family = familyName(address, arch);
  const byFamily: Readonly<Record<number, () => string>> = {
    // An abstract name ends with the length, not with a NUL.
    [AF_UNIX]: () => (path === "" ? "" : `, ${escapeText(path.slice(0, length - 2))}`),
    [AF_INET]: () => `, ${ipOf(address)}, ${portOf(address)}`,
    [AF_INET6]: () => `, ${ipOf(address)}, ${portOf(address)}`,
    [AF_NETLINK]: () => `, pid=${bytes.getInt32(4, true)}, groups=${bytes.getUint32(8, true).toString(16).padStart(8, "0")}`,
    [AF_PACKET]: () => (length < 8 ? "" : `, proto=0x${bytes.getUint16(2).toString(16)}, if=${bytes.getInt32(4, true)}`),
    [AF_VSOCK]: () => (length < 12 ? "" : `, cid=${bytes.getUint32(8, true)}, port=${bytes.getUint32(4, true)}`),
  };
  return `{${family}${byFamily[familyOf(address)]?.() ?? ""}}`;
}

type View = (address: SocketAddress, arch: string) => string;

/** The words of the 28 bytes of the longest address that's decoded, and the length from which each is there. */
const WORDS = [
  { offset: 0, size: 8, from: 2 },
  { offset: 8, size: 8, from: 12 },
  { offset: 16, size: 8, from: 24 },
  { offset: 24, size: 4, from: 28 },
] as const;

/** What is recorded: address, whether it can be read, length, four words, a local socket's name. */
export const SOCKET_ADDRESS_VALUES = 3 + WORDS.length + 1;

function record(builder: Builder, { raw, peer }: ArgumentValue): readonly Expr[] {
  const length = peer === undefined ? builder.constant(0) : signed32(builder, peer);
  const within = (least: number, value: LongExpr) =>
    builder.select(builder.compare("ge", length, builder.constant(least)), value, builder.constant(0));
  const words = WORDS.map(({ offset, size, from }) => within(from, builder.load(raw, { offset, size, access: "user", onFault: "zero" })));
  const first = words[0]!;
  const isLocal = builder.compare("eq", builder.binary("and", first, 0xffff), builder.constant(AF_UNIX));
  // A name that begins with NUL is abstract, and goes on after it.
  const isAbstract = builder.compare("eq", builder.binary("and", first, 0xff0000), builder.constant(0));
  const name = (offset: number) => builder.loadString(builder.binary("add", raw, offset), "user", builder.text(""), Math.min(SUN_PATH_LENGTH, builder.maxString));
  const abstract = builder.select(builder.compare("gt", length, builder.constant(3)), builder.concat(builder.text("@"), name(3)), builder.text(""));
  const path = builder.select(isLocal, builder.select(isAbstract, abstract, name(2)), builder.text(""));
  return [...addressed(builder, raw), length, ...words, path];
}

/** As much of an address as there is, and of a local socket's name. */
const plan: NonNullable<Reading["plan"]> = (planner, { raw, peer }) => {
  if (peer === undefined) return (memory) => [memory.word(raw), 1n, 0n, ...WORDS.map(() => 0n), ""];
  const read = planner.text("bytes", raw, PATH_OFFSET + SUN_PATH_LENGTH, { count: planner.count(peer, 1, 32) });
  return (memory) => {
    const length = BigInt.asIntN(32, memory.word(peer));
    const bytes = length < 0n ? "" : memory.bytes(read);
    const words = WORDS.map(({ offset, size, from }) => (length < BigInt(from) ? 0n : numberAt(bytes, offset, size)));
    const isLocal = numberAt(bytes, 0, 2) === BigInt(AF_UNIX);
    return [memory.word(raw), memory.isReadable(read), length, ...words, isLocal ? localName(bytes.slice(PATH_OFFSET)) : ""];
  };
};

/** A name that begins with NUL is abstract, and goes on after it. */
function localName(path: string): string {
  const upToNul = (text: string): string => text.slice(0, text.includes("\0") ? text.indexOf("\0") : undefined);
  if (!path.startsWith("\0")) return upToNul(path);
  return path.length < 2 ? "" : `@${upToNul(path.slice(1))}`;
}

/** What a view makes of a recorded address; where there's none, words for that or nothing. */
function viewed(view: View, isWords: boolean): Recording {
  return {
    reading: { shape: () => "socket-address", record, plan },
    render: ([at, isReadable, length, ...rest], { abi }) => {
      const instead = unread(at, length === 0n ? 1n : isReadable);
      if (instead !== undefined) return isWords ? instead : "";
      const bytes = new DataView(new ArrayBuffer(32));
      rest.slice(0, WORDS.length).forEach((word, index) => bytes.setBigUint64(8 * index, BigInt.asUintN(64, BigInt(word)), true));
      return view({ length: Number(length), bytes, path: String(rest[WORDS.length] ?? "") }, abi.constants);
    },
  };
}

function variable(name: string, doc: string, view: View): ArgumentVariable {
  return { name: () => name, type: "string", doc, load: textOf(`socket-address-${name}`, 160, viewed(view, false)) };
}

/** The first numbers of an address as expressions, so that kernel handlers can compare what's made of them; empty where there's none. */
function ofAddress(builder: Builder, { raw, peer }: ArgumentValue, make: (member: (offset: number) => LongExpr) => StringExpr): StringExpr {
  const [address, isReadable] = addressed(builder, raw);
  const length = peer === undefined ? builder.constant(0) : signed32(builder, peer);
  const hasFamily = builder.logical("and", builder.compare("ge", length, builder.constant(2)), builder.compare("ne", address, builder.constant(0)));
  const member = (offset: number) => builder.load(raw, { offset, size: 2, access: "user", onFault: "zero", nullIsZero: true });
  return builder.select(builder.logical("and", hasFamily, isReadable), make(member), builder.text(""));
}

function loadFamily(builder: Builder, argument: ArgumentValue): StringExpr {
  return ofAddress(builder, argument, (member) => builder.fact(constantTableFact("socket_family", argument.abi.constants), member(0)));
}

function loadPort(builder: Builder, argument: ArgumentValue): StringExpr {
  return ofAddress(builder, argument, (member) => {
    const is = (family: number) => builder.compare("eq", member(0), builder.constant(family));
    const port = builder.binary("or", builder.binary("shl", builder.binary("and", member(2), 0xff), 8), builder.binary("shr", member(2), 8));
    return builder.select(builder.logical("or", is(AF_INET), is(AF_INET6)), builder.format(builder.value("d", port)), builder.text(""));
  });
}

/** A socket's address in words. */
export const socketAddressWords = viewed(wordsOf, true);

/** A socket's address, whose length is the peer: NAME_uaddr, NAME_str and SystemTap's `uaddr_…` values. */
export const socketAddressKind: ArgumentKind = {
  variables: [
    addressVariable,
    { aspect: "words", name: suffixed("_str"), type: "string", doc: "what it holds", load: textOf("socket-address", 160, socketAddressWords) },
    { name: () => "uaddr_af", type: "string", doc: "the address family's name", load: loadFamily },
    variable("uaddr_ip", "the IP address; empty for other families", ipOf),
    { name: () => "uaddr_ip_port", type: "string", doc: "the port; empty for other families", load: loadPort },
    variable("uaddr_ipv6_flowinfo", "the IPv6 flow information", (address) =>
      familyOf(address) === AF_INET6 ? String(address.bytes.getUint32(4)) : "",
    ),
    variable("uaddr_ipv6_scope_id", "the IPv6 scope", (address) => (familyOf(address) === AF_INET6 ? String(address.bytes.getUint32(24, true)) : "")),
  ],
  shown: socketAddressWords,
};
