import type { Builder, Fact, StringExpr } from "@tapset/core";
import { plain, type Recording, registerText, signed32, suffixed, textOf, type ArgumentKind, type ArgumentValue } from "../argument-kind.js";
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

const tableFacts = new Map([...constantTables].map(([name, table]) => [name, byArchitecture((arch): Fact => constantFact(table, arch))]));

/** The fact of a table of data/constants.json. */
export function constantTableFact(table: string, arch: string): Fact {
  const fact = tableFacts.get(table)?.(arch);
  if (fact === undefined) throw new Error(`no constants are named ${table}`);
  return fact;
}

/** A number with a `_str` variable beside it that says it in words; argstr shows the words. */
function named(wide: boolean, shown: Recording, words: (builder: Builder, argument: ArgumentValue) => StringExpr): ArgumentKind {
  return {
    variables: [
      { aspect: "value", name: plain, type: "long", doc: "as a number", load: (builder, { raw }) => (wide ? raw : signed32(builder, raw)) },
      { aspect: "words", name: suffixed("_str"), type: "string", doc: "in words", load: words },
    ],
    shown,
    show: (builder, argument) => builder.value("s", words(builder, argument)),
  };
}

function tableKind(table: ConstantTable): ArgumentKind {
  const shown = registerText((value, { constants: arch }) => constantWords(table.name, arch, value));
  return named(table.wide ?? false, shown, (builder, { raw, abi }) => builder.fact(constantTableFact(table.name, abi.constants), table.wide ? raw : signed32(builder, raw)));
}

/** A number whose meaning the peer's value decides: by that value, the name of a table. Else it's written as `otherwise` does. */
function dependent(name: string, tables: ReadonlyMap<bigint, string>, otherwise: (value: bigint) => string = int): ArgumentKind {
  const shown: Recording = {
    render: ([value = 0n, peer = -1n], { abi }) => {
      const table = tables.get(BigInt.asIntN(32, BigInt(peer)));
      return table === undefined ? otherwise(BigInt(value)) : constantWords(table, abi.constants, BigInt(value));
    },
  };
  return named(false, shown, textOf(name, 255, shown));
}

/** The same with the whole register as its number, and no words beside it: they stand in argstr alone. */
function wide({ shown }: ArgumentKind): ArgumentKind {
  return { variables: [{ aspect: "value", name: plain, type: "long", doc: "as a number", load: (_builder, { raw }) => raw }], ...(shown && { shown }) };
}

const int = (value: bigint): string => BigInt.asIntN(32, value).toString();
const hex = (value: bigint): string => `0x${BigInt.asUintN(64, value).toString(16)}`;

/** Tables by the value of a constant, from tables by its name. */
function byValue(table: string, rows: Readonly<Record<string, string>>): ReadonlyMap<bigint, string> {
  const values = constantTables.get(table)?.choices ?? {};
  return new Map(Object.entries(rows).map(([name, other]) => [BigInt(values[name] ?? -1), other]));
}

const fanotifyMask = constantTables.get("fanotify_mask")!;

/** Kinds that are numbers with names: one for each table, and those that depend on another argument. */
export const constantKinds: readonly (readonly [string, ArgumentKind])[] = [
  ...[...constantTables.values()].map((table) => [table.name, tableKind(table)] as const),
  ["split_fanotify_mask", { ...tableKind(fanotifyMask), registers: 2 }],
  ["socket_protocol", dependent("socket_protocol", byValue("socket_family", { AF_INET: "ip_protocol", AF_INET6: "ip_protocol", AF_NETLINK: "netlink_protocol" }))],
  [
    "socket_option",
    dependent("socket_option", byValue("socket_level", { SOL_SOCKET: "socket_option_name", SOL_TCP: "tcp_option", SOL_IP: "ip_option", SOL_IPV6: "ipv6_option" })),
  ],
  [
    "fcntl_argument",
    wide(
      dependent(
        "fcntl_argument",
        byValue("fcntl_command", {
          F_SETFD: "fd_flags",
          F_SETFL: "open_flags",
          F_SETSIG: "signal",
          F_SETLEASE: "lease_type",
          F_NOTIFY: "directory_events",
          F_ADD_SEALS: "file_seals",
        }),
        hex,
      ),
    ),
  ],
];
