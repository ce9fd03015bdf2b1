import type { Handler, Segment, Stmt } from "@tapset/core";
import { childrenOf, isExpression, walk, type Node } from "../code/ir-nodes.js";
import type { ModuleWriter } from "../code/module-writer.js";
import { ENTRY_HEADER_BYTES, PLAIN_STRING, planPrint, type PrintPlan } from "./print-plan.js";

/**
 * How a handler's entries reach the ring.
 * - `direct`: its one print, of fixed size and in no loop, is written into a record reserved for it
 * - `once`: entries are made in the out buffer and sent one at a time
 * - `buffered`: entries gather in the out buffer until the handler ends or the buffer is full
 */
export type OutputMode = "direct" | "once" | "buffered";

/** A handler's output, decided before its code is emitted. */
export interface OutputPlan {
  readonly mode: OutputMode;
  readonly prints: ReadonlyMap<Stmt, PrintPlan>;
  /** Bytes of the out buffer. */
  readonly outBytes: number;
}

/** Most bytes of a record that is reserved in the ring. */
const DIRECT_LIMIT = 256;
/** STP_BUFFER_SIZE: how much a handler gathers before it sends. */
const BUFFER_BYTES = 8192;
/** What the messages of failing operations need. */
const LEAST_BYTES = 64;

/** Plans the prints, decisions on what was held, and errors of a handler. */
export function planOutput(module: ModuleWriter, handler: Handler): OutputPlan {
  const prints = new Map<Stmt, PrintPlan>();
  let inLoops = false;
  let most = LEAST_BYTES;
  let sum = 0;
  const called = handler.functions.flatMap(({ body }) => body);
  // A function may be called any number of times.
  for (const { node, inLoop } of [...statementsOf(handler.body, false), ...statementsOf(called, true)]) {
    const segments = messageOf(node);
    if (segments === undefined) continue;
    const lead = node.op === "print" || node.op === "decide" ? node.speculation : undefined;
    const plan = planPrint(segments, (global) => module.layoutOf(global), lead);
    most = Math.max(most, plan.maxBytes);
    if (node.op !== "print" && node.op !== "decide") continue;
    prints.set(node, plan);
    sum += plan.maxBytes + ENTRY_HEADER_BYTES;
    inLoops ||= inLoop;
  }
  const [only] = prints.values();
  if (inLoops) return { mode: "buffered", prints, outBytes: Math.max(BUFFER_BYTES, most) };
  if (prints.size > 1) return { mode: "buffered", prints, outBytes: Math.min(Math.max(sum, most), Math.max(BUFFER_BYTES, most)) };
  const isDirect = only?.isFixed === true && only.maxBytes <= DIRECT_LIMIT;
  return { mode: isDirect ? "direct" : "once", prints, outBytes: most };
}

/** What a statement sends: the text that it prints or raises, none with a decision. */
function messageOf(node: Node): readonly Segment[] | undefined {
  if (isExpression(node)) return undefined;
  if (node.op === "print") return node.segments;
  if (node.op === "decide") return [];
  return node.op === "raise" ? messageSegments(node) : undefined;
}

/** The message of an error as segments of a print. */
export function messageSegments({ message }: Extract<Stmt, { op: "raise" }>): readonly Segment[] {
  return [{ kind: "value", directive: PLAIN_STRING, value: message }];
}

/** Every node, and whether it's in a loop. */
function* statementsOf(nodes: readonly Node[], inLoop: boolean): Generator<{ node: Node; inLoop: boolean }> {
  for (const node of nodes) {
    yield { node, inLoop };
    const loops = !isExpression(node) && (node.op === "loop" || node.op === "foreach");
    yield* statementsOf(childrenOf(node), inLoop || loops);
  }
}

/** Whether anything in the handler satisfies the test. */
export function mentions(handler: Handler, test: (node: Node) => boolean): boolean {
  const roots: Node[] = [...handler.body, ...handler.functions.flatMap(({ body }) => body)];
  if (handler.condition) roots.push(handler.condition);
  if (handler.paired) roots.push(handler.paired.mark);
  for (const node of walk(...roots)) if (test(node)) return true;
  return false;
}
