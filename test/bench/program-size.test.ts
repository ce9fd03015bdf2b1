import { expect, test } from "vitest";
import { code } from "../../bench/cases/code.mjs";
import { handlers } from "../../bench/cases/handlers.mjs";
import { instructionsIn } from "../../bench/figures/program-size.mjs";

test("what is counted is what is timed: every handler, word for word", () => {
  expect(handlers.length).toBeGreaterThanOrEqual(9);
  // And the one that prints.
  expect(code).toHaveLength(handlers.length + 1);
  for (const { name, tapset, bpftrace, c } of handlers) {
    expect(code).toContainEqual(expect.objectContaining({ name: `code-${name}`, figure: "program size", tapset, bpftrace, c }));
  }
});

test("instructions are found among what a tracer says", () => {
  expect(instructionsIn("Attaching 3 probes...\n2 programs, 115 instructions\nWARNING: 7 programs, 9 instructions more\n")).toBe(115);
});

test.each([
  ["", "the command of -c hasn't said how large the programs are"],
  ["0 programs, 0 instructions\n", "the tracer holds no programs"],
])("%j is no size", (said, problem) => {
  expect(() => instructionsIn(said)).toThrow(problem);
});
