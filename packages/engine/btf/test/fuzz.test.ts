import { expect, it } from "vitest";
import { Btf, BtfBuilder, BtfError, memberNames, printType, resolvePath, scalarOf, sizeOf, skipModifiers } from "../src/index.js";

const ROUNDS = 3000;

/** A reproducible source of numbers below `limit` (xorshift32). */
function random(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % limit;
  };
}

/** A blob with every kind in it, whose types refer to each other at random. */
function randomBlob(below: (limit: number) => number): Uint8Array {
  const builder = new BtfBuilder();
  const count = 2 + below(24);
  const id = (): number => below(count + 2);
  const name = (): string => ["", "a", "b", "comm", "btf_trace_x"][below(5)] ?? "";
  const some = <T>(make: () => T): T[] => Array.from({ length: below(4) }, make);
  const member = () => ({ name: name(), typeId: id(), bitOffset: below(256), bitSize: below(2) * below(40) });
  const makers = [
    () => builder.int(name(), below(9), { signed: below(2) === 1 }),
    () => builder.pointer(id()),
    () => builder.array(id(), below(5), id()),
    () => builder.struct(name(), below(64), some(member)),
    () => builder.union(name(), below(64), some(member)),
    () => builder.add({ kind: "enum", name: name(), size: 4 << below(2), signed: true, enumerators: [{ name: "E", value: -1n }] }),
    () => builder.add({ kind: "fwd", name: name(), of: below(2) ? "struct" : "union" }),
    () => builder.typedef(name(), id()),
    () => builder.add({ kind: "const", name: "", typeId: id() }),
    () => builder.prototype(id(), some(() => ({ name: name(), typeId: id() }))),
    () => builder.func(name(), id()),
    () => builder.add({ kind: "var", name: name(), linkage: "global", typeId: id() }),
    () => builder.add({ kind: "datasec", name: name(), size: 8, variables: some(() => ({ typeId: id(), offset: 0, size: 4 })) }),
    () => builder.add({ kind: "decl_tag", name: name(), typeId: id(), component: below(3) - 1 }),
    () => builder.add({ kind: "type_tag", name: name(), typeId: id() }),
  ];
  for (let index = 0; index < count; index++) makers[below(makers.length)]?.();
  return builder.toBytes();
}

/** Runs `use`; the only way it may fail is with a `BtfError`. */
function allow<T>(use: () => T): T | undefined {
  try {
    return use();
  } catch (error) {
    if (!(error instanceof BtfError)) throw error;
    return undefined;
  }
}

/** Asks everything there is to ask. */
function exercise(btf: Btf): number {
  let types = 0;
  for (let id = 0; id < btf.endId; id++) {
    const type = allow(() => btf.type(id));
    if (type === undefined) continue;
    types++;
    allow(() => sizeOf(type));
    allow(() => scalarOf(type));
    allow(() => printType(type));
    allow(() => resolvePath(btf, type, [{ kind: "member", name: "a" }, { kind: "index", value: 3 }, { kind: "member", name: "comm" }]));
    const inner = allow(() => skipModifiers(type));
    if (inner?.kind === "struct" || inner?.kind === "union") allow(() => memberNames(inner));
  }
  allow(() => btf.names("typedef", "btf_"));
  allow(() => btf.enumerator("E"));
  for (let round = 0; round < 14; round++) allow(() => btf.byName("struct", "a"));
  return types;
}

it("answers or throws BtfError for types that refer to each other at random, and always ends", () => {
  const below = random(1);
  let types = 0;
  for (let round = 0; round < ROUNDS; round++) types += exercise(Btf.parse(randomBlob(below)));
  expect(types).toBeGreaterThan(ROUNDS);
});

it("answers or throws BtfError for blobs with bytes changed or cut off", () => {
  const below = random(2);
  const outcomes = { parsed: 0, refused: 0 };
  for (let round = 0; round < ROUNDS; round++) {
    const bytes = randomBlob(below);
    for (let change = below(6); change >= 0; change--) bytes[below(bytes.length)] = below(256);
    const btf = allow(() => Btf.parse(below(4) === 0 ? bytes.subarray(0, below(bytes.length)) : bytes));
    if (btf === undefined) outcomes.refused++;
    else {
      outcomes.parsed++;
      exercise(btf);
    }
  }
  expect(outcomes.parsed).toBeGreaterThan(ROUNDS / 10);
  expect(outcomes.refused).toBeGreaterThan(ROUNDS / 10);
});
