import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { disassemble, printProgram } from "@tapset/asm";
import { printIr, type Module } from "@tapset/compiler";

/** `-k`: writes what the compiler made into a new folder, for people to read. Gives its path. */
export function keepModule(module: Module): string {
  const folder = mkdtempSync(join(tmpdir(), "tapset-"));
  const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
  write("ir.txt", printIr(module.ir));
  write("session.js", module.sessionSource);
  write("maps.json", `${JSON.stringify(module.maps, (_key, value: unknown) => (value instanceof Uint8Array ? `${value.length} bytes` : value), 2)}\n`);
  for (const { name, code } of module.programs) write(`${name}.bpf`, printProgram(disassemble(code)));
  return folder;
}
