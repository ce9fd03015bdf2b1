import { existsSync } from "node:fs";
import { expect, it } from "vitest";
import { notOffered, sections } from "./langref-sections.js";
import { subjects } from "./subjects.js";

it.each(Object.entries(sections))("langref %s is tried", (_section, { subjects: names = [], files = [] }) => {
  expect(names.length + files.length).toBeGreaterThan(0);
  for (const name of names) expect(subjects.find((subject) => subject.name === name)?.rows.length, name).toBeGreaterThan(0);
  for (const file of files) expect(existsSync(file), file).toBe(true);
});

it("every chapter of the language is covered or said not to be", () => {
  const chapters = new Set([...Object.keys(sections), ...notOffered].map((section) => Number.parseInt(section, 10)));
  expect([...chapters].sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
});
