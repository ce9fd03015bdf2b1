import { expect, it, vi } from "vitest";
import { needs } from "../src/index.js";

it("says once, in words, what a test lacks on this machine", () => {
  const path = process.env["PATH"];
  const said: string[] = [];
  const write = vi.spyOn(process.stderr, "write").mockImplementation((text) => said.push(String(text)) > 0);
  process.env["PATH"] = "";
  const [first, second] = [needs("strace"), needs("strace")];
  process.env["PATH"] = path;
  write.mockRestore();
  expect(first).toMatchObject({ isMet: false, reason: "needs strace: install strace" });
  expect(first.title("the past")).toBe("the past [needs strace: install strace]");
  expect(second.reason).toBe(first.reason);
  expect(said).toEqual([`skipped: ${first.reason}\n`]);
});

it("has nothing to say when nothing is needed", () => {
  expect(needs()).toMatchObject({ isMet: true, reason: "" });
  expect(needs().title("anything")).toBe("anything");
});

it("knows what it's asked about", () => {
  expect(() => needs("time-travel")).toThrow("there is no such feature");
});

needs("bpf").it("runs what a machine with BPF can run", () => {
  expect(needs("bpf").isMet).toBe(true);
});
