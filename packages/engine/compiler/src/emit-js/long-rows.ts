import type { BinaryOperator, Comparison, LongExpr } from "@tapset/core";
import { bug } from "./bug.js";
import { emitSelect, type HandlerEmitter } from "./handler-emitter.js";
import { asBigInt, asCondition, type JsValue, jsValue } from "./js-value.js";
import { signedRange } from "./signed-range.js";

type Row<Op extends LongExpr["op"]> = (emitter: HandlerEmitter, expr: Extract<LongExpr, { op: Op }>) => JsValue;

/** Operators that can't leave 64 bits when their operands are within. */
const plainOperators: Partial<Record<BinaryOperator, string>> = { and: "&", or: "|", xor: "^" };
/** Operators whose result wraps, unless the operands are known to be small. */
const wrappingOperators: Partial<Record<BinaryOperator, string>> = { add: "+", sub: "-", mul: "*" };

const comparisons: Readonly<Record<Comparison, string>> = { eq: "===", ne: "!==", lt: "<", le: "<=", gt: ">", ge: ">=" };

const binary: Row<"binary"> = (emitter, expr) => {
  const [left, right] = emitter.values([expr.left, expr.right]) as [JsValue, JsValue];
  const a = asBigInt(left);
  const b = asBigInt(right);
  const { operator } = expr;
  const plain = plainOperators[operator];
  if (plain !== undefined) return jsValue("bigint", `(${a} ${plain} ${b})`);
  const wrapping = wrappingOperators[operator];
  if (wrapping !== undefined) {
    const code = `${a} ${wrapping} ${b}`;
    return jsValue("bigint", signedRange(expr) === undefined ? `BigInt.asIntN(64, ${code})` : `(${code})`);
  }
  const at = emitter.at(expr.span);
  if (operator === "div") return jsValue("bigint", `rt.divide(${a}, ${b}, ${at})`);
  if (operator === "mod") return jsValue("bigint", `rt.remainder(${a}, ${b}, ${at})`);
  const count = `(${b} & 63n)`;
  if (operator === "shl") return jsValue("bigint", `BigInt.asIntN(64, ${a} << ${count})`);
  if (operator === "sar") return jsValue("bigint", `(${a} >> ${count})`);
  return jsValue("bigint", `BigInt.asIntN(64, BigInt.asUintN(64, ${a}) >> ${count})`);
};

const logical: Row<"logical"> = (emitter, expr) => {
  const left = emitter.condition(expr.left);
  const right = emitter.captured(() => emitter.condition(expr.right));
  const operator = expr.operator === "and" ? "&&" : "||";
  if (right.lines.length === 0) return jsValue("boolean", `(${left} ${operator} ${right.result})`);
  const result = emitter.temporary();
  emitter.line(`let ${result} = ${left};`);
  emitter.line(`if (${expr.operator === "and" ? result : `!${result}`}) {`);
  emitter.append(right.lines);
  emitter.line(`${result} = ${right.result};`);
  emitter.line("}");
  return { kind: "boolean", code: result, isStable: true };
};

const compare: Row<"compare"> = (emitter, expr) => {
  const [left, right] = emitter.values([expr.left, expr.right]) as [JsValue, JsValue];
  const operator = comparisons[expr.comparison];
  // Strings compare by byte, since they are latin1; a number and a bigint compare exactly, but for === and !==.
  const [a, b] = [left, right].map((value) => (value.kind === "boolean" ? asBigInt(value) : value.code));
  const isMixed = (left.kind === "number") !== (right.kind === "number");
  return jsValue("boolean", `(${a} ${isMixed ? operator.replace("===", "==").replace("!==", "!=") : operator} ${b})`);
};

const update: Row<"update"> = (emitter, expr) => {
  const { place, operator, value } = expr.update;
  const [keys, operand] = emitter.withKeys(place.global, place.keys, [value]) as [string, JsValue];
  const store = emitter.pool.global(place.global);
  const at = emitter.at(expr.span);
  return jsValue("bigint", `${store}.update(${keys}, "${operator}", ${asBigInt(operand)}, "${expr.yields}", ${at})`);
};

const kernelOnly = (emitter: HandlerEmitter, expr: LongExpr): never => bug(`a session handler can't evaluate '${expr.op}'`);

