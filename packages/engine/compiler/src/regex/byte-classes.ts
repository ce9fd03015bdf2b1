import type { RegexGraph } from "./regex-graph.js";

/** The bytes, sorted into classes that no step tells apart. */
export interface ByteClasses {
  /** The class of each byte; class 0 is that of the text's end, byte 0, alone. */
  readonly classes: readonly number[];
  /** A byte of each class. */
  readonly examples: readonly number[];
}

/** The coarsest classes for the sets of a graph. */
export function byteClasses({ nodes }: RegexGraph): ByteClasses {
  const sets = [...new Set(nodes.flatMap((node) => (node.kind === "bytes" ? [node.bytes] : [])))];
  const known = new Map<string, number>();
  const examples = [0];
  const classes = Array.from({ length: 256 }, (_, byte) => {
    if (byte === 0) return 0;
    const members = sets.map((set) => (set.has(byte) ? "1" : "0")).join("");
    const number = known.get(members);
    if (number !== undefined) return number;
    known.set(members, examples.length);
    return examples.push(byte) - 1;
  });
  return { classes, examples };
}
