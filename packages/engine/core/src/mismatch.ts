import type { ProbeComponent, ProbePoint, Span } from "@tapset/language";
import { closest, didYouMean } from "@tapset/language";
import { isInternalName } from "./internal-name.js";
import { literalType, pointText } from "./point-text.js";
import { type PointNode, type VariableWords, knownForms } from "./point-tree.js";
import type { MatchedComponent } from "./probe-family.js";
import { pointNames } from "./script-names.js";

/** How far a written point got before nothing matched. */
export interface MatchFailure {
  readonly node: PointNode;
  readonly taken: readonly MatchedComponent[];
  /** The component nothing matched; undefined when the point ended too soon. */
  readonly component: ProbeComponent | undefined;
}

/** Rules a written point can break. */
export type MismatchId =
  | "unknown-probe-point"
  | "incomplete-probe-point"
  | "extra-component"
  | "no-wildcard-match"
  | "missing-literal"
  | "extra-literal"
  | "wrong-literal-type";

/** Why a written point matches nothing, in the words of a diagnostic. */
export interface Mismatch {
  readonly id: MismatchId;
  readonly message: string;
  readonly span: Span;
  readonly hints: readonly string[];
}

/** How many forms a hint lists. */
const MOST_LISTED = 6;

/** Says what is wrong with a point and what could be meant. `forms`: everything that can be written. */
export function explainMismatch(
  point: ProbePoint,
  failure: MatchFailure,
  words: VariableWords,
  forms: readonly string[],
): Mismatch {
  const { node, taken, component } = failure;
  const before = pointText(taken);
  if (component === undefined) {
    const following = [...knownForms(node, words)].map(({ form }) => `${before}.${form}`);
    return { id: "incomplete-probe-point", message: `probe point '${before}' is incomplete`, span: point.span, hints: oneOf(following) };
  }
  const { name, span } = component;
  if (name.includes("*")) {
    const message = before === "" ? `no probe point matches '${name}'` : `nothing in '${before}' matches '${name}'`;
    return { id: "no-wildcard-match", message, span, hints: oneOf([...knownForms(node, words)].map(({ form }) => prefixed(before, form))) };
  }
  const taking = node.steps(name, words).map(({ edge }) => edge.component.literal);
  if (taking.length > 0) return explainLiteral(component, taking, prefixed(before, name));
  if (node.edges.length === 0 && taken.length > 0) {
    return { id: "extra-component", message: `probe point '${before}' takes no further component`, span, hints: [`leave out '.${name}'`] };
  }
  const hints = suggestions(point, failure, words, forms);
  const known = before === "" ? knownWords(point, forms) : 0;
  const stranger = point.components[known];
  if (known > 0 && stranger !== undefined) {
    const prefix = pointNames(point).slice(0, known).join(".");
    return { id: "unknown-probe-point", message: `'${prefix}' has no '${stranger.name}'`, span: stranger.span, hints };
  }
  if (known > 0 && point.components.every(({ param }) => param === undefined)) {
    return { id: "incomplete-probe-point", message: `probe point '${pointNames(point).join(".")}' is incomplete`, span: point.span, hints };
  }
  const message = before === "" ? `no probe point begins with '${name}'` : `'${before}' has no '${name}'`;
  return { id: "unknown-probe-point", message, span, hints };
}

/**
 * Says what is wrong with what is written behind an alias's name, when nothing that the alias stands for takes it. `isWhole`: all of
 * that would do without.
 */
export function explainSuffix(point: ProbePoint, alias: string, { name, span }: ProbeComponent, isWhole: boolean, forms: readonly string[]): Mismatch {
  const near = closest(pointNames(point).join("."), forms.filter((form) => !isInternalName(form) && !form.includes("(") && form !== alias));
  const hints = near.length > 0 ? didYouMean(near) : isWhole ? [`leave out '.${name}'`] : [];
  return { id: isWhole ? "extra-component" : "unknown-probe-point", message: `'${alias}' has no '${name}'`, span, hints };
}

/** How many words of a point some form begins with: aliases are whole, so none of theirs is taken before all match. */
function knownWords({ components }: ProbePoint, forms: readonly string[]): number {
  const points = forms.map((form) => form.replace(/\([^)]*\)/g, "").split("."));
  const isKnown = (count: number): boolean => points.some((each) => components.slice(0, count).every(({ name }, index) => each[index] === name));
  let count = 0;
  while (count < components.length && isKnown(count + 1)) count += 1;
  return count;
}

function explainLiteral(
  { name, param, span }: ProbeComponent,
  taking: readonly ("string" | "number" | undefined)[],
  text: string,
): Mismatch {
  const written = literalType(param);
  const wanted = taking.filter((type) => type !== undefined);
  const forms = taking.map((type) => (type === undefined ? text : `${text}(${type})`));
  const types = wanted.map((type) => `a ${type}`).join(" or ");
  if (written === undefined) {
    return { id: "missing-literal", message: `'${name}' takes ${types} in parentheses`, span, hints: oneOf(forms) };
  }
  if (wanted.length === 0) {
    return { id: "extra-literal", message: `'${name}' takes nothing in parentheses`, span: param?.span ?? span, hints: oneOf(forms) };
  }
  return { id: "wrong-literal-type", message: `'${name}' takes ${types}, not a ${written}`, span: param?.span ?? span, hints: oneOf(forms) };
}

/** Whole points near the written one; for a point with wildcards, words near the one that failed. */
function suggestions(
  point: ProbePoint,
  { node, taken, component }: MatchFailure,
  words: VariableWords,
  forms: readonly string[],
): readonly string[] {
  const names = point.components.map(({ name }) => name);
  if (names.some((name) => name.includes("*"))) {
    return didYouMean(closest(component?.name ?? "", node.allSteps(words).map((step) => step.name)));
  }
  const byText = new Map<string, string>();
  for (const form of forms) {
    if (isInternalName(form)) continue;
    const text = form.replace(/\([^)]*\)/g, "");
    if (!byText.has(text)) byText.set(text, form);
  }
  const near = closest(names.join("."), byText.keys()).map((text) => byText.get(text) ?? text);
  if (near.length > 0) return didYouMean(near);
  if (taken.length > 0) return oneOf([...knownForms(node, words)].map(({ form }) => prefixed(pointText(taken), form)).filter((form) => !isInternalName(form)));
  // A word in front of many others that can't be listed here: syscal.openat.
  const first = didYouMean(closest(names[0] ?? "", [...byText.keys()].map((text) => text.split(".", 1)[0] ?? "")));
  return first.length > 0 ? first : ["list what there is with: tapset --dump-probe-types"];
}

function oneOf(forms: readonly string[]): readonly string[] {
  const distinct = [...new Set(forms)];
  if (distinct.length === 0) return [];
  const listed = distinct.slice(0, MOST_LISTED).join(", ");
  if (distinct.length === 1) return [`write ${listed}`];
  return [`write one of ${listed}${distinct.length > MOST_LISTED ? ", …" : ""}`];
}

function prefixed(before: string, name: string): string {
  return before === "" ? name : `${before}.${name}`;
}
