import type { StringExpr } from "@tapset/core";
import { bug } from "./bug.js";
import { emitSelect, type HandlerEmitter } from "./handler-emitter.js";
import { asBigInt, type JsValue, jsValue } from "./js-value.js";
import { emitSegments } from "./segments.js";

type Row<Op extends StringExpr["op"]> = (emitter: HandlerEmitter, expr: Extract<StringExpr, { op: Op }>) => JsValue;

const text = (code: string): JsValue => jsValue("string", code);

/** Cuts `code`, which may have `length` bytes, to `bound`, and counts it. */
export function cut(code: string, length: number, bound: number): string {
  return length > bound ? `rt.cut(${code}, ${bound})` : code;
}

const concat: Row<"concat"> = (emitter, { parts, bound }) => {
  const codes = emitter.values(parts).map((part) => part.code);
  const length = parts.reduce((sum, part) => sum + part.bound, 0);
  return text(cut(`(${codes.join(" + ")})`, length, bound));
};

/** A fallback is made only where it's needed. */
const loadString: Row<"load-string"> = (emitter, expr) => {
  const { address, length, access, fallback, bound, prefix, span } = expr;
  const [place, most] = emitter.values(length === undefined ? [address] : [address, length]) as [JsValue, JsValue | undefined];
  const given = most === undefined ? "undefined" : asBigInt(most);
  const fails = fallback === undefined;
  const code = `rt.loadText(${emitter.pool.memory(access, span)}, ${asBigInt(place)}, ${given}, ${bound}, ${prefix !== true}, ${fails}, ${emitter.at(span)})`;
  if (fails) return text(code);
  const otherwise = emitter.captured(() => emitter.string(fallback));
  if (otherwise.lines.length === 0) return text(`(${code} ?? ${otherwise.result})`);
  const result = emitter.temporary();
  emitter.line(`let ${result} = ${code};`);
  emitter.line(`if (${result} === undefined) {`);
  emitter.append(otherwise.lines);
  emitter.line(`${result} = ${otherwise.result};`);
  emitter.line("}");
  return { kind: "string", code: result, isStable: true };
};

const kernelOnly = (_emitter: HandlerEmitter, expr: StringExpr): never => bug(`a session handler can't evaluate '${expr.op}'`);

/** How each operation on strings is written in JavaScript. */
export const stringRows: { readonly [Op in StringExpr["op"]]: Row<Op> } = {
  text: (_, expr) => ({ kind: "string", code: JSON.stringify(expr.text), isStable: true }),
  local: (emitter, { local }) => text(emitter.local(local)),
  global: (emitter, { global }) => text(`${emitter.pool.global(global)}.get([])`),
  element: (emitter, { global, keys }) => {
    const code = emitter.keys(global, keys);
    return text(`${emitter.pool.global(global)}.get(${code})`);
  },
  select: (emitter, { condition, then, otherwise }) => emitSelect(emitter, condition, then, otherwise),
  concat,
  // Of one byte 0 that it holds the text ends there.
  format: (emitter, { segments, bound }) => text(`rt.cut(${emitSegments(emitter, segments)}, ${bound})`),
  comm: () => text("rt.comm()"),
  stack: kernelOnly,
  "load-string": loadString,
  fact: (emitter, { fact, raw, bound }) => {
    const codes = emitter.arguments(raw);
    return text(cut(`${emitter.pool.fact(fact)}(${codes})`, fact.bound, bound));
  },
  entry: kernelOnly,
  gather: kernelOnly,
  host: (emitter, { name, arguments: args, bound }) => {
    const codes = emitter.arguments(args);
    return text(`rt.cut(${emitter.pool.host(name)}(${codes}), ${bound})`);
  },
  substr: (emitter, expr) => {
    const [source, start, length] = emitter.values([expr.text, expr.start, expr.length]) as [JsValue, JsValue, JsValue];
    return text(`rt.substr(${source.code}, ${asBigInt(start)}, ${asBigInt(length)})`);
  },
  replace: (emitter, { text: whole, part, replacement, bound }) => {
    const codes = emitter.values([whole, part, replacement]).map(({ code }) => code);
    return text(`rt.cut(rt.replace(${codes.join(", ")}), ${bound})`);
  },
  escape: (emitter, expr) => {
    const [source, length] = emitter.values([expr.text, expr.length]) as [JsValue, JsValue];
    return text(`rt.escape(${source.code}, ${expr.quotes}, ${asBigInt(length)}, ${expr.bound})`);
  },
  part: (emitter, expr) => text(`rt.foundPart(${emitter.pool.automaton(expr.automaton)}, ${emitter.string(expr.text)})`),
  sequence: (emitter, { before, value }) => {
    emitter.statements(before);
    return emitter.value(value);
  },
};
