import { type ReadPlans, type ReadStep, readBytes, READ_LENGTH_BYTES } from "@tapset/core";
import { wholeWords } from "./string-size.js";

/** Offsets in a step as the kernel's side has it: 16 bytes, numbers of 1 or 2 bytes. */
export const READ_STEP = { kind: 0, at: 1, offset: 2, size: 4, count: 6, above: 7, unit: 8, to: 10, skip: 11, isNarrow: 12 } as const;
/** log2 of its bytes. */
export const READ_STEP_SHIFT = 4;

/** How the kernel's side tells what a step reads. */
export const READ_KINDS: Readonly<Record<ReadStep["kind"], number>> = { word: 0, string: 1, beginning: 2, bytes: 3 };
/** In place of a word: there's no count. */
export const NO_COUNT = 0xff;

/** Plans as tables: for each value of the selector u16 first step, u16 step after the last. */
export interface ReadPlanLayout {
  readonly rows: Buffer;
  readonly most: number;
  readonly steps: Buffer;
  readonly stepCount: number;
  /** Most steps of a plan. */
  readonly longest: number;
  /** Most bytes of a text. */
  readonly chunk: number;
  /** Most bytes that a plan gives, with the words it begins with and room for one more text, which a kernel's verifier wants to see. */
  readonly bytes: number;
}

/** Lays out plans that begin with so many words. */
export function layoutReadPlans(plans: ReadPlans, words: number): ReadPlanLayout {
  const known = layouts.get(plans);
  if (known !== undefined) return known;
  const layout = makeLayout(plans, words);
  layouts.set(plans, layout);
  return layout;
}

const layouts = new WeakMap<ReadPlans, ReadPlanLayout>();

function makeLayout(plans: ReadPlans, words: number): ReadPlanLayout {
  const selectors = [...plans.keys()].map(Number);
  const most = Math.max(0, ...selectors);
  const rows = Buffer.alloc(4 * (most + 1));
  const first = new Map<string, number>();
  const steps: ReadStep[] = [];
  for (const [selector, plan] of plans) {
    const key = JSON.stringify(plan);
    const begin = first.get(key) ?? steps.length;
    if (!first.has(key)) steps.push(...plan);
    first.set(key, begin);
    rows.writeUInt16LE(begin, 4 * Number(selector));
    rows.writeUInt16LE(begin + plan.length, 4 * Number(selector) + 2);
  }
  const chunk = Math.max(0, ...steps.map(({ kind, size }) => (kind === "word" ? 0 : size)));
  const sums = [...plans.values()].map((plan) => plan.reduce((sum, step) => sum + readBytes(step), 0));
  return {
    rows,
    most,
    steps: Buffer.concat(steps.map(encodeStep)),
    stepCount: steps.length,
    longest: Math.max(0, ...[...plans.values()].map(({ length }) => length)),
    chunk,
    bytes: 8 * words + Math.max(0, ...sums) + READ_LENGTH_BYTES + Math.max(8, chunk),
  };
}

function encodeStep({ kind, at, offset, size, count, to = 0, skip = 0 }: ReadStep): Buffer {
  const bytes = Buffer.alloc(1 << READ_STEP_SHIFT);
  bytes.writeUInt8(READ_KINDS[kind], READ_STEP.kind);
  bytes.writeUInt8(at, READ_STEP.at);
  bytes.writeUInt16LE(offset, READ_STEP.offset);
  bytes.writeUInt16LE(size, READ_STEP.size);
  bytes.writeUInt8(count?.word ?? NO_COUNT, READ_STEP.count);
  bytes.writeUInt8(count?.above ?? 0, READ_STEP.above);
  bytes.writeUInt16LE(count?.unit ?? 0, READ_STEP.unit);
  bytes.writeUInt8(to, READ_STEP.to);
  bytes.writeUInt8(skip, READ_STEP.skip);
  bytes.writeUInt8(count?.bits === 32 ? 1 : 0, READ_STEP.isNarrow);
  return bytes;
}

/** Bytes that lie before what is gathered: u32 length, u32 how much couldn't be read. */
export const GATHERED_HEADER_BYTES = 8;

/** Bytes of a place for so many that are gathered. */
export function gatheredSize(bytes: number): number {
  return GATHERED_HEADER_BYTES + wholeWords(bytes);
}
