import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { cases } from "../../bench/cases.mjs";
import { figures } from "../../bench/figures.mjs";
import { tracers } from "../../bench/tracers.mjs";

test("names are there once", () => {
  const names = cases.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

test.each(cases.map((row) => [row.name, row] as const))("%s has a figure, goals for parts of it, and programs that are there", (_, row) => {
  const parts = Object.keys(figures[row.figure]?.parts ?? {});
  expect(parts).not.toEqual([]);
  expect(parts).toEqual(expect.arrayContaining(Object.keys(row.goals)));
  const bounds = Object.values(row.goals).flatMap((goal) => Object.keys(goal));
  expect([...Object.keys(tracers), "value"]).toEqual(expect.arrayContaining(bounds));
  if (row.workload) expect(existsSync(new URL(`../../bench/workloads/${row.workload.program}.c`, import.meta.url))).toBe(true);
  if (Array.isArray(row.c)) expect(existsSync(new URL(`../../bench/c/${String(row.c[0])}.c`, import.meta.url))).toBe(true);
});