/** How each operation on longs is written in JavaScript. */
export const longRows: { readonly [Op in LongExpr["op"]]: Row<Op> } = {
  const: (_, { value }) => ({ kind: "bigint", code: value < 0n ? `(${value}n)` : `${value}n`, isStable: true }),
  local: (emitter, { local }) => jsValue("bigint", emitter.local(local)),
  global: (emitter, { global }) => jsValue("bigint", `${emitter.pool.global(global)}.get([])`),
  element: (emitter, { global, keys }) => {
    const code = emitter.keys(global, keys);
    return jsValue("bigint", `${emitter.pool.global(global)}.get(${code})`);
  },
  unary: (emitter, { operator, operand }) => {
    if (operator === "not") return jsValue("boolean", `!${asCondition(emitter.value(operand))}`);
    const code = emitter.bigint(operand);
    return jsValue("bigint", operator === "neg" ? `BigInt.asIntN(64, -${code})` : `(~${code})`);
  },
  binary,
  compare,
  logical,
  select: (emitter, { condition, then, otherwise }) => emitSelect(emitter, condition, then, otherwise),
  has: (emitter, { global, keys }) => {
    const code = emitter.keys(global, keys);
    return jsValue("boolean", `${emitter.pool.global(global)}.has(${code})`);
  },
  extract: (emitter, { extractor, shift, global, keys, span }) => {
    const code = emitter.keys(global, keys);
    return jsValue("bigint", `${emitter.pool.global(global)}.extract(${code}, "${extractor}", ${shift}, ${emitter.at(span)})`);
  },
  bucket: (emitter, { global, keys, index }) => {
    const [code, bucket] = emitter.withKeys(global, keys, [index]) as [string, JsValue];
    return jsValue("bigint", `${emitter.pool.global(global)}.bucket(${code}, ${asBigInt(bucket)})`);
  },
  update,
  context: kernelOnly,
  // No pointer is known here to lead somewhere: what the verifier trusts in the kernel is read as carefully as the rest.
  load: (emitter, { address, offset, size, signed, access, onFault, nullIsZero, span }) => {
    const place = emitter.bigint(address);
    const space = emitter.pool.memory(access === "user" ? "user" : "kernel", span);
    const fault = access === "typed" ? "unseen" : onFault;
    const load = (from: string): string => `rt.load(${space}, ${from} + ${offset}n, ${size}, ${signed}, "${fault}", ${emitter.at(span)})`;
    return jsValue("bigint", nullIsZero ? `((from) => from === 0n ? 0n : ${load("from")})(${place})` : load(place));
  },
  environment: (emitter, expr) =>
    expr.name === "user_registers" || expr.name === "context_address" || expr.name === "selector" || expr.name === "answer"
      ? bug(`a session handler has no '${expr.name}'`)
      : jsValue("bigint", expr.name === "task" ? emitter.pool.task() : `rt.environment("${expr.name}")`),
  helper: kernelOnly,
  frame: kernelOnly,
  entry: kernelOnly,
  host: (emitter, { name, arguments: args }) => {
    const codes = emitter.arguments(args);
    return jsValue("bigint", `${emitter.pool.host(name)}(${codes})`);
  },
  strlen: (emitter, { text }) => jsValue("number", `${emitter.string(text)}.length`),
  byte: (emitter, expr) => {
    const [source, index] = emitter.values([expr.text, expr.index]) as [JsValue, JsValue];
    return jsValue("number", `(${source.code}.charCodeAt(Number(${asBigInt(index)})) || 0)`);
  },
  find: (emitter, expr) => {
    const [source, part] = emitter.values([expr.text, expr.part]) as [JsValue, JsValue];
    return jsValue("number", `${source.code}.indexOf(${part.code})`);
  },
  scan: (emitter, expr) => {
    const [source, start, bytes] = emitter.values([expr.text, expr.start, expr.bytes]) as [JsValue, JsValue, JsValue];
    return jsValue("number", `rt.scan(${source.code}, ${asBigInt(start)}, ${bytes.code}, ${expr.among})`);
  },
  strtol: (emitter, expr) => {
    const [source, base] = emitter.values([expr.text, expr.base]) as [JsValue, JsValue];
    return jsValue("bigint", `rt.strtol(${source.code}, ${asBigInt(base)})`);
  },
  match: (emitter, { text, automaton }) => jsValue("boolean", `rt.matches(${emitter.pool.automaton(automaton)}, ${emitter.string(text)})`),
  sequence: (emitter, { before, value }) => {
    emitter.statements(before);
    return emitter.value(value);
  },
};
