import type { Intrinsic, StringExpr } from "@tapset/core";
import { nameFact } from "./name-fact.js";
import { namedNumber } from "./named-number.js";
import { socketFamilies, socketProtocols, socketStates } from "./socket-names.js";

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
];

/** Numbers that sockets have, in words, and back. */
export const socketNameFunctions: readonly Intrinsic[] = kinds.flatMap(({ word, parameter, what, example, names }): Intrinsic[] => {
  const prefix = `${word.toUpperCase()}#`;
  const fact = nameFact(`socket-${word}`, names, { prefix, conversion: "d" });
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
