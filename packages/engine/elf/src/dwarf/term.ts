/** A value that a debugger, or a compiled program, can compute where execution stands: registers, memory and arithmetic. 64 bits wide. */
export type Term =
  | { readonly kind: "constant"; readonly value: bigint }
  /** An address of the file, which is elsewhere in memory by as much as the file is. */
  | { readonly kind: "address"; readonly address: bigint }
  /** A register's value, by DWARF's number. */
  | { readonly kind: "register"; readonly register: number }
  /** What a register held when the function was entered. */
  | { readonly kind: "entry"; readonly register: number }
  /** The address of what lies at an offset of the thread's own block. */
  | { readonly kind: "thread-address"; readonly offset: Term }
  /** `size` bytes of memory, without a sign. */
  | { readonly kind: "load"; readonly size: number; readonly address: Term }
  | { readonly kind: "unary"; readonly operator: UnaryTermOperator; readonly operand: Term }
  | { readonly kind: "binary"; readonly operator: BinaryTermOperator; readonly left: Term; readonly right: Term };

export type UnaryTermOperator = "negate" | "not" | "absolute";
/** Comparisons and `divide` are signed, `modulo` is not; comparisons give 1 or 0. */
export type BinaryTermOperator =
  | "add"
  | "subtract"
  | "multiply"
  | "divide"
  | "modulo"
  | "and"
  | "or"
  | "xor"
  | "shift-left"
  | "shift-right"
  | "shift-right-signed"
  | "equal"
  | "not-equal"
  | "less"
  | "less-or-equal"
  | "greater"
  | "greater-or-equal";

/** A constant, as 64 bits with a sign. */
export function constantTerm(value: bigint): Term {
  return { kind: "constant", value: BigInt.asIntN(64, value) };
}

/** `left operator right`, computed where both are known; sums are kept as something plus one constant. */
export function binaryTerm(operator: BinaryTermOperator, left: Term, right: Term): Term {
  if (left.kind === "constant" && right.kind === "constant") {
    const value = FOLD[operator]?.(left.value, right.value);
    if (value !== undefined) return constantTerm(value);
  }
  if (operator === "subtract" && right.kind === "constant") return binaryTerm("add", left, constantTerm(-right.value));
  if (operator !== "add") return { kind: "binary", operator, left, right };
  if (left.kind === "constant") return binaryTerm("add", right, left);
  if (right.kind !== "constant") return { kind: "binary", operator, left, right };
  if (right.value === 0n) return left;
  if (left.kind === "address") return { kind: "address", address: BigInt.asUintN(64, left.address + right.value) };
  if (left.kind === "binary" && left.operator === "add" && left.right.kind === "constant") {
    return binaryTerm("add", left.left, constantTerm(left.right.value + right.value));
  }
  return { kind: "binary", operator, left, right };
}

const FOLD: Readonly<Partial<Record<BinaryTermOperator, (left: bigint, right: bigint) => bigint>>> = {
  add: (left, right) => left + right,
  subtract: (left, right) => left - right,
  multiply: (left, right) => left * right,
  and: (left, right) => left & right,
  or: (left, right) => left | right,
  xor: (left, right) => left ^ right,
};

/** A register and an offset, when that is all a term is: most locations are. */
export function registerOffset(term: Term): { readonly register: number; readonly offset: bigint } | undefined {
  if (term.kind === "register") return { register: term.register, offset: 0n };
  if (term.kind !== "binary" || term.operator !== "add") return undefined;
  return term.left.kind === "register" && term.right.kind === "constant" ? { register: term.left.register, offset: term.right.value } : undefined;
}

/** A term as text, with registers by name: `*(rbp - 24) + 8`. */
export function printTerm(term: Term, registerName: (register: number) => string): string {
  const print = (inner: Term): string => {
    const text = printTerm(inner, registerName);
    return inner.kind === "binary" ? `(${text})` : text;
  };
  switch (term.kind) {
    case "constant":
      return String(term.value);
    case "address":
      return `0x${term.address.toString(16)}`;
    case "register":
      return registerName(term.register);
    case "entry":
      return `entry(${registerName(term.register)})`;
    case "thread-address":
      return `thread[${printTerm(term.offset, registerName)}]`;
    case "load":
      return `${term.size === 8 ? "" : `u${8 * term.size}`}*${print(term.address)}`;
    case "unary":
      return `${term.operator} ${print(term.operand)}`;
    case "binary": {
      if (term.operator === "add" && term.right.kind === "constant" && term.right.value < 0n) return `${print(term.left)} - ${-term.right.value}`;
      return `${print(term.left)} ${SIGNS[term.operator]} ${print(term.right)}`;
    }
  }
}

const SIGNS: Readonly<Record<BinaryTermOperator, string>> = {
  ...{ add: "+", subtract: "-", multiply: "*", divide: "/", modulo: "%", and: "&", or: "|", xor: "^" },
  ...{ "shift-left": "<<", "shift-right": ">>>", "shift-right-signed": ">>" },
  ...{ equal: "==", "not-equal": "!=", less: "<", "less-or-equal": "<=", greater: ">", "greater-or-equal": ">=" },
};
