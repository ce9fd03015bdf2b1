import { type Span, formatLocation } from "./source.js";

/** Whose rule was broken: decides the word in front of the message, as SystemTap users know it. */
export type DiagnosticPhase = "parse" | "semantic";

/** Errors stop the compilation after the pass that found them; warnings don't. */
export type Severity = "error" | "warning";

/** Something to say about a script. Collected, never thrown: all that is wrong with a script is shown in one run. */
export interface Diagnostic {
  /** Stable name of the rule, kebab-case: what tests and tools match, never the wording. */
  readonly id: string;
  readonly severity: Severity;
  readonly phase: DiagnosticPhase;
  /** Lower case, no full stop, outer context first, cause last. */
  readonly message: string;
  /** The place; absent only for what has none, such as a bad command line option. */
  readonly span?: Span | undefined;
  /** What stands at the place, such as `identifier 'x'`; printed in front of the location. */
  readonly subject?: string | undefined;
  /** The way the text came there, innermost first: macros and aliases it was expanded from. */
  readonly chain: readonly ChainLink[];
  /** Ways out; each begins with a verb or is a question (`did you mean 'x'?`). */
  readonly hints: readonly string[];
}

/** One step of a diagnostic's chain. */
export interface ChainLink {
  /** For instance `expanded from macro '@foo'`. */
  readonly message: string;
  readonly span: Span;
}

/** What a diagnostic may carry beside id, message and place. */
export interface DiagnosticDetails {
  readonly severity?: Severity;
  readonly phase?: DiagnosticPhase;
  readonly subject?: string | undefined;
  /** Links in front of those that the span's own expansions give. */
  readonly chain?: readonly ChainLink[];
  readonly hints?: readonly string[];
}

/** A diagnostic: a semantic error unless the details say otherwise. The span's own expansions are added to its chain. */
export function diagnostic(
  id: string,
  message: string,
  span: Span | undefined,
  details: DiagnosticDetails = {},
): Diagnostic {
  return {
    id,
    severity: details.severity ?? "error",
    phase: details.phase ?? "semantic",
    message,
    span,
    subject: details.subject,
    chain: [...(details.chain ?? []), ...expansionChain(span)],
    hints: details.hints ?? [],
  };
}

/** The macros and aliases a span was expanded from, innermost first. */
export function expansionChain(span: Span | undefined): ChainLink[] {
  const chain: ChainLink[] = [];
  for (let at = span?.expansion; at !== undefined; at = at.span.expansion) {
    chain.push({ message: `expanded from ${at.what}`, span: at.span });
  }
  return chain;
}

/** Whether any of the diagnostics is an error. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((each) => each.severity === "error");
}

/**
 * A diagnostic as text, several lines, no final line end:
 *
 *     parse error: expected 'in'
 *             saw: operator '-=' at <input>:1:71
 *          source: foreach (v -= [k,l] in x) {}
 *                             ^
 *            hint: …
 */
export function formatDiagnostic(diagnostic: Diagnostic): string {
  const { phase, severity, span } = diagnostic;
  const head = severity === "warning" ? "WARNING: " : `${phase} error: `;
  const lines = [head + diagnostic.message];
  const width = head.length - 2;
  const label = (name: string): string => `${name.padStart(width)}: `;
  if (span !== undefined) {
    const subject = diagnostic.subject === undefined ? "" : `${diagnostic.subject} at `;
    lines.push(label(subject !== "" && phase === "parse" ? "saw" : "at") + subject + formatLocation(span));
    lines.push(...sourceExcerpt(span, label("source")));
  }
  for (const link of diagnostic.chain) {
    lines.push(`${label("in")}${link.message} at ${formatLocation(link.span)}`);
    lines.push(...sourceExcerpt(link.span, label("source")));
  }
  for (const hint of diagnostic.hints) lines.push(label("hint") + hint);
  return lines.join("\n");
}

/** The source line with a caret under the span's first character; tabs are kept so that the caret stands true. */
function sourceExcerpt(span: Span, label: string): string[] {
  const { line, column } = span.source.position(span.start);
  const text = span.source.line(line);
  const gap = (label + text.slice(0, column - 1)).replace(/[^\t]/g, " ");
  return [label + text, `${gap}^`];
}
