import type { StatsStore, ValueStore } from "@tapset/compiler";
import { closest, didYouMean, type Global } from "@tapset/core";
import type { TestPath } from "./test-file.js";

/** A global that isn't what it should be; `path` leads to it below the case's `globals`. */
export interface GlobalFailure {
  readonly message: string;
  readonly path: TestPath;
  readonly hints?: readonly string[];
}

const extractors = ["count", "sum", "min", "max", "avg", "variance"] as const;
type Extractor = (typeof extractors)[number];

/** The globals that a case names, against what they came to. */
export function globalFailures(expected: Readonly<Record<string, unknown>>, globals: readonly Global[], stores: readonly (ValueStore | StatsStore)[]): readonly GlobalFailure[] {
  return Object.entries(expected).flatMap(([name, wanted]) => {
    const global = globals.find((each) => each.name === name);
    const store = global && stores[global.id];
    if (global === undefined || store === undefined) {
      const hints = didYouMean(closest(name, globals.map((each) => each.name)));
      return [{ message: `the script has no global '${name}' that is used`, path: [name], hints }];
    }
    return new GlobalCheck(global, store).failures(wanted);
  });
}

class GlobalCheck {
  constructor(
    private readonly global: Global,
    private readonly store: ValueStore | StatsStore,
  ) {}

  failures(wanted: unknown): readonly GlobalFailure[] {
    const { name, keys } = this.global;
    if (keys.length === 0) return this.#value([], name, wanted, [name]);
    const rows = this.#rows(wanted);
    if (rows === undefined) return [{ message: `${name} is an array`, path: [name], hints: [rowHint(keys.length)] }];
    const elements = [...this.store.each({ sort: undefined, limit: undefined, slice: undefined })].map((element) => element.keys);
    const known = new Set(rows.map((row) => row.id));
    return [
      ...rows.flatMap((row) => {
        const found = elements.find((each) => identity(each) === row.id);
        if (found === undefined) return [{ message: `${name}[${row.id}] isn't there`, path: row.path }];
        return this.#value(found, `${name}[${row.id}]`, row.value, row.path);
      }),
      ...elements
        .filter((each) => !known.has(identity(each)))
        .map((each) => ({ message: `${name}[${identity(each)}] is ${this.#shown(each)}, and isn't expected`, path: [name] })),
    ];
  }

  /** Expected elements: of a map by their key, or of a list with the keys in front of the value. */
  #rows(wanted: unknown): readonly { readonly id: string; readonly value: unknown; readonly path: TestPath }[] | undefined {
    const { name, keys } = this.global;
    if (Array.isArray(wanted)) {
      const isWhole = wanted.every((row) => Array.isArray(row) && row.length === keys.length + 1);
      return isWhole ? (wanted as unknown[][]).map((row, index) => ({ id: row.slice(0, -1).map(String).join(", "), value: row.at(-1), path: [name, index] })) : undefined;
    }
    if (keys.length !== 1 || typeof wanted !== "object" || wanted === null) return undefined;
    return Object.entries(wanted).map(([key, value]) => ({ id: key, value: value as unknown, path: [name, key] }));
  }

  #value(keys: readonly (bigint | string)[], what: string, wanted: unknown, path: TestPath): readonly GlobalFailure[] {
    if (this.global.type === "stats") return this.#aggregate(keys, what, wanted, path);
    const actual = shownValue((this.store as ValueStore).get(keys));
    return actual === shownWanted(wanted) ? [] : [{ message: `${what} is ${actual}, not ${shownWanted(wanted)}`, path }];
  }

  #aggregate(keys: readonly (bigint | string)[], what: string, wanted: unknown, path: TestPath): readonly GlobalFailure[] {
    const isMap = typeof wanted === "object" && wanted !== null && !Array.isArray(wanted);
    const stranger = isMap ? Object.keys(wanted).find((key) => !(extractors as readonly string[]).includes(key)) : undefined;
    if (!isMap || stranger !== undefined) {
      const hints = [`write what its extractors give: { count: 2, sum: 30 }, of ${extractors.join(", ")}`];
      return [{ message: stranger === undefined ? `${what} is an aggregate` : `there is no extractor '@${stranger}'`, path, hints }];
    }
    return Object.entries(wanted).flatMap(([extractor, value]) => {
      const actual = this.#extract(keys, extractor as Extractor);
      return actual === shownWanted(value) ? [] : [{ message: `@${extractor}(${what}) is ${actual}, not ${shownWanted(value)}`, path: [...path, extractor] }];
    });
  }

  #extract(keys: readonly (bigint | string)[], extractor: Extractor): string {
    const store = this.store as StatsStore;
    const isEmpty = store.extract(keys, "count", 0, undefined) === 0n;
    if (isEmpty && extractor !== "count" && extractor !== "sum") return "nothing: it's empty";
    return String(store.extract(keys, extractor, 0, undefined));
  }

  #shown(keys: readonly (bigint | string)[]): string {
    if (this.global.type !== "stats") return shownValue((this.store as ValueStore).get(keys));
    return `an aggregate of ${this.#extract(keys, "count")}`;
  }
}

/** Keys as texts, which tells elements of one array apart. */
function identity(keys: readonly (bigint | string)[]): string {
  return keys.map((key) => (typeof key === "string" ? fromBytes(key) : String(key))).join(", ");
}

function shownValue(value: bigint | string): string {
  return typeof value === "bigint" ? String(value) : JSON.stringify(fromBytes(value));
}

function shownWanted(value: unknown): string {
  return typeof value === "bigint" ? String(value) : JSON.stringify(value, (_key, each: unknown) => (typeof each === "bigint" ? String(each) : each));
}

/** The language's bytes as the text they are. */
function fromBytes(text: string): string {
  return Buffer.from(text, "latin1").toString("utf8");
}

function rowHint(keys: number): string {
  return keys === 1 ? "write its elements: { KEY: VALUE, … }" : `write its elements, each with its ${keys} keys in front: [[KEY, KEY, VALUE], …]`;
}
