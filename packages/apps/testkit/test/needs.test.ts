import { expect, it, vi } from "vitest";
import { needs } from "../src/index.js";

it("says once, in words, what a test lacks on this machine", () => {
  const said: string[] = [];
  const write = vi.spyOn(process.stderr, "write").mockImplementation((text) => said.push(String(text)) > 0);
  const [first, second] = [needs("time-travel"), needs("time-travel")];
  write.mockRestore();
  expect(first.isMet).toBe(false);
  expect(first.reason).toMatch(/^needs (time-travel|bpf): ./);
  expect(first.title("the past")).toBe(`the past [${first.reason}]`);
  expect(second.reason).toBe(first.reason);
  expect(said).toEqual([`skipped: ${first.reason}\n`]);
});

it("has nothing to say when nothing is needed", () => {
  expect(needs()).toMatchObject({ isMet: true, reason: "" });
  expect(needs().title("anything")).toBe("anything");
});
