import type { Global, Limits } from "@tapset/core";
import { literalString } from "../infer/literal-string.js";
import type { GlobalSymbol } from "../infer/typed.js";
import { typeOf } from "./lowering.js";

/** The globals that are used, with the widest bounds; storage and bounds are decided once all handlers are there. */
export function declareGlobals(symbols: readonly GlobalSymbol[], limits: Limits): ReadonlyMap<GlobalSymbol, Global> {
  const used = symbols.filter((symbol) => symbol.reads + symbol.writes > 0);
  return new Map(used.map((symbol, id) => [symbol, declareGlobal(symbol, id, limits)]));
}

function declareGlobal(symbol: GlobalSymbol, id: number, limits: Limits): Global {
  const { entry, name } = symbol;
  const written = entry.init?.value;
  const initial = typeof written === "string" ? literalString(written) : written;
  const maxString = limits.MAXSTRINGLEN - 1;
  const type = symbol.type.type ?? "long";
  const keys = (symbol.keys ?? []).map((cell) => ({ type: typeOf(cell), bound: typeOf(cell) === "string" ? maxString : 0 }));
  return {
    id,
    name,
    type,
    bound: type === "string" ? maxString : 0,
    stats: type === "stats" ? { variance: symbol.variance, histogram: symbol.histogram && { ...symbol.histogram.shape, shownEmpty: limits.HIST_ELISION } } : undefined,
    keys,
    maxEntries: keys.length === 0 ? 1 : (entry.size ?? limits.MAXMAPENTRIES),
    wraps: entry.wraps,
    init: type === "string" ? (entry.given ?? initial) : initial,
    storage: "session",
    twoCopies: false,
    span: entry.span,
  };
}
