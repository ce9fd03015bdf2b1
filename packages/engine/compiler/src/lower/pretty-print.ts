import type { Builder, LongExpr, Segment, Stmt, StringExpr } from "@tapset/core";
import type { TypedExpressionOf } from "../infer/typed.js";
import { canFail } from "../optimise/effects.js";
import type { Lowering } from "./lowering.js";
import { type MemoryPlace, printedPieces } from "./pretty-pieces.js";
import { followPath, type TypedPointer } from "./target-access.js";
import { sequence } from "./variables.js";

/** What SystemTap prints in place of a value whose memory can't be read. */
const UNREADABLE = "ERROR";

/**
 * Text of a value as SystemTap's `$` (one level) and `$$` (all levels) print it: `{.a=1, .b=0x2, .c={...}}`, or `ERROR` where a part of it
 * can't be read.
 */
export function prettyPrint(lowering: Lowering, builder: Builder, value: TypedPointer, depth: 1 | 2): StringExpr {
  const reads = new GuardedReads(lowering, builder);
  const pieces = printedPieces(builder, reads.base(value), { isDeep: depth === 2, read: (place) => reads.read(place) });
  return reads.guard(builder.format(...pieces));
}

/** `$$vars$`: each variable with its name, and `?` for one that has no value there. */
export function prettyPrintGroup(lowering: Lowering, { variables, pretty, span }: TypedExpressionOf<"group">): StringExpr {
  const builder = lowering.builder(span);
  const segments = variables.flatMap((variable, index): (Segment | string)[] => {
    const name = `${index > 0 ? " " : ""}${variable.name.slice(1)}=`;
    if (variable.absent !== undefined) return [`${name}?`];
    const value = lowering.contextVariable(variable, span);
    if (value.type === "string") return [`${name}"`, builder.value("s", value), '"'];
    return [name, builder.value("s", prettyPrint(lowering, builder, { value, ctype: value.ctype }, pretty))];
  });
  return builder.format(...segments);
}

const NO_INDEXES: ReadonlyMap<number, LongExpr> = new Map();

/** Reads of memory that together are a value, or together come to nothing. */
class GuardedReads {
  /** What may fail is read first, into variables. */
  readonly #first: Stmt[] = [];
  /** Where the kernel reads by itself, what NULL leads to is 0 and no fault. Addresses of its memory are negative. */
  #knownPointer: LongExpr | undefined;

  constructor(
    private readonly lowering: Lowering,
    private readonly builder: Builder,
  ) {}

  /** Where all places are walked to from: a pointer that the verifier knows stays one, any other is read once. */
  base({ value, ctype }: TypedPointer): TypedPointer {
    if (value.trusted === true) this.#knownPointer = value;
    else if (value.op === "load" && value.access === "typed") this.#knownPointer = value.address;
    return { value: this.#keep(value), ctype };
  }

  read(place: MemoryPlace): LongExpr {
    return this.#keep(followPath(this.builder, place.base, { path: place.path, indexes: NO_INDEXES }).value);
  }

  /** A text of what was read, unless that failed. */
  guard(text: StringExpr): StringExpr {
    const { builder } = this;
    const failures = [...(this.#first.length > 0 ? [this.#attempt()] : []), ...(this.#knownPointer ? [builder.compare("ge", this.#knownPointer, builder.constant(0))] : [])];
    if (failures.length === 0) return text;
    return builder.eagerSelect(failures.reduce((left, right) => builder.logical("or", left, right)), builder.text(UNREADABLE), text);
  }

  /** Reads what may fail; whether it did. */
  #attempt(): LongExpr {
    const { builder, lowering } = this;
    const failed = lowering.newLocal("unreadable", "long");
    const attempt: Stmt = { op: "try", body: [...this.#first, lowering.assign(failed, builder.constant(0))], message: undefined, handler: [] };
    return sequence([lowering.assign(failed, builder.constant(1)), attempt], lowering.read(failed)) as LongExpr;
  }

  #keep(value: LongExpr): LongExpr {
    if (!canFail(value)) return value;
    const local = this.lowering.newLocal("part", "long");
    this.#first.push(this.lowering.assign(local, value));
    return this.lowering.read(local) as LongExpr;
  }
}
