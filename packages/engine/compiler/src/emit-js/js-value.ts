/** A JavaScript expression that stands for a value of the language. */
export interface JsValue {
  readonly code: string;
  /** Longs are `bigint`; counts and truth values stay `number` and `boolean` until a bigint is asked for. */
  readonly kind: "bigint" | "number" | "boolean" | "string";
  /** Nothing that is evaluated later can change it. */
  readonly isStable: boolean;
}

/** A value that may depend on when it's evaluated. */
export function jsValue(kind: JsValue["kind"], code: string): JsValue {
  return { kind, code, isStable: false };
}

/** As a bigint. */
export function asBigInt({ kind, code }: JsValue): string {
  if (kind === "bigint") return code;
  if (kind === "boolean") return `(${code} ? 1n : 0n)`;
  return /^\d+$/.test(code) ? `${code}n` : `BigInt(${code})`;
}

/** As a boolean: true unless 0. */
export function asCondition({ kind, code }: JsValue): string {
  if (kind === "boolean") return code;
  return kind === "number" ? `(${code} !== 0)` : `(${code} !== 0n)`;
}

/** Text of a long in decimal, or the string itself. */
export function asText(value: JsValue): string {
  if (value.kind === "string") return value.code;
  return value.kind === "boolean" ? `(${value.code} ? "1" : "0")` : `String(${value.code})`;
}
