import { expect, it } from "vitest";
import context from "../src/index.js";

it("offers functions only, each once for a number of parameters", () => {
  expect(context.families).toEqual([]);
  const signatures = context.intrinsics.map(({ name, parameters }) => `${name}/${parameters.length}`);
  expect(signatures.filter((signature, index) => signatures.indexOf(signature) !== index)).toEqual([]);
});

it("has every process and time function of the tapset reference", () => {
  const names = context.intrinsics.map(({ name }) => name);
  const processes = ["execname", "pid", "tid", "ppid", "pexecname", "gid", "egid", "uid", "euid", "cpu", "pp", "is_return", "target", "probefunc", "probemod"];
  const times = ["get_cycles", "gettimeofday_ns", "gettimeofday_us", "gettimeofday_ms", "gettimeofday_s"];
  expect(names).toEqual(expect.arrayContaining([...processes, ...times]));
});

it("documents every function in one line without a full stop", () => {
  for (const { name, doc } of context.intrinsics) expect([name, doc]).toEqual([name, expect.stringMatching(/^\S.*[^.\s]$/)]);
});

function spacesOf(name: string): readonly string[] {
  if (["user_mode", "user_namespace", "user_registers"].includes(name)) return [];
  if (name.startsWith("atomic_")) return ["kernel"];
  return /^((?:kernel|user)(?:_or_user)?)_/.exec(name)?.[1]?.split("_or_") ?? [];
}

it("says what reading memory needs of the kernel", () => {
  for (const { name, needs } of context.intrinsics) {
    expect([name, needs ?? []]).toEqual([name, spacesOf(name).map((space) => `read-${space}`)]);
  }
});
