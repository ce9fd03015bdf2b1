import type { HistogramShape } from "@tapset/core";
import { describe, expect, it } from "vitest";
import { Aggregate } from "../../src/stats/aggregate.js";
import { drawHistogram } from "../../src/render/histogram-drawing.js";

function draw(shape: HistogramShape, samples: readonly (readonly [value: number, times: number])[]): string {
  const aggregate = new Aggregate({ variance: false, histogram: shape });
  for (const [value, times] of samples) for (let i = 0; i < times; i++) aggregate.add(BigInt(value));
  return drawHistogram(shape, aggregate.buckets);
}
const bar = (length: number): string => "@".repeat(length).padEnd(50);
const header = (width = 5): string => `${"value".padStart(width)} |${"-".repeat(50)} count\n`;

describe("histograms as the language reference draws them", () => {
  it("linear, with a gap and without the empty end", () => {
    const text = draw({ kind: "linear", low: 0n, high: 10240n, width: 200n }, [[10, 1650], [250, 8], [1400, 1]]);
    expect(text).toBe(
      header() +
        `    0 |${bar(50)} 1650\n` +
        `  200 |${bar(0)}    8\n` +
        `  400 |${bar(0)}    0\n` +
        `  600 |${bar(0)}    0\n` +
        "      ~\n" +
        ` 1000 |${bar(0)}    0\n` +
        ` 1200 |${bar(0)}    0\n` +
        ` 1400 |${bar(0)}    1\n` +
        ` 1600 |${bar(0)}    0\n` +
        ` 1800 |${bar(0)}    0\n`,
    );
  });

  it.each([
    [0, ["1", "", "64"]],
    [1, ["0", "1", "2", "", "32", "64", "128"]],
    [-1, ["1", "2", "4", "8", "16", "32", "64", "128", "256"]],
  ])("with HIST_ELISION=%i", (shownEmpty, labels) => {
    const lines = draw({ kind: "log", shownEmpty }, [[1, 1], [64, 1]]).split("\n").slice(1, -1);
    const shown = lines.map((line) => line.split("|")[0]?.replace("~", "").trim());
    expect(shown.join().includes(labels.join())).toBe(true);
    expect(shown.length === labels.length).toBe(shownEmpty >= 0);
  });

  it("logarithmic, scaled to the longest bar", () => {
    const samples = [[32, 254], [64, 3], [128, 2], [256, 2], [512, 4], [1024, 16689]] as const;
    const lines = draw({ kind: "log" }, samples).split("\n");
    expect(lines.slice(1, -1).map((line) => [line.slice(0, 6).trim(), line.split("@").length - 1, Number(line.slice(-5))])).toEqual([
      ["8", 0, 0],
      ["16", 0, 0],
      ["32", 0, 254],
      ["64", 0, 3],
      ["128", 0, 2],
      ["256", 0, 2],
      ["512", 0, 4],
      ["1024", 49, 16689],
      ["2048", 0, 0],
      ["4096", 0, 0],
    ]);
  });

  it("small counts: one @ a sample; negative and zero values", () => {
    expect(draw({ kind: "log" }, [[-3, 1], [0, 2], [1, 3]])).toBe(
      header() +
        `   -8 |${bar(0)} 0\n` +
        `   -4 |${bar(0)} 0\n` +
        `   -2 |${bar(1)} 1\n` +
        `   -1 |${bar(0)} 0\n` +
        `    0 |${bar(2)} 2\n` +
        `    1 |${bar(3)} 3\n` +
        `    2 |${bar(0)} 0\n` +
        `    4 |${bar(0)} 0\n`,
    );
  });

  it("shows what lies outside a linear range only when something does", () => {
    const shape = { kind: "linear", low: 1n, high: 3n, width: 1n } as const;
    expect(draw(shape, [[-100, 1], [1, 1], [2, 1], [3, 1], [100, 1]])).toBe(
      header() + ["<1", "1", "2", "3", ">3"].map((label) => `${label.padStart(5)} |${bar(1)} 1\n`).join(""),
    );
    expect(draw(shape, [[2, 1]])).toBe(header() + `    1 |${bar(0)} 0\n    2 |${bar(1)} 1\n    3 |${bar(0)} 0\n`);
  });

  it("widens the first column for long values", () => {
    const lines = draw({ kind: "linear", low: 1000000n, high: 1000001n, width: 1n }, [[1000000, 1]]).split("\n");
    expect(lines[0]).toBe(header(7).trimEnd());
    expect(lines[1]).toBe(`1000000 |${bar(1)} 1`);
  });
});
