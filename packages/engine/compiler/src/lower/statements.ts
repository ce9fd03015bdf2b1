import type { Expr, Local, SortOrder, Stmt } from "@tapset/core";
import type { Place, TypedExpression, TypedStatementOf } from "../infer/typed.js";
import { lowerBuckets } from "./bucket-loop.js";
import type { Lowering, LoweringRows } from "./lowering.js";
import { writePlace } from "./variables.js";

/** The language's statements. */
export const STATEMENT_LOWERING: LoweringRows["statements"] = {
  block: (lowering, node) => lowering.statements(node.statements),

  expression: (lowering, node) => lowerEffect(lowering, node.expression),

  if: (lowering, node) => [
    {
      op: "if",
      condition: lowering.long(node.condition),
      then: lowering.statement(node.then),
      otherwise: node.otherwise === undefined ? [] : lowering.statement(node.otherwise),
      span: node.condition.span,
    },
  ],

  loop(lowering, node) {
    const label = lowering.newLabel();
    const init = node.init === undefined ? [] : lowerEffect(lowering, node.init);
    const guard: Stmt[] =
      node.condition === undefined ? [] : [{ op: "if", condition: lowering.long(node.condition), then: [], otherwise: [{ op: "break", label }] }];
    const body = lowering.inLoop(label, node.body);
    const update = node.update === undefined ? [] : lowerEffect(lowering, node.update);
    return [...init, { op: "loop", label, body: [...guard, ...body, ...update], actions: 0, span: node.span }];
  },

  foreach: (lowering, node) => lowerForeach(lowering, node),
  buckets: (lowering, node) => lowerBuckets(lowering, node),

  try(lowering, node) {
    const body = lowering.statement(node.body);
    const message = node.message === undefined ? undefined : loopVariable(lowering, node.message, "string");
    const handler = lowering.statement(node.handler);
    return [{ op: "try", body, message: message?.local, handler: [...(message?.store ?? []), ...handler] }];
  },

  return: (lowering, node) => lowering.exits.return(lowering, node.value && lowering.expression(node.value)),
  next: (lowering) => lowering.exits.next(lowering),
  break: (lowering) => [lowering.leaveLoop("break")],
  continue: (lowering) => [lowering.leaveLoop("continue")],

  delete(lowering, { symbol, keys }) {
    const global = lowering.global(symbol);
    if (keys === undefined) return [{ op: "clear", global }];
    return [{ op: "delete", global, keys: keys.map((key) => key && lowering.expression(key)) }];
  },

  reset(lowering, { symbol }) {
    const local = lowering.local(symbol);
    return [lowering.assign(local, lowering.placeholder(local.type))];
  },
};

/** An expression for its effect: what a sequence does stands as statements, and a value alone is nothing. */
function lowerEffect(lowering: Lowering, node: TypedExpression): readonly Stmt[] {
  const before: Stmt[] = [];
  let value: Expr = lowering.expression(node);
  while (value.op === "sequence") {
    before.push(...value.before);
    value = value.value;
  }
  return value.op === "const" || value.op === "text" || value.op === "local" ? before : [...before, { op: "evaluate", value }];
}

/** A variable that a statement assigns at each turn: where it isn't a local, a local of its own and the store from it. */
function loopVariable(lowering: Lowering, place: Place, type: "long" | "string"): { readonly local: Local; readonly store: readonly Stmt[] } {
  if (place.kind === "local") return { local: lowering.local(place.symbol), store: [] };
  const local = lowering.newLocal(place.symbol.name, type);
  return { local, store: [writePlace(lowering, place, lowering.read(local))] };
}

function lowerForeach(lowering: Lowering, node: TypedStatementOf<"foreach">): readonly Stmt[] {
  const global = lowering.global(node.symbol);
  const label = lowering.newLabel();
  const limit = node.limit && lowering.long(node.limit);
  const slice = node.slice.map((key) => key && lowering.expression(key));
  const keys = node.keys.map((key, index) => loopVariable(lowering, key, global.keys[index]?.type ?? "long"));
  const value = node.value && global.type !== "stats" ? loopVariable(lowering, node.value, global.type) : undefined;
  const stores = [...keys, ...(value ? [value] : [])].flatMap(({ store }) => store);
  const body = lowering.inLoop(label, node.body);
  return [
    {
      op: "foreach",
      label,
      global,
      keys: keys.map(({ local }) => local),
      value: value?.local,
      slice,
      sort: node.sort && sortOrder(node.sort, global.type === "stats"),
      limit,
      body: [...stores, ...body],
      actions: 0,
      span: node.span,
    },
  ];
}

function sortOrder(sort: NonNullable<TypedStatementOf<"foreach">["sort"]>, isStats: boolean): SortOrder {
  const { direction, by, aggregate } = sort;
  if (by !== "value") return { direction, by };
  return { direction, by: isStats ? (aggregate ?? "count") : "value" };
}
