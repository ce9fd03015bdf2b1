import { readFileSync } from "node:fs";
import Ajv2020 from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { needs } from "@tapset/testkit/needs";
import { argumentKinds } from "../src/argument-kinds.js";
import constants from "../src/data/constants.json" with { type: "json" };
import { argumentRows, callsOf, syscallTable, type SyscallRow } from "../src/syscall-table.js";
import { deriveCall, target } from "./fake-call.js";

function schemaErrors(schema: string, value: unknown): unknown {
  const text = readFileSync(new URL(`../../../../schemas/${schema}.schema.json`, import.meta.url), "utf8");
  const validate = new Ajv2020.default({ strict: true, allErrors: true }).compile(JSON.parse(text) as object);
  return validate(value) ? [] : validate.errors;
}

/** What a list has more than once. */
function repeated<T>(list: readonly T[]): readonly T[] {
  return list.filter((each, index) => list.indexOf(each) !== index);
}

/** The arguments that have registers. */
const real = (row: SyscallRow) => argumentRows(row).filter(({ value }) => value === undefined);

describe("the data files", () => {
  it("fit their schemas", () => {
    expect(schemaErrors("syscall-table", syscallTable)).toEqual([]);
    expect(schemaErrors("syscall-constants", constants)).toEqual([]);
  });
  it("don't fit them with a mistake in", () => {
    expect(schemaErrors("syscall-table", [{ name: "read", numbers: { x86_64: -1 }, arguments: [] }])).not.toEqual([]);
    expect(schemaErrors("syscall-table", [{ ...syscallTable[0], returns: "binary" }])).not.toEqual([]);
    expect(schemaErrors("syscall-constants", [{ name: "empty", rest: "hex" }])).not.toEqual([]);
    expect(schemaErrors("syscall-constants", [{ name: "masked", mask: 3, bits: { A: 4 }, rest: "hex" }])).not.toEqual([]);
  });
});

describe("the table of calls", () => {
  it.each(["x86_64", "i386", "arm64"])("has each name and each number once on %s", (arch) => {
    const rows = syscallTable.filter(({ numbers }) => numbers[arch] !== undefined);
    expect(repeated(rows.map(({ name }) => name))).toEqual([]);
    expect(repeated(rows.map(({ numbers }) => numbers[arch]))).toEqual([]);
  });
  it("names kinds that exist", () => {
    expect(syscallTable.flatMap((row) => argumentRows(row).filter(({ kind }) => !argumentKinds.has(kind)))).toEqual([]);
  });
  it("uses every table of constants", () => {
    const used = new Set(syscallTable.flatMap((row) => argumentRows(row).map(({ kind }) => kind)));
    // Tables that other kinds look into.
    const code = ["constant-kinds", "dependent-kinds", "list-kinds", "structure-kinds", "filled-structures"].map((file) => readFileSync(new URL(`../src/kinds/${file}.ts`, import.meta.url), "utf8")).join("");
    expect(constants.map(({ name }) => name).filter((name) => !used.has(name) && !code.includes(`"${name}"`))).toEqual([]);
  });
  it("refers to arguments of the same call", () => {
    const dangling = syscallTable.filter((row) =>
      argumentRows(row).some(({ with: peer, when }) => [peer, when?.argument].some((name) => name !== undefined && !argumentRows(row).some((each) => each.name === name))),
    );
    expect(dangling).toEqual([]);
  });
  it("renames only variables that the kind has", () => {
    const wrong = syscallTable.flatMap((row) =>
      argumentRows(row).filter(({ kind, names }) => Object.keys(names ?? {}).some((aspect) => !argumentKinds.get(kind)?.variables.some((each) => each.aspect === aspect))),
    );
    expect(wrong).toEqual([]);
  });
  it("shows arguments sometimes only if their registers say all", () => {
    expect(syscallTable.flatMap((row) => argumentRows(row).filter(({ kind, when }) => when && argumentKinds.get(kind)?.shown?.reading !== undefined))).toEqual([]);
  });
  it("says what was written of arguments of the call", () => {
    const isArgument = (row: SyscallRow, name: string) => argumentRows(row).some((each) => each.name === name);
    const wrong = (row: SyscallRow) => (row.results ?? []).filter(({ of, length = "return" }) => !isArgument(row, of) || (length !== "return" && !isArgument(row, length)));
    expect(syscallTable.flatMap(wrong)).toEqual([]);
  });
  it("says it in kinds that exist", () => {
    const results = syscallTable.flatMap(({ results: written = [] }) => written);
    expect(results.filter(({ kind }) => kind !== "int" && kind !== "wait_status" && !argumentKinds.has(kind))).toEqual([]);
  });
  it("gives no variable twice at a point", () => {
    const { points } = callsOf(syscallTable, "x86_64");
    for (const point of points) {
      for (const probe of deriveCall(`syscall.${point}`)) {
        expect(repeated(probe.scope.list().map(({ name }) => name)), point).toEqual([]);
      }
    }
  });
  it("gives sister calls under a point the same variables", () => {
    const { points } = callsOf(syscallTable, "x86_64");
    for (const point of points) {
      const lists = deriveCall(`syscall.${point}`).map(({ scope }) => scope.list().map(({ name, type }) => `${name}:${type}`).sort());
      for (const list of lists) expect(list, point).toEqual(lists[0]);
    }
  });
});

