import type { FunctionDecl, Script } from "@tapset/language";
import type { SemanticDiagnostic } from "../elaborated.js";
import { elaborateError } from "./elaborate-errors.js";
import { goesOn } from "./goes-on.js";

/** What is wrong with a file's declarations whether or not a probe reaches them. */
export function checkDeclarations(script: Script): readonly SemanticDiagnostic[] {
  return [...checkAliasNames(script), ...checkGlobals(script), ...checkFunctions(script), ...checkEmbedded(script)];
}

function* checkAliasNames(script: Script): Generator<SemanticDiagnostic> {
  for (const item of script.items) {
    if (item.kind !== "AliasDecl") continue;
    for (const name of item.names) {
      const wrong = name.components.find((component) => component.param !== undefined || component.name.includes("*"));
      if (wrong) yield elaborateError("alias-name", wrong.span, [name.components.map((component) => component.name).join(".")]);
    }
  }
}

function* checkGlobals(script: Script): Generator<SemanticDiagnostic> {
  const first = new Map<string, SemanticDiagnostic["chain"][number]>();
  for (const item of script.items) {
    if (item.kind !== "GlobalDecl") continue;
    for (const { name, span } of item.entries) {
      const before = first.get(name);
      if (before === undefined) first.set(name, { message: "first declared", span });
      else yield elaborateError("duplicate-global", span, [name], { chain: [before] });
    }
  }
}

function* checkFunctions(script: Script): Generator<SemanticDiagnostic> {
  const functions = script.items.filter((item) => item.kind === "FunctionDecl");
  for (const { name, params } of functions) {
    for (const [index, parameter] of params.entries()) {
      const isSecond = params.slice(0, index).some((other) => other.name === parameter.name);
      if (isSecond) yield elaborateError("duplicate-parameter", parameter.span, [parameter.name, name]);
    }
  }
  for (const declarations of overloadGroups(functions)) {
    const ordered = [...declarations].sort((a, b) => (a.priority ?? 0) - (b.priority ?? 0));
    const last = ordered.findIndex((declaration) => !goesOn(declaration));
    if (last < 0) continue;
    for (const { name, nameSpan } of ordered.slice(last + 1)) {
      yield elaborateError("unreachable-overload", nameSpan, [name], { severity: "warning" });
    }
  }
}

/** Functions of one name and number of parameters. */
function overloadGroups(functions: readonly FunctionDecl[]): Iterable<readonly FunctionDecl[]> {
  const groups = new Map<string, FunctionDecl[]>();
  for (const each of functions) {
    const key = `${each.name}/${each.params.length}`;
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return groups.values();
}

function* checkEmbedded(script: Script): Generator<SemanticDiagnostic> {
  for (const item of script.items) {
    if (item.kind !== "EmbeddedC") continue;
    yield elaborateError("embedded-c", item.span, [], { hints: ["leave it out: what it declares could only serve other embedded C"] });
  }
}
