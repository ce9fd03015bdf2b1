/** One place where a value breaks its JSON Schema, as the generated validators say it. */
export interface SchemaProblem {
  /** JSON pointer of the place: `/families/0/name`; empty for the whole. */
  readonly instancePath: string;
  /** The rule: "required", "pattern". */
  readonly keyword: string;
  readonly message?: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** A problem as the end of a sentence: `families[0].name must match pattern "\\S"`. */
export function describeProblem({ instancePath, message, params }: SchemaProblem): string {
  const place = instancePath
    .split("/")
    .slice(1)
    .map((key) => (/^\d+$/.test(key) ? `[${key}]` : `.${key}`))
    .join("")
    .replace(/^\./, "");
  const extra = params["additionalProperty"];
  const allowed = params["allowedValues"];
  const what =
    typeof extra === "string"
      ? `must not have '${extra}'`
      : Array.isArray(allowed)
        ? `must be one of ${allowed.map((value) => JSON.stringify(value)).join(", ")}`
        : (message ?? "is invalid");
  return `${place === "" ? "it" : place} ${what}`;
}
