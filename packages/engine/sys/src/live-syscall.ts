import { foreignFunctions } from "./foreign-functions.js";
import type { ForeignFunctions } from "./foreign-functions.js";
import { syscallTable } from "./syscall-table.js";
import type { Encoding, MachineWord } from "./syscall-table.js";
import type { Syscall, SystemCall } from "./system-calls.js";

/** A row seen from here, where which call belongs to which row is known only to the table. */
interface AnyRow {
  readonly x64: number;
  readonly arm64: number;
  readonly encode: (call: SystemCall, encoding: Encoding) => readonly MachineWord[];
  readonly decode?: (call: SystemCall, words: readonly MachineWord[], result: number, encoding: Encoding) => void;
}

const rows = syscallTable as unknown as Readonly<Record<SystemCall["name"], AnyRow>>;

/** Makes system calls through the foreign function interface, which is loaded by the first of them. */
export function createLiveSyscall(): Syscall {
  // Memory the kernel may touch during the call in flight. There is never more than one: calls are synchronous.
  const kept: Uint8Array[] = [];
  let foreign: ForeignFunctions | undefined;
  let encoding: Encoding | undefined;

  return (call) => {
    foreign ??= foreignFunctions();
    const { architecture, addressOf, viewMemory } = foreign;
    encoding ??= { architecture, addressOf, viewMemory, keep: (memory) => void kept.push(memory) };
    const row = rows[call.name];
    try {
      const words = row.encode(call, encoding);
      const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = words;
      const answer = foreign.syscall(row[architecture], a, b, c, d, e, f);
      const result = answer === -1 ? -foreign.errno() : answer;
      row.decode?.(call, words, result, encoding);
      return result;
    } finally {
      kept.length = 0;
    }
  };
}
