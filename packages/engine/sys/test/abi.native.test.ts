import { existsSync, readFileSync } from "node:fs";
import { Btf } from "@tapset/btf";
import type { Member } from "@tapset/btf";
import { beforeAll, expect, it } from "vitest";
import { needs } from "@tapset/testkit/needs";
import { bpfAttrLayouts, bpfCommands } from "../src/abi/bpf-attr.js";
import type { BpfCommand } from "../src/abi/bpf-attr.js";
import { bpfAttachTypes, bpfMapTypes, bpfProgramTypes } from "../src/abi/bpf-enums.js";
import * as flags from "../src/abi/bpf-flags.js";
import { linkInfoLayout, mapInfoLayout, progInfoLayout } from "../src/abi/bpf-info.js";
import { perfAttrLayout, perfHardwareCounters, perfSoftwareCounters } from "../src/abi/perf-attr.js";
import type { Layout } from "../src/abi/struct-layout.js";
import { syscallTable } from "../src/syscall-table.js";

const vmlinux = "/sys/kernel/btf/vmlinux";
const headers = "/usr/include";

needs("kernel-types").describe("tables against the running kernel's own types", () => {
  let btf: Btf;
  beforeAll(() => {
    btf = Btf.parse(readFileSync(vmlinux));
  });

  /** Every place in bytes at which a structure has a member of that name, looking into unnamed parts and `inside`. */
  function placesOf(members: readonly Member[], name: string, inside: readonly string[], base = 0): number[] {
    return members.flatMap((member) => {
      const offset = base + member.bitOffset / 8;
      if (member.name === name && inside.length === 0) return [offset];
      const { type } = member;
      if (type.kind !== "struct" && type.kind !== "union") return [];
      if (member.name === "") return placesOf(type.members, name, inside, offset);
      return member.name === inside[0] ? placesOf(type.members, name, inside.slice(1), offset) : [];
    });
  }

  function expectLayout(
    kind: "struct" | "union", typeName: string, layout: Layout, pathOf: (field: string) => readonly string[],
  ): void {
    const members = btf.byName(kind, typeName)?.members ?? [];
    for (const [field, { offset }] of Object.entries(layout)) {
      const path = pathOf(field);
      const places = placesOf(members, path.at(-1) ?? "", path.slice(0, -1));
      // Kernels older than a field don't have it.
      if (places.length > 0) expect(places, `${typeName}.${path.join(".")}`).toContain(offset);
    }
    expect(members.length, typeName).toBeGreaterThan(2);
  }

  const part: Partial<Record<BpfCommand, string>> = {
    BPF_MAP_LOOKUP_BATCH: "batch",
    BPF_MAP_LOOKUP_AND_DELETE_BATCH: "batch",
    BPF_PROG_TEST_RUN: "test",
    BPF_OBJ_GET_INFO_BY_FD: "info",
    BPF_RAW_TRACEPOINT_OPEN: "raw_tracepoint",
    BPF_LINK_CREATE: "link_create",
    BPF_ENABLE_STATS: "enable_stats",
    BPF_ITER_CREATE: "iter_create",
  };
  const renamed: Record<string, readonly string[]> = {
    perf_event_cookie: ["perf_event", "bpf_cookie"],
    tracing_cookie: ["tracing", "cookie"],
    config1_path: ["config1"],
  };
  const fieldPath = (field: string): readonly string[] => renamed[field] ?? [field];

  it.each(Object.keys(bpfCommands) as BpfCommand[])("attributes of %s lie where the kernel has them", (command) => {
    const outer = part[command];
    expectLayout("union", "bpf_attr", bpfAttrLayouts[command], (field) =>
      outer === undefined ? fieldPath(field) : [outer, ...fieldPath(field)]);
  });

  it("structures the kernel fills or reads lie where the kernel has them", () => {
    expectLayout("struct", "bpf_prog_info", progInfoLayout, fieldPath);
    expectLayout("struct", "bpf_map_info", mapInfoLayout, fieldPath);
    expectLayout("struct", "bpf_link_info", linkInfoLayout, fieldPath);
    const { flags: _bitField, ...perfFields } = perfAttrLayout;
    expectLayout("struct", "perf_event_attr", perfFields, fieldPath);
  });

  /** Compares a table with the kernel's enumerators; how many of them the kernel has. */
  function agreeing(names: readonly string[], kernelName: (name: string) => string): number {
    const known = names.flatMap((name, index) => {
      const value = btf.enumerator(kernelName(name));
      return value === undefined ? [] : [[name, index, Number(value)] as const];
    });
    for (const [name, index, value] of known) expect([name, index]).toEqual([name, value]);
    return known.length;
  }

  it("enumerations have the kernel's numbers", () => {
    const upper = (prefix: string) => (name: string): string => prefix + name.toUpperCase();
    expect(agreeing(bpfMapTypes, upper("BPF_MAP_TYPE_"))).toBeGreaterThan(30);
    expect(agreeing(bpfProgramTypes, upper("BPF_PROG_TYPE_"))).toBeGreaterThan(30);
    expect(agreeing(bpfAttachTypes, upper("BPF_"))).toBeGreaterThan(40);
    expect(agreeing(perfSoftwareCounters, upper("PERF_COUNT_SW_"))).toBeGreaterThan(10);
    agreeing(perfHardwareCounters, upper("PERF_COUNT_HW_"));
    for (const [name, number] of Object.entries(bpfCommands)) expect([name, btf.enumerator(name)]).toEqual([name, BigInt(number)]);
  });

  it("flags have the kernel's values", () => {
    const { BPF_F_SLEEPABLE: _macro, ...enumerators } = flags;
    for (const [name, value] of Object.entries(enumerators)) expect([name, btf.enumerator(name)]).toEqual([name, BigInt(value)]);
  });
});

needs("c-headers").describe("system call numbers against the C headers", () => {
  /** `#define __NR_name number` of a header, with the kernel's `3264` names resolved as on 64-bit machines. */
  function numbers(...files: string[]): Map<string, number> {
    const path = files.map((file) => `${headers}/${file}`).find(existsSync);
    const text = path === undefined ? "" : readFileSync(path, "latin1");
    const found = [...text.matchAll(/^#define __NR(?:3264)?_(\w+)\s+(\d+)/gm)];
    return new Map(found.map(([, name = "", number]) => [name, Number(number)]));
  }

  it.each([
    ["arm64", ["asm-generic/unistd.h"]],
    ["x64", ["x86_64-linux-gnu/asm/unistd_64.h", "asm/unistd_64.h"]],
  ] as const)("%s", (architecture, files) => {
    const known = numbers(...files);
    for (const [name, row] of Object.entries(syscallTable)) {
      // Each machine has its own headers, and the generic ones.
      if (known.size > 0) expect([name, known.get(name)]).toEqual([name, row[architecture]]);
    }
  });
});
