import { type Builder, type Fact, type Intrinsic, type LongExpr, nameFact, type StringExpr } from "@tapset/core";
import { bitNamesFact } from "./bit-names-fact.js";
import { namedNumber } from "./named-number.js";
import { messageFlags, socketFamilies, socketFlags, socketProtocols, socketStates, socketTypes } from "./socket-names.js";

interface Kind {
  /** As in `sock_prot_num2str`. */
  readonly word: string;
  readonly parameter: string;
  /** What a number is, for documentation. */
  readonly what: string;
  readonly example: string;
  readonly names: ReadonlyMap<bigint, string>;
}

const kinds: readonly Kind[] = [
  { word: "prot", parameter: "proto", what: "an IP protocol", example: "TCP", names: socketProtocols },
  { word: "fam", parameter: "family", what: "an address family", example: "INET", names: socketFamilies },
  { word: "state", parameter: "state", what: "a socket's state", example: "CONNECTED", names: socketStates },
  { word: "type", parameter: "type", what: "a socket's type", example: "STREAM", names: socketTypes },
];

const numbered: readonly Intrinsic[] = kinds.flatMap(({ word, parameter, what, example, names }): Intrinsic[] => {
  const prefix = `${word.toUpperCase()}#`;
  const fact = nameFact(`context/socket-${word}`, names, { prefix, conversion: "d" });
  const numbers = new Map([...names].map(([number, name]) => [name, number]));
  const number = numbers.get(example);
  return [
    {
      name: `sock_${word}_num2str`,
      parameters: [{ name: parameter, type: "long" }],
      returns: "string",
      doc: `the name of ${what}: ${example} for ${String(number)}, ${prefix}999 for 999, which has none`,
      purity: "pure",
      lower: (builder, value) => builder.fact(fact, value),
    },
    {
      name: `sock_${word}_str2num`,
      parameters: [{ name: parameter, type: "string" }],
      returns: "long",
      doc: `the number of ${what}: ${String(number)} for ${example}; -1 for a name that none has`,
      purity: "pure",
      lower: (builder, text) => namedNumber(builder, text as StringExpr, numbers),
    },
  ];
});

const ofMessage = bitNamesFact("message-flags", messageFlags, "0x0");
const ofSocket = bitNamesFact("socket-flags", socketFlags.sinceLinux616, "0x0");
const ofOldSocket = bitNamesFact("old-socket-flags", socketFlags.before, "0x0");

/** The bits were renumbered when struct sock got its own flags for credentials. */
function ofSocketHere({ target }: Builder): Fact {
  const sock = target.btf?.byName("struct", "sock");
  return sock === undefined || hasMember(sock, "sk_scm_recv_flags") ? ofSocket : ofOldSocket;
}

/** Whether a structure has a member, itself or in an unnamed part. */
function hasMember(type: NonNullable<LongExpr["ctype"]>, name: string): boolean {
  if (type.kind !== "struct" && type.kind !== "union") return false;
  return type.members.some((member) => member.name === name || (member.name === "" && hasMember(member.type, name)));
}

function flagNames(name: string, what: string, example: string, fact: (builder: Builder) => Fact): Intrinsic {
  return {
    name,
    parameters: [{ name: "flags", type: "long" }],
    returns: "string",
    doc: `the names of ${what}: ${example}; 0x0 for none`,
    purity: "pure",
    lower: (builder, flags) => builder.fact(fact(builder), flags),
  };
}

/** Numbers that sockets have, in words, and back. */
export const socketNameFunctions: readonly Intrinsic[] = [
  ...numbered,
  flagNames("sock_flags_num2str", "a socket's flags", "NOSPACE|SUPPORT_ZC", ofSocketHere),
  flagNames("msg_flags_num2str", "a message's flags", "PEEK|DONTWAIT", () => ofMessage),
];
