import type { Builder, Fact, StringExpr } from "@tapset/core";
import { plain, signed32, suffixed, type ArgumentKind, type ArgumentValue } from "../argument-kind.js";
import { constantFact } from "../constant-fact.js";
import { constantNames, type ConstantTable } from "../constant-names.js";
import constants from "../data/constants.json" with { type: "json" };

/** The tables of data/constants.json, by name. */
export const constantTables: ReadonlyMap<string, ConstantTable> = new Map(
  (constants as readonly ConstantTable[]).map((table) => [table.name, table]),
);

/** Something made once for each architecture, when it's first asked for. */
function byArchitecture<T>(make: (arch: string) => T): (arch: string) => T {
  const made = new Map<string, T>();
  return (arch) => {
    const known = made.get(arch) ?? make(arch);
    made.set(arch, known);
    return known;
  };
}

const tableWords = new Map([...constantTables].map(([name, table]) => [name, byArchitecture((arch) => constantNames(table, arch))]));

/** A value in the words of a table of data/constants.json; its number where there's no such table. */
export function constantWords(table: string, arch: string, value: bigint): string {
  return tableWords.get(table)?.(arch)(value) ?? value.toString();
}

/** A number with a `_str` variable beside it that says it in words; argstr shows the words. */
function named(wide: boolean, words: (builder: Builder, argument: ArgumentValue) => StringExpr): ArgumentKind {
  return {
    variables: [
      { aspect: "value", name: plain, type: "long", doc: "as a number", load: (builder, { raw }) => (wide ? raw : signed32(builder, raw)) },
      { aspect: "words", name: suffixed("_str"), type: "string", doc: "in words", load: words },
    ],
    show: (builder, argument) => builder.value("s", words(builder, argument)),
  };
}

function tableKind(table: ConstantTable): ArgumentKind {
  const factOf = byArchitecture((arch) => constantFact(table, arch));
  return named(table.wide ?? false, (builder, { raw }) => builder.fact(factOf(builder.target.arch), table.wide ? raw : signed32(builder, raw)));
}

/** A number whose meaning the peer's value decides: by that value, the name of a table. Else it's written in decimal. */
function dependent(name: string, tables: ReadonlyMap<bigint, string>): ArgumentKind {
  const factOf = byArchitecture((arch): Fact => ({
    name: `syscall/${name}`,
    injective: false,
    bound: 255,
    render: (peer, value) => constantWords(tables.get(BigInt(peer)) ?? "", arch, BigInt(value)),
  }));
  return named(false, (builder, { raw, peer }) =>
    builder.fact(factOf(builder.target.arch), signed32(builder, peer ?? builder.constant(-1)), signed32(builder, raw)),
  );
}

/** Tables by the value of a constant, from tables by its name. */
function byValue(table: string, rows: Readonly<Record<string, string>>): ReadonlyMap<bigint, string> {
  const values = constantTables.get(table)?.choices ?? {};
  return new Map(Object.entries(rows).map(([name, other]) => [BigInt(values[name] ?? -1), other]));
}

/** Kinds that are numbers with names: one for each table, and those that depend on another argument. */
export const constantKinds: readonly (readonly [string, ArgumentKind])[] = [
  ...[...constantTables.values()].map((table) => [table.name, tableKind(table)] as const),
  ["socket_protocol", dependent("socket_protocol", byValue("socket_family", { AF_INET: "ip_protocol", AF_INET6: "ip_protocol", AF_NETLINK: "netlink_protocol" }))],
  [
    "socket_option",
    dependent("socket_option", byValue("socket_level", { SOL_SOCKET: "socket_option_name", SOL_TCP: "tcp_option", SOL_IP: "ip_option", SOL_IPV6: "ipv6_option" })),
  ],
];
