import type { LineSpan } from "@tapset/elf";
import { globMatcher, isPattern } from "./glob.js";

/** What a point says of a function's place in its source: `NAME[@FILE[:LINES|+N]]`. */
export interface SourcePattern {
  /** The function; it may hold wildcards. */
  readonly name: string;
  /** Whether a path is one of the file's; any is where none is written. */
  readonly isFile: (path: string) => boolean;
  /** The file as it's written. */
  readonly file: string | undefined;
  readonly lines: SourceLines | undefined;
}

/** Lines as a point writes them. */
export type SourceLines =
  /** `:*` */
  | { readonly kind: "all" }
  /** `:x`, `:x-y,z` */
  | { readonly kind: "absolute"; readonly spans: readonly LineSpan[] }
  /** `+n`, from where the function is declared. */
  | { readonly kind: "relative"; readonly distance: number };

/** Takes a pattern apart; undefined for what isn't one. */
export function parseSourcePattern(written: string): SourcePattern | undefined {
  const [, name, file, absolute, relative] = /^([^@]+?)(?:@([^@:]+?)(?::([\d,*-]+)|\+(\d+))?)?$/.exec(written) ?? [];
  if (name === undefined) return undefined;
  if (absolute === undefined) return { name, file, isFile: fileMatcher(file), lines: relative === undefined ? undefined : { kind: "relative", distance: Number(relative) } };
  if (absolute === "*") return { name, file, isFile: fileMatcher(file), lines: { kind: "all" } };
  const spans = absolute.split(",").map(lineSpan);
  if (spans.some((span) => span === undefined)) return undefined;
  return { name, file, isFile: fileMatcher(file), lines: { kind: "absolute", spans: spans as LineSpan[] } };
}

function lineSpan(text: string): LineSpan | undefined {
  const [, first, last = first] = /^(\d+)(?:-(\d+))?$/.exec(text) ?? [];
  return first === undefined || Number(last) < Number(first) ? undefined : { first: Number(first), last: Number(last) };
}

/** A script names the last parts of a path, which may be long. */
function fileMatcher(file: string | undefined): (path: string) => boolean {
  if (file === undefined) return () => true;
  if (!isPattern(file)) return (path) => path === file || path.endsWith(`/${file}`);
  const [whole, end] = [globMatcher(file), globMatcher(`*/${file}`)];
  return (path) => whole(path) || end(path);
}
