/** Whether a text holds anything that matches more than itself. */
export function isPattern(text: string): boolean {
  return /[*?[]/.test(text);
}

/** A set, or a wildcard. */
const WILDCARDS = /\[[^\]]+\]|[*?]/;

/** The texts around a pattern's wildcards. What it matches holds them all, begins with the first and ends with the last. */
export function textsOfPattern(pattern: string): readonly string[] {
  return pattern.split(WILDCARDS);
}

/**
 * Shell-style matching for string parameters of probe points: `*`, `?` and `[…]` sets. A pattern without them matches
 * only itself.
 */
export function globMatcher(pattern: string): (text: string) => boolean {
  if (!isPattern(pattern)) return (text) => text === pattern;
  const source = pattern.replace(/\[[^\]]+\]|[\s\S]/g, (part) => {
    if (part === "*") return ".*";
    if (part === "?") return ".";
    if (part.length > 1) return part.replace(/^\[!/, "[^").replace(/\\/g, "\\\\");
    return part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
  });
  let expression: RegExp;
  try {
    expression = new RegExp(`^${source}$`, "s");
  } catch {
    // A range that runs backwards, `[z-a]`, holds no character.
    return () => false;
  }
  return (text) => expression.test(text);
}
