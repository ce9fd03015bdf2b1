import type { Environment } from "./environment.js";
import { isGlob, matchesGlob } from "./glob.js";
import { parseNumber } from "./number-literal.js";
import type { Token } from "./token.js";
import { compareVersions } from "./version-order.js";

/** What a preprocessor condition comes to, or why it is none, with the token to blame (none: the condition's end). */
export type ConditionResult =
  | { readonly value: boolean }
  | { readonly token: Token | undefined; readonly reason: string };

/** How the two sides of a comparison are compared; undefined for an operator this kind of value doesn't know. */
type Comparison = (left: string, operator: string, right: string) => boolean | undefined;

/** What the first word of a comparison stands for. */
interface Subject {
  readonly value: (environment: Environment) => string;
  readonly compare: Comparison;
  /** What the right side has to be. */
  readonly right: "string" | "number";
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
    if ("reason" in result) return result;
    all &&= result.value;
    const joint = tokens[at + 3];
    if (joint === undefined) return { value: any || all };
    if (joint.text === "||" && joint.type === "operator") {
      any ||= all;
      all = true;
    } else if (joint.text !== "&&" || joint.type !== "operator") {
      return { token: joint, reason: "expected '&&', '||' or '%?'" };
    }
  }
}

/** One comparison: a word or literal, an operator, a literal. */
function compare(tokens: readonly Token[], environment: Environment): ConditionResult {
  const [left, operator, right] = tokens;
  if (left?.type === "junk") return { token: left, reason: left.text };
  const subject = left === undefined ? undefined : subjectOf(left);
  if (left === undefined || subject === undefined) {
    return {
      token: left,
      reason:
        "expected 'arch', 'kernel_v', 'kernel_vr', 'systemtap_v', 'systemtap_privilege', 'runtime', 'guru_mode', " +
        "'CONFIG_...', or comparison between strings or integers",
    };
  }
  if (operator?.type !== "operator" || !comparisonOperators.has(operator.text)) {
    return { token: operator, reason: "expected comparison operator" };
  }
  if (right?.type !== subject.right) {
    return { token: right, reason: right?.type === "junk" ? right.text : `expected ${subject.right} literal as right value` };
  }
  const value = subject.compare(subject.value(environment), operator.text, right.text);
  if (value === undefined) return { token: operator, reason: "expected '==' or '!='" };
  return { value };
}

function subjectOf(left: Token): Subject | undefined {
  const { text, type } = left;
  if (type === "string") return { value: () => text, compare: compareText, right: "string" };
  if (type === "number") return { value: () => text, compare: compareNumbers, right: "number" };
  if (type !== "identifier") return undefined;
  if (text.startsWith("CONFIG_")) {
    return { value: (environment) => environment.config(text) ?? "", compare: comparePattern, right: "string" };
  }
  return Object.hasOwn(subjects, text) ? subjects[text] : undefined;
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

function compareNumbers(left: string, operator: string, right: string): boolean | undefined {
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
