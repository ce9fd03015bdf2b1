import { type CType, type CTypeKind, printType, scalarOf, skipModifiers } from "@tapset/btf";
import { type CodeScope, type Die, ElfError, type Location, Variable } from "@tapset/elf";
import { type Builder, Refusal } from "./builder.js";
import { type DebugContext, debugValue } from "./debug-value.js";
import { unitVariable } from "./debug-variable.js";
import type { Expr, Segment } from "./ir.js";
import type { ContextVariable, Scope } from "./probe-family.js";
import { lazyScope, scopeOf } from "./scope.js";

/** What the names of a place in code are made with. */
export interface DebugScopeOptions {
  readonly context: DebugContext;
  /** The type that an entry describes. */
  readonly typeOf: (die: Die | undefined) => CType;
  /** For what's seen at the return of the function that begins at the place: its parameters are as they were there. */
  readonly atReturn?: { readonly result: ContextVariable | undefined };
}

/**
 * The names of an address in code: parameters and local variables that are seen there and, by `$name` too, the variables of its source file. Those that have no
 * value there are no part of the list, and say why when they're asked for.
 */
export function debugScope(code: CodeScope, pc: bigint, options: DebugScopeOptions): Scope {
  return lazyScope(() => scopeWithGlobals(code, pc, options));
}

function scopeWithGlobals(code: CodeScope, pc: bigint, options: DebugScopeOptions): Scope {
  const isReturn = options.atReturn !== undefined;
  const seen = distinct(isReturn ? code.parameters() : code.ownVariablesAt(pc));
  const variables = seen.map((variable) => contextVariable(variable, pc, options));
  const result = options.atReturn?.result;
  const own = scopeOf([
    ...(result ? [result] : []),
    ...variables,
    group("$$vars", "every parameter and local variable as name=0x…", variables, isReturn),
    group("$$parms", "every parameter as name=0x…", variables.filter((_, index) => seen[index]?.isParameter), isReturn),
    group("$$locals", "every local variable as name=0x…", variables.filter((_, index) => seen[index]?.isParameter === false), isReturn),
    ...(isReturn ? [group("$$return", "what the function returned as return=0x…", result ? [result] : [], false)] : []),
  ]);
  const globals = new Map<string, ContextVariable | undefined>();
  const globalOf = (name: string): ContextVariable | undefined => {
    if (!globals.has(name)) {
      const die = unitVariable(code.die.unit.root, name.slice(1));
      globals.set(name, die && { ...contextVariable(new Variable(die, code), pc, options), at: "fire" });
    }
    return globals.get(name);
  };
  return {
    lookup: (name) => own.lookup(name) ?? (/^\$\w/.test(name) ? globalOf(name) : undefined),
    list: () => own.list().filter(({ absent }) => absent === undefined),
  };
}

/** Of several with a name the innermost is meant. */
function distinct(variables: readonly Variable[]): readonly Variable[] {
  const byName = new Map<string, Variable>();
  for (const variable of variables) if (variable.name !== "" && !byName.has(variable.name)) byName.set(variable.name, variable);
  return [...byName.values()];
}

function contextVariable(variable: Variable, pc: bigint, { context, typeOf, atReturn }: DebugScopeOptions): ContextVariable {
  const name = `$${variable.name}`;
  const type = typeOf(variable.type);
  const location = locationAt(variable, pc);
  return {
    ...{ name, type: "long", doc: printType(type, variable.name), ctype: printType(type) },
    ...(atReturn && { at: "entry" as const }),
    ...(location.kind === "absent" && { absent: location.reason }),
    load: (builder) => debugValue(builder, name, location, type, context),
  };
}

/** What is malformed, or of a kind that isn't read, is said where the variable is asked for. */
function locationAt(variable: Variable, pc: bigint): Location {
  try {
    return variable.at(pc);
  } catch (error) {
    if (error instanceof ElfError) return { kind: "absent", reason: error.message };
    throw error;
  }
}

function group(name: string, doc: string, variables: readonly ContextVariable[], isReturn: boolean): ContextVariable {
  return { name, type: "string", doc, lists: variables, ...(isReturn && { at: "entry" as const }), load: (builder) => builder.format(...variables.flatMap((each, index) => listed(builder, each, index))) };
}

/** `name=0x…`; as SystemTap has it, `name={...}` and `name=[...]` for what is no number, and `name=?` for what has no value. */
function listed(builder: Builder, variable: ContextVariable, index: number): (Segment | string)[] {
  const label = `${index === 0 ? "" : " "}${variable.name.slice(1)}=`;
  const value = valueIfAny(builder, variable);
  if (value === undefined) return [`${label}?`];
  const type = value.type === "long" ? value.ctype : undefined;
  if (type === undefined || scalarOf(type) !== undefined) return [label, builder.value("x", value, true)];
  return [label + (NOT_NUMBERS[skipModifiers(type).kind] ?? "?")];
}

const NOT_NUMBERS: Readonly<Partial<Record<CTypeKind, string>>> = { struct: "{...}", union: "{...}", array: "[...]" };

function valueIfAny(builder: Builder, variable: ContextVariable): Expr | undefined {
  if (variable.absent !== undefined) return undefined;
  try {
    return variable.load(builder);
  } catch (error) {
    // A list has the others, whatever one of them takes.
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}
