/**
 * Shell-style matching for string parameters of probe points: `*`, `?` and `[…]` sets. A pattern without them matches
 * only itself.
 */
export function globMatcher(pattern: string): (text: string) => boolean {
  if (!/[*?[]/.test(pattern)) return (text) => text === pattern;
  const source = pattern.replace(/\[[^\]]+\]|[\s\S]/g, (part) => {
    if (part === "*") return ".*";
    if (part === "?") return ".";
    if (part.length > 1) return part.replace(/^\[!/, "[^").replace(/\\/g, "\\\\");
    return part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
  });
  const expression = new RegExp(`^${source}$`, "s");
  return (text) => expression.test(text);
}
