import type { Environment } from "./environment.js";
import { isGlob, matchesGlob } from "./glob.js";
import { parseNumber } from "./number-literal.js";
import type { Token } from "./token.js";
import { compareVersions } from "./version-order.js";

/** What a preprocessor condition comes to, or what was wanted in place of a token (none: of the condition's end). */
export type ConditionResult =
  | { readonly value: boolean }
  | { readonly token: Token | undefined; readonly wanted: string };

/** How the two sides of a comparison are compared; undefined for an operator this kind of value doesn't know. */
type Comparison = (left: string, operator: string, right: string) => boolean | undefined;

/** What the first word of a comparison stands for. */
interface Subject {
  readonly value: (environment: Environment) => string;
  readonly compare: Comparison;
  /** What the right side has to be. */
  readonly right: "string" | "number";
  /** Whether the right side may also be a number or another option, both taken as numbers. */
  readonly isOption?: boolean;
}

const subjects: Readonly<Record<string, Subject>> = {
  kernel_v: { value: (environment) => environment.kernelVersion, compare: compareKernel, right: "string" },
  kernel_vr: { value: (environment) => environment.kernelRelease, compare: compareKernel, right: "string" },
  systemtap_v: { value: (environment) => environment.systemtapVersion, compare: compareKernel, right: "string" },
  arch: { value: (environment) => environment.arch, compare: comparePattern, right: "string" },
  runtime: { value: (environment) => environment.runtime, compare: comparePattern, right: "string" },
  systemtap_privilege: { value: (environment) => environment.privilege, compare: comparePattern, right: "string" },
  guru_mode: { value: (environment) => (environment.guru ? "1" : "0"), compare: compareEquality, right: "number" },
};

const comparisonOperators = new Set(["<", "<=", "==", "!=", ">", ">="]);

/** Evaluates the tokens between `%(` and `%?`: comparisons joined by `&&` (binds tighter) and `||`. */
export function evaluateCondition(tokens: readonly Token[], environment: Environment): ConditionResult {
  let any = false;
  let all = true;
  for (let at = 0; ; at += 4) {
    const result = compare(tokens.slice(at, at + 3), environment);
    if ("wanted" in result) return result;
    all &&= result.value;
    const joint = tokens[at + 3];
    if (joint === undefined) return { value: any || all };
    if (joint.text === "||" && joint.type === "operator") {
      any ||= all;
      all = true;
    } else if (joint.text !== "&&" || joint.type !== "operator") {
      return { token: joint, wanted: "'&&', '||' or '%?'" };
    }
  }
}

/** One comparison: a word or literal, an operator, a literal. */
function compare(tokens: readonly Token[], environment: Environment): ConditionResult {
  const [left, operator, right] = tokens;
  const subject = left === undefined ? undefined : subjectOf(left);
  if (left === undefined || subject === undefined) {
    return {
      token: left,
      wanted:
        "'arch', 'kernel_v', 'kernel_vr', 'systemtap_v', 'systemtap_privilege', 'runtime', 'guru_mode', " +
        "'CONFIG_...', or comparison between strings or integers",
    };
  }
  if (operator?.type !== "operator" || !comparisonOperators.has(operator.text)) {
    return { token: operator, wanted: "comparison operator" };
  }
  const actual = subject.value(environment);
  const number = subject.isOption === true ? optionNumber(right, environment) : undefined;
  if (number !== undefined) return { value: compareNumbers(actual, operator.text, number) };
  if (right?.type !== subject.right) {
    return { token: right, wanted: `${subject.right} literal as right value` };
  }
  const value = subject.compare(actual, operator.text, right.text);
  if (value === undefined) return { token: operator, wanted: "'==' or '!='" };
  return { value };
}

function subjectOf(left: Token): Subject | undefined {
  const { text, type } = left;
  if (type === "string") return { value: () => text, compare: compareText, right: "string" };
  if (type === "number") return { value: () => text, compare: compareNumbers, right: "number" };
  if (type !== "identifier") return undefined;
  if (text.startsWith("CONFIG_")) {
    const value = (environment: Environment): string => environment.config(text) ?? "";
    return { value, compare: comparePattern, right: "string", isOption: true };
  }
  return Object.hasOwn(subjects, text) ? subjects[text] : undefined;
}

/** The number on the right of an option: a literal or another option's value; undefined when it is neither. */
function optionNumber(right: Token | undefined, environment: Environment): string | undefined {
  if (right?.type === "number") return right.text;
  return right?.type === "identifier" && right.text.startsWith("CONFIG_") ? environment.config(right.text) ?? "0" : undefined;
}

function compareKernel(left: string, operator: string, right: string): boolean | undefined {
  if ((operator === "==" || operator === "!=") && isGlob(right)) return comparePattern(left, operator, right);
  return holds(compareVersions(left, right), operator);
}

function comparePattern(left: string, operator: string, right: string): boolean | undefined {
  if (operator === "==") return matchesGlob(right, left);
  if (operator === "!=") return !matchesGlob(right, left);
  return undefined;
}

function compareEquality(left: string, operator: string, right: string): boolean | undefined {
  return operator === "==" || operator === "!=" ? compareNumbers(left, operator, right) : undefined;
}

/** What is no number counts as 0. */
function compareNumbers(left: string, operator: string, right: string): boolean {
  const a = parseNumber(left) ?? 0n;
  const b = parseNumber(right) ?? 0n;
  return holds(a < b ? -1 : a > b ? 1 : 0, operator);
}

function compareText(left: string, operator: string, right: string): boolean {
  return holds(left < right ? -1 : left > right ? 1 : 0, operator);
}

/** Whether an order (negative, zero, positive) satisfies a comparison operator. */
function holds(order: number, operator: string): boolean {
  if (operator === "==") return order === 0;
  if (operator === "!=") return order !== 0;
  if (operator === "<") return order < 0;
  if (operator === "<=") return order <= 0;
  return operator === ">" ? order > 0 : order >= 0;
}
