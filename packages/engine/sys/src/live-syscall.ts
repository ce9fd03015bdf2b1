import { CallMemory } from "./call-memory.js";
import { foreignFunctions } from "./foreign-functions.js";
import { syscallTable } from "./syscall-table.js";
import type { Machine } from "./syscall-table.js";
import type { Syscall, SystemCall } from "./system-calls.js";

/** A row seen from here, where which call belongs to which row is known only to the table. */
interface AnyRow {
  readonly x64: number;
  readonly arm64: number;
  readonly encode: (call: SystemCall, machine: Machine) => readonly number[];
  readonly decode?: (call: SystemCall, result: number, machine: Machine) => void;
}

const rows = syscallTable as unknown as Readonly<Record<SystemCall["name"], AnyRow>>;

/** Makes system calls through the foreign function interface, which is loaded by the first of them. */
export function createLiveSyscall(): Syscall {
  let live: Syscall | undefined;
  return (call) => (live ??= connect())(call);
}

function connect(): Syscall {
  const { architecture, syscall, errno, addressOf, viewMemory } = foreignFunctions();
  // One for all: calls are synchronous, so there is never more than one in flight.
  const memory = new CallMemory(addressOf);
  const machine: Machine = { architecture, memory, viewMemory };
  return (call) => {
    const row = rows[call.name];
    try {
      const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = row.encode(call, machine);
      const answer = syscall(row[architecture], a, b, c, d, e, f);
      const result = answer === -1 ? -errno() : answer;
      row.decode?.(call, result, machine);
      return result;
    } finally {
      memory.release();
    }
  };
}
