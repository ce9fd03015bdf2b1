import { readFileSync } from "node:fs";
import { bytesSource, Dwarf, dwarfRegisterName, ElfFile } from "../src/index.js";
import expectedFacts from "./fixtures/expected.json" with { type: "json" };

/** What binutils and LLVM say of a fixture; test/fixtures/make.sh has asked them. */
export interface ExpectedFacts {
  readonly buildId?: string;
  /** Address, size, type, binding, section, name with version. */
  readonly symbols: readonly (readonly [string, number, string, string, string, string])[];
  readonly plt: readonly (readonly [string, string])[];
  /** Provider, name, pc, base, semaphore, arguments. */
  readonly marks: readonly (readonly string[])[];
  /** Low, high, and from where on the frame's address is what. */
  readonly frames: readonly (readonly [string, string, readonly (readonly [string, string])[]])[];
  readonly functions: readonly ExpectedFunction[];
  /** Address, `file:line`. */
  readonly lines: readonly (readonly [string, string])[];
}

export interface ExpectedFunction {
  readonly tag: string;
  readonly name: string;
  readonly ranges: readonly (readonly [string, string])[];
  readonly variables: readonly { readonly offset: string; readonly locations: readonly (readonly [string, string, string])[] }[];
}

export const expected = expectedFacts as unknown as Readonly<Record<string, ExpectedFacts>>;

/** The fixtures that have something of a kind to compare. */
export function fixturesWith(kind: Exclude<keyof ExpectedFacts, "buildId">): string[] {
  return Object.keys(expected).filter((name) => expected[name]![kind].length > 0);
}

export function fixtureBytes(name: string): Uint8Array {
  return readFileSync(new URL(`fixtures/built/${name}`, import.meta.url));
}

export function openElf(name: string): ElfFile {
  return ElfFile.open(bytesSource(fixtureBytes(name)));
}

export function openDwarf(name: string): Dwarf {
  return Dwarf.open(openElf(name));
}

/** The x86-64 registers by DWARF's numbers. */
export function registerName(number: number): string {
  return dwarfRegisterName("x86_64", number) ?? `r${number}`;
}

/** The line of program.c (or another source) that a text is in. */
export function lineOf(text: string, source = "program.c"): number {
  const lines = readFileSync(new URL(`fixtures/${source}`, import.meta.url), "utf8").split("\n");
  const index = lines.findIndex((line) => line.includes(text));
  if (index < 0) throw new Error(`${source} has no '${text}'`);
  return index + 1;
}
