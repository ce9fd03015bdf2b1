import { type DiagnosticDetails, type Span, diagnostic } from "@tapset/language";
import type { SemanticDiagnostic } from "../elaborated.js";

/** The rules of elaboration by their stable names, each with the words for breaking it. */
const elaborateErrors = {
  "alias-name": (name: string) => `alias name '${name}' has a wildcard or a literal: it must be plain words`,
  "alias-recursion": (name: string) => `alias '${name}' stands for itself`,
  "derivation-recursion": (point: string) => `probe point '${point}' derives to itself`,
  "duplicate-global": (name: string) => `duplicate global '${name}'`,
  "duplicate-parameter": (name: string, owner: string) => `duplicate parameter '${name}' of function '${owner}'`,
  "embedded-c": () => "embedded C can't be run: scripts become BPF programs, which have no C compiler",
  "missing-feature": (point: string, feature: string, reason: string) =>
    `probe point '${point}' needs ${feature}, which is not available${reason === "" ? "" : `: ${reason}`}`,
  "missing-value": (backend: string, value: string, reason: string) => `${backend} has no '${value}'${reason === "" ? "" : `: ${reason}`}`,
  "needs-guru": (point: string) => `probe point '${point}' is only for guru mode: nobody can check what it names`,
  "no-backend": (name: string) => `no backend of alias '${name}' works here and has every value that is read`,
  "no-match": (point: string) => `probe point '${point}' matches nothing`,
  "no-probes": () => "no probes found",
  "not-attached": (point: string) => `probe point '${point}' could not be attached`,
  "too-many": (name: string, asked: string, available: string) => `too many ${name}: the script asks for ${asked}, and there are ${available}`,
  "unreachable-overload": (name: string) => `function '${name}' is never reached: an earlier one with as many parameters has no 'next'`,
  "unresolved-alias": (name: string) => `nothing that alias '${name}' stands for can be resolved`,
  "unused-function": (name: string) => `eliding unused function '${name}'`,
} satisfies Record<string, (...words: string[]) => string>;

/** The name of a rule of elaboration. */
export type ElaborateErrorId = keyof typeof elaborateErrors;

/** What a rule's words are made of. */
export type ElaborateErrorWords<K extends ElaborateErrorId> = Parameters<(typeof elaborateErrors)[K]>;

/** A diagnostic of elaboration, by its rule. */
export function elaborateError<K extends ElaborateErrorId>(
  id: K,
  span: Span | undefined,
  words: ElaborateErrorWords<K>,
  details: DiagnosticDetails & Pick<SemanticDiagnostic, "lacks"> = {},
): SemanticDiagnostic {
  const { lacks, ...rest } = details;
  const phrase: (...words: string[]) => string = elaborateErrors[id];
  return { ...diagnostic(id, phrase(...words), span, rest), ...(lacks !== undefined && { lacks }) };
}
