import type { Node } from "../src/index.js";

/** A tree without places, absent parts and documentation: what two texts of one meaning have in common. */
export function plain(node: Node): unknown {
  return strip(node);
}

function strip(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(strip);
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(([key, part]) => !DROPPED.has(key) && part !== undefined);
  return Object.fromEntries(kept.map(([key, part]) => [key, strip(part)]));
}

const DROPPED = new Set(["span", "nameSpan", "operatorSpan", "doc"]);
