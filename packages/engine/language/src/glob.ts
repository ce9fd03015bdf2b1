/** Whether a pattern holds anything but plain text. */
export function isGlob(pattern: string): boolean {
  return /[*?[]/.test(pattern);
}

/** Whether a whole text matches a shell pattern as fnmatch(3) reads it: `*`, `?`, `[a-z]`, `[!a]`, `\` quotes. */
export function matchesGlob(pattern: string, text: string): boolean {
  return globExpression(pattern).test(text);
}

function globExpression(pattern: string): RegExp {
  const parts = /\\([^])|(\*+)|(\?)|\[([!^]?)(\]?[^\]]*)\]|([^])/g;
  let expression = "";
  for (const [, quoted, stars, any, negation, set, plain] of pattern.matchAll(parts)) {
    if (stars !== undefined) expression += "[^]*";
    else if (any !== undefined) expression += "[^]";
    else if (set !== undefined) {
      expression += `[${negation === "" ? "" : "^"}${set.replace(/[\\\]^[]/g, "\\$&")}]`;
    } else expression += (quoted ?? plain ?? "").replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
  }
  return new RegExp(`^${expression}$`);
}
