import type { Module } from "@tapset/compiler";
import type { Global } from "@tapset/core";
import { CommandError, EXIT } from "./exit-status.js";

/**
 * The module with `-G NAME=VALUE` in place of what the script says its scalars begin with.
 *
 * @throws CommandError with status 2 for a name that is no scalar global, or a value that isn't of its type
 */
export function withGlobalValues(module: Module, values: ReadonlyMap<string, string>): Module {
  if (values.size === 0) return module;
  const { globals } = module.ir;
  for (const name of values.keys()) requireScalar(name, globals);
  const changed = globals.map((global) => {
    const text = values.get(global.name);
    return text === undefined ? global : { ...global, init: initialValue(global, text) };
  });
  return { ...module, ir: { ...module.ir, globals: changed } };
}

function requireScalar(name: string, globals: readonly Global[]): void {
  const global = globals.find((each) => each.name === name);
  if (global === undefined) {
    const names = globals.filter(({ keys, type }) => keys.length === 0 && type !== "stats").map((each) => each.name);
    throw new CommandError(EXIT.usage, `-G ${name}: the script uses no global of this name`, names.length > 0 ? [`name one of ${names.join(", ")}`] : []);
  }
  if (global.keys.length > 0 || global.type === "stats") throw new CommandError(EXIT.usage, `-G ${name}: only scalars can be set, not arrays or statistics`);
}

function initialValue({ name, type, bound }: Global, text: string): bigint | string {
  if (type === "string") return text.slice(0, bound);
  if (!/^-?(0x[0-9a-f]+|\d+)$/i.test(text)) throw new CommandError(EXIT.usage, `-G ${name}=${text}: the variable is a number`);
  const magnitude = BigInt(text.replace("-", ""));
  return BigInt.asIntN(64, text.startsWith("-") ? -magnitude : magnitude);
}
