import type { HistogramShape } from "@tapset/core";
import { expect } from "vitest";
import { bucketCount, bucketOf } from "../../../src/layout/stats-layout.js";
import { accumulate, context, Globals, handler, longKey, num, print, script, stringKey, text, value } from "../ir-builders.js";
import type { Case } from "../semantics-cases.js";

const samples = [0n, 1n, -1n, 2n, 3n, 4n, 7n, 8n, -2n, -3n, -4n, 1023n, 1024n, -(1n << 40n), (1n << 62n) - 1n, 1n << 62n, (1n << 63n) - 1n, -(1n << 63n), 99n, 100n, 101n, 109n, 110n];

function expected(values: readonly bigint[], shape: HistogramShape | undefined, variance: boolean): bigint[] {
  const sum = BigInt.asIntN(64, values.reduce((a, b) => a + b));
  const words = [BigInt(values.length), sum, values.reduce((a, b) => (b < a ? b : a)), values.reduce((a, b) => (b > a ? b : a))];
  if (variance) words.push(values.reduce((total, each) => total + each * each, 0n));
  if (shape) {
    const buckets = new Array<bigint>(bucketCount(shape)).fill(0n);
    for (const each of values) buckets[bucketOf(shape, each)]! += 1n;
    words.push(...buckets);
  }
  return words;
}

const shapes: readonly (HistogramShape | undefined)[] = [undefined, { kind: "log" }, { kind: "linear", low: -2n, high: 100n, width: 10n }];

export const aggregateCases: readonly Case[] = [
  ...shapes.flatMap((histogram) =>
    [false, true].map((variance): Case => ({
      name: `an aggregate with ${histogram?.kind ?? "no"} histogram${variance ? " and the sum of squares" : ""}`,
      make: () => {
        const globals = new Globals();
        const scalar = globals.make("scalar", { type: "stats", stats: { variance, histogram } });
        const array = globals.make("array", { type: "stats", stats: { variance, histogram }, keys: [stringKey(15), longKey] });
        const key = [text("key"), num(1)];
        return {
          ir: script([handler([accumulate(scalar, context(0)), accumulate(array, context(0), ...key)])], { globals }),
          check: (rig) => {
            for (const sample of samples) rig.fire(sample);
            const words = expected(samples, histogram, variance);
            expect(rig.elements(scalar)).toEqual({ "": words });
            expect(rig.elements(array)).toEqual({ "key,1": words });
          },
        };
      },
    })),
  ),
  {
    name: "extractors and buckets in a kernel handler; an empty aggregate fails",
    make: () => {
      const globals = new Globals();
      const s = globals.make("s", { type: "stats", stats: { variance: false, histogram: { kind: "log" } } });
      const empty = globals.make("empty", { type: "stats", stats: { variance: false, histogram: undefined }, keys: [longKey] });
      const extract = (extractor: "count" | "sum" | "min" | "max" | "avg", global = s, shift = 0) =>
        value("d", { type: "long", op: "extract", extractor, shift, global, keys: global === s ? [] : [num(1)] });
      const bucket = (index: number) => value("d", { type: "long", op: "bucket", global: s, keys: [], index: num(index) });
      return {
        ir: script(
          [
            handler([
              ...[-5, 2, 10].map((each) => accumulate(s, each)),
              print(extract("count"), " ", extract("sum"), " ", extract("min"), " ", extract("max"), " ", extract("avg"), " ", extract("avg", s, 4)),
              print(bucket(64), bucket(66), bucket(68), bucket(61), bucket(-1), bucket(128), bucket(100_000)),
              print(extract("count", empty), extract("sum", empty)),
              print(extract("min", empty)),
            ]),
          ],
          { globals },
        ),
        check: (rig) => {
          rig.fire();
          expect(rig.output()).toEqual(["3 7 -5 10 2 37", "0111000", "00", "ERROR: empty aggregate"]);
        },
      };
    },
  },
  {
    name: "print(@hist_linear(a[k], …)) sends the buckets",
    make: () => {
      const globals = new Globals();
      const shape = { kind: "linear", low: 0n, high: 20n, width: 10n } as const;
      const a = globals.make("a", { type: "stats", stats: { variance: false, histogram: shape }, keys: [longKey, stringKey(100)] });
      const drawing = (key: number) => print("h: ", { kind: "histogram", global: a, keys: [num(key), text("k")] });
      return {
        ir: script([handler([accumulate(a, context(0), num(5), text("k")), drawing(5), { op: "clear", global: a }, drawing(5)])], { globals, limits: { MAXERRORS: 2 } }),
        check: (rig) => {
          for (const sample of [-1n, 12n]) rig.fire(sample);
          // What's there when the statement runs, not when the line is printed.
          expect(rig.output()).toEqual(["h: [1 0 0 0 0]", "ERROR: empty aggregate", "h: [0 0 1 0 0]", "ERROR: empty aggregate"]);
        },
      };
    },
  },
];
