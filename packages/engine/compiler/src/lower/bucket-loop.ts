import type { Local, LongExpr, Stmt } from "@tapset/core";
import type { TypedStatementOf } from "../infer/typed.js";
import { bucketCount } from "../layout/stats-layout.js";
import type { Lowering } from "./lowering.js";
import { lowerKeys, writePlace } from "./variables.js";

type Buckets = TypedStatementOf<"buckets">;

/** What finds the buckets of a histogram that have samples, in an order: as their numbers are or as their counts are. */
interface Search {
  /** Before the first turn. */
  readonly start: readonly Stmt[];
  /** Finds the next bucket: its number is in `index`, its count in `count`. */
  readonly next: readonly Stmt[];
  /** Whether there was none. */
  readonly isOver: LongExpr;
  readonly index: Local;
  readonly count: Local;
  /** After a turn. */
  readonly step: readonly Stmt[];
}

/** A loop over the buckets of a histogram that have samples: each turn begins with a search for the next. */
export function lowerBuckets(lowering: Lowering, node: Buckets): readonly Stmt[] {
  const builder = lowering.builder(node.span);
  const label = lowering.newLabel();
  const left = lowering.newLocal("left", "long");
  const search = node.sort?.by === "value" ? byCount(lowering, node, node.sort.direction) : byNumber(lowering, node, node.sort?.direction ?? "ascending");
  const leave = (condition: LongExpr): Stmt => leaveIf(condition, label);
  const remaining = lowering.read(left) as LongExpr;
  const limited = node.limit === undefined ? [] : [leave(builder.compare("le", remaining, builder.constant(0))), lowering.assign(left, builder.binary("sub", remaining, 1))];
  const stores = [writePlace(lowering, node.bucket, lowering.read(search.index)), ...(node.value ? [writePlace(lowering, node.value, lowering.read(search.count))] : [])];
  const turn = [...limited, ...stores, ...lowering.inLoop(label, node.body)];
  return [
    ...search.start,
    ...(node.limit === undefined ? [] : [lowering.assign(left, lowering.long(node.limit))]),
    { op: "loop", label, body: [...search.next, leave(search.isOver), ...turn, ...search.step], actions: 0, span: node.span },
  ];
}

/** In the order of the buckets' numbers: on from the last. */
function byNumber(lowering: Lowering, node: Buckets, direction: "ascending" | "descending"): Search {
  const builder = lowering.builder(node.span);
  const [index, count] = locals(lowering, "bucket", "count") as [Local, Local];
  const at = lowering.read(index) as LongExpr;
  const found = lowering.newLabel();
  const buckets = bucketCount(node.shape);
  const isUp = direction === "ascending";
  const isOver = isUp ? builder.compare("ge", at, builder.constant(buckets)) : builder.compare("lt", at, builder.constant(0));
  const step = lowering.assign(index, builder.binary("add", at, isUp ? 1 : -1));
  const body = [leaveIf(isOver, found), lowering.assign(count, samples(lowering, node, index)), leaveIf(lowering.read(count) as LongExpr, found), step];
  return { start: [lowering.assign(index, builder.constant(isUp ? 0 : buckets - 1))], next: [ownLoop(node, found, body)], isOver, index, count, step: [step] };
}

/** In the order of the buckets' counts, those alike as their numbers are: each turn looks at all buckets for the one that comes behind the last. */
function byCount(lowering: Lowering, node: Buckets, direction: "ascending" | "descending"): Search {
  const builder = lowering.builder(node.span);
  const [index, count, lastIndex, lastCount, at, here] = locals(lowering, "bucket", "count", "last", "last_count", "at", "here") as [Local, Local, Local, Local, Local, Local];
  const read = (local: Local): LongExpr => lowering.read(local) as LongExpr;
  const set = (local: Local, value: LongExpr | number): Stmt => lowering.assign(local, typeof value === "number" ? builder.constant(value) : value);
  const looked = lowering.newLabel();
  const further = direction === "ascending" ? "gt" : "lt";
  const isBehind = builder.logical(
      "or",
    builder.compare(further, read(here), read(lastCount)),
    builder.logical("and", builder.compare("eq", read(here), read(lastCount)), builder.compare("gt", read(at), read(lastIndex))),
  );
  const isNearer = builder.logical("or", builder.unary("not", read(count)), builder.compare(further, read(count), read(here)));
  const take: Stmt = { op: "if", condition: builder.logical("and", read(here), builder.logical("and", isBehind, isNearer)), then: [set(index, read(at)), set(count, read(here))], otherwise: [] };
  const look = [
    leaveIf(builder.compare("ge", read(at), builder.constant(bucketCount(node.shape))), looked),
    set(here, samples(lowering, node, at)),
    take,
    set(at, builder.binary("add", read(at), 1)),
  ];
  return {
    start: [set(lastCount, builder.constant(direction === "ascending" ? 0n : MOST_SAMPLES)), set(lastIndex, bucketCount(node.shape))],
    next: [set(count, 0), set(at, 0), ownLoop(node, looked, look)],
    isOver: builder.unary("not", read(count)),
    index,
    count,
    step: [set(lastIndex, read(index)), set(lastCount, read(count))],
  };
}

/** No bucket has as many. */
const MOST_SAMPLES = 0x7fff_ffff_ffff_ffffn;

function locals(lowering: Lowering, ...names: readonly string[]): Local[] {
  return names.map((name) => lowering.newLocal(name, "long"));
}

function samples(lowering: Lowering, { place }: Buckets, index: Local): LongExpr {
  return { type: "long", op: "bucket", global: lowering.global(place.symbol), keys: lowerKeys(lowering, place.keys), index: lowering.read(index) as LongExpr };
}

function leaveIf(condition: LongExpr, label: number): Stmt {
  return { op: "if", condition, then: [{ op: "break", label }], otherwise: [] };
}

function ownLoop({ span }: Buckets, label: number, body: readonly Stmt[]): Stmt {
  return { op: "loop", label, body, actions: 0, isFree: true, span };
}
