import type { Cursor } from "../cursor.js";
import type { LineHeader } from "./line-header.js";
import type { LineRows } from "./line-table.js";

/** What a row says beside its line. */
export const LINE_ROW = { statement: 1, prologueEnd: 2 } as const;

/** The state that a line program changes; rows are copies of it. */
interface Machine {
  address: bigint;
  file: number;
  line: number;
  isStatement: boolean;
  isPrologueEnd: boolean;
}

/** The rows as they are made. */
interface Rows {
  readonly addresses: bigint[];
  readonly files: number[];
  readonly lines: number[];
  readonly flags: number[];
  readonly sequences: number[];
}

const FIRST_FILE = 1;

/** Runs a line program to its end and keeps the rows it makes. */
export function runLineProgram(cursor: Cursor, header: LineHeader): LineRows {
  const rows: Rows = { addresses: [], files: [], lines: [], flags: [], sequences: [0] };
  let machine = newMachine(header);
  const { minimumInstructionLength, lineBase, lineRange, opcodeBase } = header;
  const advance = (operations: number): void => {
    machine.address += BigInt(operations * minimumInstructionLength);
  };
  while (!cursor.isAtEnd) {
    const opcode = cursor.u8();
    if (opcode >= opcodeBase) {
      const adjusted = opcode - opcodeBase;
      advance(Math.floor(adjusted / lineRange));
      machine.line += lineBase + (adjusted % lineRange);
      emit(rows, machine);
    } else if (opcode === 0) {
      if (extended(cursor, machine) === "end") {
        emit(rows, machine);
        rows.sequences.push(rows.addresses.length);
        machine = newMachine(header);
      }
    } else {
      const standard = STANDARD[opcode];
      if (standard !== undefined) standard(cursor, machine, header, rows, advance);
      else for (let count = header.operandCounts[opcode - 1] ?? 0; count > 0; count--) cursor.skipLeb();
    }
  }
  // Rows without an end of their sequence say nothing of where their code ends.
  const complete = rows.sequences.at(-1) ?? 0;
  const cut = <T>(column: readonly T[]): readonly T[] => column.slice(0, complete);
  return {
    addresses: BigUint64Array.from(cut(rows.addresses)),
    files: Uint32Array.from(cut(rows.files)),
    lines: Uint32Array.from(cut(rows.lines)),
    flags: Uint8Array.from(cut(rows.flags)),
    sequences: Uint32Array.from(rows.sequences),
  };
}

type StandardOpcode = (cursor: Cursor, machine: Machine, header: LineHeader, rows: Rows, advance: (operations: number) => void) => void;

/** `DW_LNS_…` by code. */
const STANDARD: Readonly<Record<number, StandardOpcode>> = {
  // copy
  1: (_cursor, machine, _header, rows) => emit(rows, machine),
  // advance_pc
  2: (cursor, _machine, _header, _rows, advance) => advance(cursor.uleb()),
  // advance_line
  3: (cursor, machine) => {
    machine.line += Number(BigInt.asIntN(32, cursor.sleb64()));
  },
  // set_file
  4: (cursor, machine) => {
    machine.file = cursor.uleb();
  },
  // set_column
  5: (cursor) => cursor.skipLeb(),
  // negate_stmt
  6: (_cursor, machine) => {
    machine.isStatement = !machine.isStatement;
  },
  // set_basic_block
  7: () => undefined,
  // const_add_pc: as far as special opcode 255 would move
  8: (_cursor, _machine, header, _rows, advance) => advance(Math.floor((255 - header.opcodeBase) / header.lineRange)),
  // fixed_advance_pc
  9: (cursor, machine) => {
    machine.address += BigInt(cursor.u16());
  },
  // set_prologue_end
  10: (_cursor, machine) => {
    machine.isPrologueEnd = true;
  },
  // set_epilogue_begin
  11: () => undefined,
  // set_isa
  12: (cursor) => cursor.skipLeb(),
};

/** `DW_LNE_…`: an opcode with its length before it. */
function extended(cursor: Cursor, machine: Machine): "end" | undefined {
  const length = cursor.uleb();
  const end = cursor.at + length;
  const opcode = length === 0 ? 0 : cursor.u8();
  // end_sequence; set_address; the others (define_file, set_discriminator, a vendor's) change no row
  if (opcode === 2) machine.address = cursor.unsigned(length - 1);
  cursor.skip(end - cursor.at);
  return opcode === 1 ? "end" : undefined;
}

function newMachine(header: LineHeader): Machine {
  return { address: 0n, file: FIRST_FILE, line: 1, isStatement: header.startsAsStatement, isPrologueEnd: false };
}

function emit(rows: Rows, machine: Machine): void {
  rows.addresses.push(machine.address);
  rows.files.push(machine.file);
  rows.lines.push(machine.line);
  rows.flags.push((machine.isStatement ? LINE_ROW.statement : 0) | (machine.isPrologueEnd ? LINE_ROW.prologueEnd : 0));
  machine.isPrologueEnd = false;
}
