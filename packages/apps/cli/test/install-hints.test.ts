import { join } from "node:path";
import type { UnknownName } from "@tapset/compiler";
import { diagnostic } from "@tapset/language";
import { describe, expect, it } from "vitest";
import { withInstallHints, type PackageNames } from "../src/install-hints.js";
import { installed, temporaryFolder, writeFiles } from "./made-up-project.js";

const published: readonly PackageNames[] = [
  { name: "@tapset/process", probes: ["process.exec", "process.begin", "kprocess"], functions: [] },
  { name: "@tapset/uprobes", probes: ["process.function"], functions: ["ubacktrace"] },
  { name: "@tapset/syscall", probes: ["syscall"], functions: [] },
];

function hints(unknown: UnknownName, inUse: readonly string[] = [], folder = temporaryFolder()): readonly string[] {
  const [made] = withInstallHints([{ ...diagnostic("x", "x", undefined, { hints: ["did you mean y?"] }), unknown }], inUse, folder, () => published);
  return made?.hints ?? [];
}

const point = (text: string): UnknownName => ({ kind: "probe point", words: text.split(".") });
const fn = (name: string): UnknownName => ({ kind: "function", name });
const install = (name: string): string => `install ${name}: npm install ${name}`;

describe("a name that nothing in use has", () => {
  it.each([
    ["process.exec", ["@tapset/process"]],
    ["process.function.return", ["@tapset/uprobes"]],
    ["syscall.open.return", ["@tapset/syscall"]],
    ["sysc*.open", ["@tapset/syscall"]],
    // Which of them has it can't be told: both can be meant.
    ["process.exex", ["@tapset/process", "@tapset/uprobes"]],
    ["process", ["@tapset/process", "@tapset/uprobes"]],
  ])("%s is one of our packages' to install", (text, packages) => {
    expect(hints(point(text))).toEqual(packages.map(install));
  });

  it.each([
    ["process.plt", "process.plt", "what happens in the code of programs"],
    ["process.syscall.return", "process.syscall.return", "the system calls of a program"],
    ["java.class.method", "java.class.method", "the methods of Java programs"],
    ["procfs.umask.read", "procfs.umask.read", "files below /proc/systemtap"],
  ])("%s is SystemTap's, and nobody's here", (text, named, what) => {
    const [made] = withInstallHints([{ ...diagnostic("x", "x", undefined, { hints: ["did you mean y?"] }), unknown: point(text) }], ["@tapset/process"], temporaryFolder(), () => published);
    expect(made?.message).toBe(`no tapset serves '${named}' yet: ${what}`);
    expect(made?.hints).not.toContain("did you mean y?");
  });

  it("is looked for among functions", () => {
    expect(hints(fn("ubacktrace"))).toEqual([install("@tapset/uprobes")]);
    expect(hints(fn("ubacktraces"))).toEqual(["did you mean y?"]);
  });

  it("keeps its own hints where nobody has it, or who has it is in use", () => {
    expect(hints(point("syscal.open"))).toEqual(["did you mean y?"]);
    expect(hints(point("process.exex"), ["@tapset/process", "@tapset/uprobes"])).toEqual(["did you mean y?"]);
    expect(hints(point("*.open"))).toEqual(["did you mean y?"]);
    expect(hints(point("syscall.opem"), ["@tapset/syscall"])).toEqual(["did you mean y?"]);
  });

  it("may lie in a package that the project doesn't depend on", () => {
    const folder = writeFiles(temporaryFolder(), {
      "package.json": {},
      ...installed("node_modules", "acme", {
        probes: [{ name: "vm.fault", doc: "", values: [], backends: [] }],
        functions: [{ name: "twice", parameters: [], returns: "long", doc: "" }],
      }),
      ...installed("node_modules", "@tapset/syscall", { families: [{ name: "s", patterns: [{ form: "syscall.NAME", doc: "", variables: [] }] }] }),
      "node_modules/broken/package.json": { name: "broken", tapset: "tapset.json" },
      "node_modules/.package-lock.json": "{}",
    });
    const add = (name: string): string => `add ${name} to the dependencies in ${join(folder, "package.json")}: it is installed there, and has it`;
    expect(hints(point("vm.fault"), [], folder)).toEqual([add("acme")]);
    expect(hints(fn("twice"), [], join(folder, "node_modules"))).toEqual([add("acme")]);
    expect(hints(point("syscall.open"), [], folder)).toEqual([add("@tapset/syscall")]);
    expect(hints(point("vm.fault"), ["acme"], folder)).toEqual(["did you mean y?"]);
  });
});
