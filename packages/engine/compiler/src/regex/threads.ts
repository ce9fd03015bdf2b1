import type { GraphNode, RegexGraph } from "./regex-graph.js";

/** Where a mark was passed: a register of the state before, here (`"here"`), or not at all. */
export type MarkValue = number | "here" | undefined;

/** One way through the graph that may still lead to a match, waiting at a step that takes a byte, the end, or nothing more. */
export interface Thread {
  readonly node: number;
  /** Matches that begin further left have lower ranks. */
  readonly rank: number;
  readonly marks: readonly [MarkValue, MarkValue];
}

/** Where in the text steps without bytes are made. */
export interface Where {
  readonly atBegin: boolean;
  readonly atEnd: boolean;
}

/**
 * Follows the steps that take no byte. The result is in order of preference, with each step once: of two ways to it the
 * one that's preferred wins.
 */
export function follow({ nodes }: RegexGraph, threads: readonly Thread[], { atBegin, atEnd }: Where): readonly Thread[] {
  const result: Thread[] = [];
  const seen = new Set<number>();
  const visit = (thread: Thread): void => {
    if (seen.has(thread.node)) return;
    seen.add(thread.node);
    const node = nodes[thread.node] as GraphNode;
    if (node.kind === "fork") {
      visit({ ...thread, node: node.first });
      visit({ ...thread, node: node.second });
    } else if (node.kind === "mark") {
      // A part that begins anew has no end yet.
      visit({ ...thread, node: node.to, marks: node.mark === 0 ? ["here", undefined] : [thread.marks[0], "here"] });
    } else if (node.kind === "begin") {
      if (atBegin) visit({ ...thread, node: node.to });
    } else if (node.kind === "end" && atEnd) visit({ ...thread, node: node.to });
    else result.push(thread);
  };
  for (const thread of threads) visit(thread);
  return result;
}
