import { type Block, type FunctionDecl, type GlobalDecl, type GlobalEntry, print, walk } from "@tapset/language";
import type { Elaborated, ElaboratedProbe } from "../elaborated.js";

/** Types to print, once inference has found them; what gives undefined is printed without. */
export interface PrintedTypes {
  /** `long`, `string[long]`. */
  global?(entry: GlobalEntry): string | undefined;
  returns?(declaration: FunctionDecl): string | undefined;
  parameter?(declaration: FunctionDecl, index: number): string | undefined;
  local?(probe: ElaboratedProbe, name: string): string | undefined;
}

/** Options of {@link printElaborated}. */
export interface PrintElaboratedOptions {
  readonly types?: PrintedTypes;
  /** Print bodies too, as `-v` does. */
  readonly bodies?: boolean;
}

/**
 * What `-p2` shows, laid out as SystemTap does:
 *
 *     # globals
 *     n:long
 *     # functions
 *     f:long (x:long)
 *     # probes
 *     begin   (and where it comes from, in a comment)
 *       # locals
 *       x:long
 */
export function printElaborated(elaborated: Elaborated, options: PrintElaboratedOptions = {}): string {
  const { types = {}, bodies = false } = options;
  const sections = [
    section("# globals", elaborated.globals.flatMap((declaration) => globalLines(declaration, types))),
    section("# functions", [...elaborated.functions].flatMap(([name, overloads]) => overloads.flatMap((each) => functionLines(name, each, types, bodies)))),
    section("# probes", elaborated.probes.flatMap((probe) => probeLines(probe, elaborated, types, bodies))),
  ];
  return sections.join("");
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? "" : `${[title, ...lines].join("\n")}\n`;
}

function globalLines({ entries }: GlobalDecl, types: PrintedTypes): string[] {
  return entries.map((entry) => {
    const size = entry.size === undefined ? "" : `[${entry.size}]`;
    const init = entry.init === undefined ? "" : ` = ${print(entry.init)}`;
    return `${typed(`${entry.name}${entry.wraps ? "%" : ""}${size}`, types.global?.(entry))}${init}`;
  });
}

function functionLines(name: string, declaration: FunctionDecl, types: PrintedTypes, bodies: boolean): string[] {
  const parameters = declaration.params.map((parameter, index) =>
    typed(parameter.name, types.parameter?.(declaration, index) ?? parameter.type),
  );
  const head = `${typed(name, types.returns?.(declaration) ?? declaration.returns)} (${parameters.join(", ")})`;
  return bodies ? [head, print(declaration.body)] : [head];
}

function probeLines(probe: ElaboratedProbe, { globals }: Elaborated, types: PrintedTypes, bodies: boolean): string[] {
  const conditions = probe.conditions.map((condition) => `(${print(condition)})`).join(" && ");
  const condition = conditions === "" ? "" : ` if ${probe.conditions.length > 1 ? `(${conditions})` : conditions}`;
  const lines = [`${probe.derived.point}${condition} /* <- ${probe.lineage.join(" <- ")} */`];
  const globalNames = new Set(globals.flatMap(({ entries }) => entries.map(({ name }) => name)));
  const locals = [...new Set(probe.bodies.flatMap(({ block }) => variableNames(block)))].filter((name) => !globalNames.has(name));
  if (locals.length > 0) lines.push("  # locals", ...locals.map((name) => `  ${typed(name, types.local?.(probe, name))}`));
  if (bodies) lines.push(...probe.bodies.map(({ block }) => print(block)));
  return lines;
}

/** The plain variables a block names, in the order they appear. */
function variableNames(block: Block): string[] {
  const names: string[] = [];
  walk(block, (node) => {
    if (node.kind === "Variable") names.push(node.name);
  });
  return names;
}

function typed(name: string, type: string | undefined): string {
  return type === undefined ? name : `${name}:${type}`;
}
