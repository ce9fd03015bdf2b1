import type { Expr, Stmt } from "@tapset/core";
import type { Span } from "@tapset/language";
import { bug } from "./bug.js";
import { functionName, type HandlerEmitter } from "./handler-emitter.js";
import { asBigInt, asCondition, type JsValue } from "./js-value.js";
import { emitSegments } from "./segments.js";
import { cut } from "./string-rows.js";

type Row<Op extends Stmt["op"]> = (emitter: HandlerEmitter, stmt: Extract<Stmt, { op: Op }>) => void;

const braced = (emitter: HandlerEmitter, head: string, body: () => void, tail = "}"): void => {
  emitter.line(head);
  emitter.indented(body);
  if (tail !== "") emitter.line(tail);
};

/** Evaluates for the effect alone. */
const evaluate = (emitter: HandlerEmitter, expr: Expr): void => {
  const value = emitter.value(expr);
  if (!value.isStable) emitter.line(`${value.code};`);
};

const countActions = (emitter: HandlerEmitter, actions: number, span: Span | undefined): void => {
  emitter.line(`if ((actions -= ${actions}) < 0) throw rt.error("MAXACTION exceeded", ${emitter.at(span)});`);
};

const update: Row<"update"> = (emitter, { update: { place, operator, value }, span }) => {
  if (value.type === "long") {
    evaluate(emitter, { type: "long", op: "update", update: { place, operator, value }, yields: "new", ...(span && { span }) });
    return;
  }
  const [keys, text] = emitter.withKeys(place.global, place.keys, [value]) as [string, JsValue];
  const { bound } = place.global;
  emitter.line(`${emitter.pool.global(place.global)}.assign(${keys}, ${cut(text.code, value.bound, bound)}, ${emitter.at(span)});`);
};

const foreach: Row<"foreach"> = (emitter, stmt) => {
  const { global, keys, value, slice, sort, limit } = stmt;
  const sliceCode = slice.length === 0 ? undefined : emitter.keys(global, slice);
  const fields = [
    `sort: ${JSON.stringify(sort)}`,
    `limit: ${limit === undefined ? "undefined" : `Number(${emitter.bigint(limit)})`}`,
    `slice: ${sliceCode ?? "undefined"}`,
  ];
  const element = emitter.temporary();
  const head = `L${stmt.label}: for (const ${element} of ${emitter.pool.global(global)}.each({ ${fields.join(", ")} })) {`;
  braced(emitter, head, () => {
    countActions(emitter, stmt.actions, stmt.span);
    for (const [index, key] of keys.entries()) {
      const cut = key.type === "string" && (global.keys[index]?.bound ?? 0) > key.bound ? `.slice(0, ${key.bound})` : "";
      emitter.line(`${emitter.local(key)} = ${element}.keys[${index}]${cut};`);
    }
    if (value !== undefined) emitter.line(`${emitter.local(value)} = ${element}.value;`);
    emitter.statements(stmt.body);
  });
};

const call: Row<"call"> = (emitter, { callee, arguments: values, result, span }) => {
  const { calls } = emitter;
  const actions = calls?.functions.find(({ id }) => id === callee)?.actions;
  if (calls === undefined || actions === undefined) return bug(`a session handler calls function ${callee}, which it doesn't have`);
  const args = emitter.arguments(values);
  emitter.line(`if (depth >= ${calls.maxNesting}) throw rt.error("MAXNESTING exceeded", ${emitter.at(span)});`);
  countActions(emitter, actions, span);
  emitter.line("depth += 1;");
  emitter.line(`${result === undefined ? "" : `${emitter.local(result)} = `}${functionName(callee)}(${args});`);
  emitter.line("depth -= 1;");
};

const attempt: Row<"try"> = (emitter, stmt) => {
  // An error leaves calls without their ends.
  const depth = emitter.calls === undefined ? undefined : emitter.temporary();
  if (depth !== undefined) emitter.line(`const ${depth} = depth;`);
  braced(emitter, "try {", () => emitter.statements(stmt.body), "");
  const error = emitter.temporary();
  braced(emitter, `} catch (${error}) {`, () => {
    if (depth !== undefined) emitter.line(`depth = ${depth};`);
    const { message } = stmt;
    const text = `rt.caught(${error})`;
    emitter.line(message === undefined ? `${text};` : `${emitter.local(message)} = ${text}.slice(0, ${message.bound});`);
    emitter.statements(stmt.handler);
  });
};

/** How each statement is written in JavaScript. */
export const statementRows: { readonly [Op in Stmt["op"]]: Row<Op> } = {
  set: (emitter, { local, value }) => {
    const result = emitter.value(value);
    const code = value.type === "long" ? asBigInt(result) : cut(result.code, value.bound, local.bound);
    emitter.line(`${emitter.local(local)} = ${code};`);
  },
  evaluate: (emitter, { value }) => evaluate(emitter, value),
  update,
  accumulate: (emitter, { global, keys, value, span }) => {
    const [code, sample] = emitter.withKeys(global, keys, [value]) as [string, JsValue];
    emitter.line(`${emitter.pool.global(global)}.accumulate(${code}, ${asBigInt(sample)}, ${emitter.at(span)});`);
  },
  delete: (emitter, { global, keys }) => {
    const code = emitter.keys(global, keys);
    emitter.line(`${emitter.pool.global(global)}.delete(${code});`);
  },
  clear: (emitter, { global }) => emitter.line(`${emitter.pool.global(global)}.clear();`),
  if: (emitter, { condition, then, otherwise }) => {
    const test = asCondition(emitter.value(condition));
    braced(emitter, `if (${test}) {`, () => emitter.statements(then), otherwise.length > 0 ? "" : "}");
    if (otherwise.length > 0) braced(emitter, "} else {", () => emitter.statements(otherwise));
  },
  loop: (emitter, { label, body, actions, isFree, span }) =>
    braced(emitter, `L${label}: for (;;) {`, () => {
      if (isFree !== true) countActions(emitter, actions, span);
      emitter.statements(body);
    }),
  foreach,
  block: (emitter, { label, body }) => braced(emitter, `L${label}: {`, () => emitter.statements(body)),
  break: (emitter, { label }) => emitter.line(`break L${label};`),
  end: (emitter) => emitter.line("return true;"),
  call,
  return: (emitter, { value }) => {
    if (value === undefined) emitter.line("return;");
    else emitter.line(`return ${value.type === "long" ? emitter.bigint(value) : emitter.string(value)};`);
  },
  try: attempt,
  raise: (emitter, { message, span }) => emitter.line(`throw rt.error(${emitter.string(message)}, ${emitter.at(span)});`),
  print: (emitter, { stream, segments, speculation }) => {
    if (speculation === undefined) emitter.line(`rt.print("${stream}", ${emitSegments(emitter, segments)});`);
    else emitter.line(`rt.hold(${emitter.bigint(speculation)}, ${emitSegments(emitter, segments)});`);
  },
  decide: (emitter, { speculation, keep }) => emitter.line(`rt.decide(${emitter.bigint(speculation)}, ${keep});`),
  exit: (emitter) => emitter.line("rt.exit();"),
  answer: () => bug("a session handler answers nobody"),
  host: (emitter, { name, arguments: args }) => {
    const codes = emitter.arguments(args);
    emitter.line(`${emitter.pool.host(name)}(${codes});`);
  },
  remember: () => bug("a session handler can't keep values for a return"),
};
