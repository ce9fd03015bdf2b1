import { fileURLToPath } from "node:url";
import { Builder, type EnvironmentName, type Expr, type Fact, type Intrinsic, type LongExpr, Refusal, type Stmt, type StringExpr } from "@tapset/core";
import { frozenTarget } from "@tapset/target";
import context from "../src/index.js";

export const target = frozenTarget(fileURLToPath(new URL("../../../engine/target/frozen/linux-6.18-x86_64", import.meta.url)));

/** A point that a handler is alone in, or one of several that it serves, told apart by a number. */
export function pointText(text: string): StringExpr {
  return { type: "string", op: "text", text, bound: text.length };
}

export function pointFact(points: ReadonlyMap<bigint, string>): StringExpr {
  const fact: Fact = {
    name: "test/point",
    injective: true,
    bound: 64,
    render: (raw) => points.get(raw as bigint) ?? "",
    domain: () => points.keys(),
  };
  return { type: "string", op: "fact", fact, raw: [{ type: "long", op: "environment", name: "selector" }], bound: 64 };
}

export function builderFor(engine: "kernel" | "session", point: StringExpr = pointText("begin")): Builder {
  return new Builder(engine, target, undefined, 127, { point, name: point, type: pointText("tracing") });
}

export function intrinsic(name: string, parameters?: number): Intrinsic {
  const row = context.intrinsics.find((each) => each.name === name && (parameters === undefined || each.parameters.length === parameters));
  if (row === undefined) throw new Error(`no ${name}`);
  return row;
}

/** The value an intrinsic's call becomes. */
export function lowerValue(builder: Builder, name: string, ...args: readonly Expr[]): Expr {
  const row = intrinsic(name, args.length);
  if (row.returns === "void") throw new Error(`${name} gives nothing`);
  return row.lower(builder, ...args);
}

/** The statements an intrinsic without a value becomes. */
export function lowerEffect(builder: Builder, name: string, ...args: readonly Expr[]): readonly Stmt[] {
  const row = intrinsic(name, args.length);
  if (row.returns !== "void") throw new Error(`${name} gives a value`);
  return row.lower(builder, ...args);
}

/** The id a call is refused with. */
export function refusal(builder: Builder, name: string, ...args: readonly Expr[]): string | undefined {
  try {
    lowerValue(builder, name, ...args);
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error.id;
    throw error;
  }
}

/** What an expression reads. */
export interface Machine {
  readonly environment?: Partial<Record<EnvironmentName, bigint>>;
  /** 8-byte words by address; narrower loads take the low bytes. */
  readonly memory?: ReadonlyMap<bigint, bigint>;
  readonly host?: Readonly<Record<string, bigint>>;
}

/** What a long expression comes to on a machine. */
export function evaluate(expression: LongExpr, machine: Machine): bigint {
  const run = (inner: LongExpr): bigint => evaluate(inner, machine);
  switch (expression.op) {
    case "const":
      return expression.value;
    case "environment":
      return machine.environment?.[expression.name] ?? 0n;
    case "host":
      return machine.host?.[expression.name] ?? 0n;
    case "load": {
      const word = machine.memory?.get(run(expression.address) + BigInt(expression.offset)) ?? 0n;
      const bits = 8 * expression.size;
      return expression.signed ? BigInt.asIntN(bits, word) : BigInt.asUintN(bits, word);
    }
    case "binary": {
      const [left, right] = [run(expression.left), run(expression.right)];
      const results = { and: left & right, shr: BigInt.asUintN(64, left) >> right, div: right === 0n ? 0n : left / right, add: left + right };
      const result = (results as Record<string, bigint>)[expression.operator];
      if (result === undefined) throw new Error(expression.operator);
      return BigInt.asIntN(64, result);
    }
    default:
      throw new Error(expression.op);
  }
}

/** What a long intrinsic without arguments gives on a machine. */
export function valueOf(builder: Builder, name: string, machine: Machine): bigint {
  const value = lowerValue(builder, name);
  if (value.type !== "long") throw new Error(`${name} gives a string`);
  return evaluate(value, machine);
}

/** Offset in bytes of a member of a kernel structure, by the frozen kernel's own description. */
export function offsetOf(structure: string, member: string): bigint {
  const type = target.btf?.byName("struct", structure);
  if (type?.kind !== "struct") throw new Error(`no struct ${structure}`);
  const found = type.members.find(({ name }) => name === member);
  if (found === undefined) throw new Error(`no ${structure}.${member}`);
  return BigInt(found.bitOffset / 8);
}
