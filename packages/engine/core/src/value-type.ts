/** The language's value types. `stats` is a statistics aggregate (`<<<`), never a value by itself. */
export type ValueType = "long" | "string" | "stats";

/** What an expression can evaluate to. */
export type ScalarType = "long" | "string";
