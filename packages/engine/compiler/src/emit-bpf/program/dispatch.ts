import { r0, r1, r2, r3 } from "@tapset/asm";
import { assemble } from "@tapset/asm";
import type { KernelCase, KernelProgram } from "@tapset/core";
import { isImmediate, Code } from "../code/code.js";
import { CONSTANTS_MAP } from "../code/constant-pool.js";
import { Image } from "../code/image.js";
import type { ModuleWriter } from "../code/module-writer.js";
import { emitGuards, emitProgram, keepContext } from "./program.js";
import { emitNumber } from "../long/long.js";

/** Selector values that are compared one by one; more are looked up in a bitmap. */
const MOST_COMPARES = 4;
/** Largest selector value a bitmap or a PROG_ARRAY is made for. */
const DENSE_LIMIT = 4096n;
/** Cases with a `when` that one program takes. */
const MOST_INLINE_CASES = 8;

/** Goes to `skipped` unless the selector, kept by the program, has one of the values. */
export function emitSelected(code: Code, when: readonly bigint[], skipped: string): void {
  const { asm, image } = code;
  const { selector } = image.slots;
  if (selector === undefined) throw new Error(`program ${image.name}: it keeps no selector`);
  asm.ldx(8, r1, code.frame, selector);
  if (when.length > MOST_COMPARES && isDense(when)) {
    const bits = Buffer.alloc(Math.floor(Number(max(when)) / 8) + 1);
    for (const value of when) bits[Number(value) >> 3]! |= 1 << (Number(value) & 7);
    asm.jump("gt", r1, bits.length * 8 - 1, skipped);
    asm.loadMapValue(r2, CONSTANTS_MAP, image.module.constants.bytes(bits)).mov(r3, r1).rsh(r3, 3).add(r2, r3);
    asm.ldx(1, r2, r2, 0).and(r1, 7).rsh(r2, r1).and(r2, 1).jump("eq", r2, 0, skipped);
    return;
  }
  const selected = asm.newLabel("selected");
  for (const value of when) {
    const operand = isImmediate(value) ? Number(value) : r2;
    if (operand === r2) asm.loadConstant(r2, value);
    asm.jump("eq", r1, operand, selected);
  }
  asm.goto(skipped).label(selected);
}

function isDense(values: readonly bigint[]): boolean {
  return values.every((value) => value >= 0n && value < DENSE_LIMIT);
}
function max(values: readonly bigint[]): bigint {
  return values.reduce((most, value) => (value > most ? value : most), 0n);
}

/**
 * Emits everything that fires at one attach point: one program, or a dispatcher and the programs it calls by the
 * selector's value.
 */
export function emitAttachPoint(module: ModuleWriter, program: KernelProgram): void {
  const name = programName(program);
  const selective = program.cases.filter(({ when }) => when !== undefined);
  if (selective.length <= MOST_INLINE_CASES || !isDense(selective.flatMap(({ when }) => when ?? []))) {
    emitProgram(module, { name, program, cases: program.cases, slots: undefined });
    return;
  }
  emitDispatched(module, program, name);
}

function programName({ id, name }: KernelProgram): string {
  return `p${id}_${name.replace(/[^A-Za-z0-9_]/g, "_")}`.slice(0, 15);
}

/** Values for which the same handlers run share a program. */
function emitDispatched(module: ModuleWriter, program: KernelProgram, name: string): void {
  const map = `${name}.cases`;
  const values = [...new Set(program.cases.flatMap(({ when }) => when ?? []))];
  const groups = new Map<string, { readonly cases: readonly KernelCase[]; readonly indices: number[] }>();
  const add = (index: number, cases: readonly KernelCase[]): void => {
    const key = cases.map((each) => program.cases.indexOf(each)).join();
    const group = groups.get(key) ?? { cases, indices: [] };
    group.indices.push(index);
    groups.set(key, group);
  };
  for (const value of values) add(Number(value), program.cases.filter(({ when }) => when === undefined || when.includes(value)));
  // One slot past the last value: what runs for all other values.
  const otherwise = Number(max(values)) + 1;
  const always = program.cases.filter(({ when }) => when === undefined);
  if (always.length > 0) add(otherwise, always);
  module.addMap({ name: map, type: "PROG_ARRAY", keySize: 4, valueSize: 4, maxEntries: otherwise + 1, mmapable: false });
  emitDispatcher(module, program, name, map, always.length > 0 ? otherwise : undefined);
  let number = 0;
  for (const { cases, indices } of groups.values()) {
    number += 1;
    const unconditional = cases.map(({ handler }): KernelCase => ({ when: undefined, handler }));
    emitProgram(module, { name: `p${program.id}_case${number}`, program, cases: unconditional, slots: { map, indices } });
  }
}

/** Checks whether to run at all, then goes to the program in the selector's slot, or to the one for all others. */
function emitDispatcher(module: ModuleWriter, program: KernelProgram, name: string, map: string, otherwise: number | undefined): void {
  const image = new Image(module, program, name, { blocks: 0, depth: 0, outBytes: 0 });
  const code = new Code(image, name, "main");
  const { asm } = code;
  const out = asm.newLabel("out");
  keepContext(code, []);
  emitGuards(code, program, out, false);
  if (program.selector === undefined || image.slots.context === undefined) throw new Error(`program ${name}: cases without a selector`);
  const others = asm.newLabel("others");
  emitNumber(code, program.selector, r3);
  // The helper takes the index as 32 bits.
  asm.jump("gt", r3, Number(DENSE_LIMIT), others);
  asm.ldx(8, r1, code.frame, image.slots.context).loadMap(r2, map).call("tail_call").label(others);
  if (otherwise !== undefined) {
    asm.ldx(8, r1, code.frame, image.slots.context).loadMap(r2, map).mov(r3, otherwise).call("tail_call");
  }
  asm.label(out).mov(r0, program.program.answer ?? 0).exit();
  module.programs.push({
    name,
    kind: program.program,
    probes: [],
    code: assemble({ main: asm.finish(), subprograms: [] }),
    family: program.family,
    attach: program.attach,
    needsFuncInfo: false,
  });
}
