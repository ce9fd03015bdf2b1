import type { FunctionDecl, GlobalEntry } from "@tapset/language";
import type { PrintedTypes } from "../elaborate/print-elaborated.js";
import type { ElaboratedProbe } from "../elaborated.js";
import type { TypeCell } from "./type-cell.js";
import type { FunctionSymbol, GlobalSymbol, Typed, TypedHandler } from "./typed.js";

/** The inferred types as `-p2` shows them: `long`, `stats [string, long]`. */
export function printedTypes(typed: Typed): PrintedTypes {
  const globals = new Map<GlobalEntry, GlobalSymbol>(typed.globals.map((symbol) => [symbol.entry, symbol]));
  const functions = new Map<FunctionDecl, FunctionSymbol>(typed.functions.map((symbol) => [symbol.declaration, symbol]));
  const handlers = new Map<ElaboratedProbe, TypedHandler>(typed.handlers.flatMap((handler) => handler.probes.map((probe) => [probe, handler])));
  return {
    global(entry) {
      const symbol = globals.get(entry);
      if (symbol === undefined) return undefined;
      const keys = symbol.keys ?? [];
      return keys.length === 0 ? name(symbol.type) : `${name(symbol.type)} [${keys.map(name).join(", ")}]`;
    },
    returns(declaration) {
      const symbol = functions.get(declaration);
      return symbol && name(symbol.returns);
    },
    parameter(declaration, index) {
      const cell = functions.get(declaration)?.parameters[index]?.type;
      return cell && name(cell);
    },
    local(probe, wanted) {
      const cell = handlers.get(probe)?.locals.find((symbol) => symbol.name === wanted)?.type;
      return cell?.type;
    },
  };
}

/** SystemTap's word where nothing says a type: of functions without value, say. */
function name(cell: TypeCell): string {
  return cell.type ?? "unknown";
}