/** What the kernel's trace events call the system calls whose function has another name. */
const eventNames: Readonly<Record<string, string>> = {
  stat: "newstat",
  fstat: "newfstat",
  lstat: "newlstat",
  uname: "newuname",
  sendfile: "sendfile64",
  umount2: "umount",
};

describe("a kernel of today", () => {
  const event = (name: string) => target.traceEvent("syscalls", `sys_enter_${eventNames[name] ?? name}`);
  const known = syscallTable.filter(({ name, numbers }) => numbers["x86_64"] !== undefined && event(name) !== undefined);

  it("has nearly all of the calls", () => {
    expect(known.length).toBeGreaterThan(355);
  });
  it("has no call that the table lacks", () => {
    const names = new Set(syscallTable.map(({ name }) => eventNames[name] ?? name));
    const events = target.traceEvents()!.flatMap(([subsystem, name]) => (subsystem === "syscalls" && name.startsWith("sys_enter_") ? [name.slice("sys_enter_".length)] : []));
    expect(events.filter((name) => !names.has(name))).toEqual([]);
  });
  it("has them with these arguments, pointers where we have what they point to", () => {
    const isPointer = ({ kind }: { kind: string }) => kind === "pointer" || !argumentKinds.get(kind)?.variables.some(({ aspect }) => aspect === "value");
    const differing = known.flatMap((row) => {
      const fields = event(row.name)!.fields.filter(({ name }) => !name.startsWith("common_") && name !== "__syscall_nr");
      const theirs = fields.map(({ type }) => type.includes("*"));
      const ours = real(row);
      const agrees = ours.length === fields.length && theirs.every((points, index) => !points || isPointer(ours[index]!));
      return agrees ? [] : [`${row.name}(${fields.map(({ type, name }) => `${type} ${name}`).join(", ")})`];
    });
    expect(differing).toEqual([]);
  });
});

const column = (arch: string) => new Map(syscallTable.flatMap(({ name, numbers }) => (numbers[arch] === undefined ? [] : [[name, numbers[arch]] as const])));

for (const [arch, file] of [["x86_64", "unistd_64.h"], ["i386", "unistd_32.h"]] as const) {
  const header = `/usr/include/x86_64-linux-gnu/asm/${file}`;
  needs("c-headers").it(`agrees with ${header}`, () => {
    const numbers = [...readFileSync(header, "utf8").matchAll(/^#define __NR_(\w+) (\d+)$/gm)].map(([, name, number]) => [name!, Number(number)] as const);
    const ours = column(arch);
    expect(numbers.filter(([name, number]) => ours.get(name) !== number)).toEqual([]);
  });
}
