import type { GlobalDecl, GlobalEntry, Literal, Script } from "@tapset/language";
import { CommandError, EXIT } from "./exit-status.js";

/**
 * The script with `-G NAME=VALUE` in place of what its scalars begin with. A variable that begins with nothing takes a
 * value that looks like a number as one, unless the script uses it as a string.
 *
 * @throws CommandError with status 2 for a name that is no global of the script, an array, or a number set to text
 */
export function withGlobalValues(script: Script, values: ReadonlyMap<string, string>): Script {
  const names = new Set(script.items.flatMap((item) => (item.kind === "GlobalDecl" ? item.entries.map(({ name }) => name) : [])));
  for (const name of values.keys()) {
    if (names.has(name)) continue;
    const hints = names.size > 0 ? [`name one of ${[...names].join(", ")}`] : [];
    throw new CommandError(EXIT.usage, `-G ${name}: the script declares no global of this name`, hints);
  }
  const set = (entry: GlobalEntry): GlobalEntry => {
    const text = values.get(entry.name);
    return text === undefined ? entry : { ...entry, ...givenValue(entry, text) };
  };
  const declared = (item: GlobalDecl): GlobalDecl => ({ ...item, entries: item.entries.map(set) });
  return { ...script, items: script.items.map((item) => (item.kind === "GlobalDecl" ? declared(item) : item)) };
}

function givenValue({ name, init, size, wraps, span }: GlobalEntry, text: string): { readonly init: Literal; readonly given?: string } {
  if (size !== undefined || wraps) throw new CommandError(EXIT.usage, `-G ${name}: only scalars can be set, not arrays`);
  const isNumber = /^-?(0x[0-9a-f]+|\d+)$/i.test(text);
  if (init?.kind === "StringLiteral" || (init === undefined && !isNumber)) {
    return { init: { kind: "StringLiteral", span, value: Buffer.from(text, "utf8").toString("latin1") } };
  }
  if (!isNumber) throw new CommandError(EXIT.usage, `-G ${name}=${text}: the variable is a number`);
  const magnitude = BigInt(text.replace("-", ""));
  const literal: Literal = { kind: "NumberLiteral", span, value: BigInt.asIntN(64, text.startsWith("-") ? -magnitude : magnitude) };
  return { init: literal, ...(init === undefined && { given: text }) };
}
