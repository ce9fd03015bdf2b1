/** Where a function of a program begins: `struct bpf_func_info`. */
export interface FunctionRecord {
  /** Index of the function's first instruction (a 16-byte load counts as two). */
  readonly instruction: number;
  /** Number of its `func` type. */
  readonly typeId: number;
}

/** Which source line an instruction comes from: `struct bpf_line_info`. */
export interface LineRecord {
  /** Index of the first instruction of the line (a 16-byte load counts as two). */
  readonly instruction: number;
  /** String offset of the file's name. */
  readonly fileOffset: number;
  /** String offset of the text of the line. */
  readonly lineOffset: number;
  /** From 1; 22 bits are kept. */
  readonly line: number;
  /** From 1; 10 bits are kept. */
  readonly column: number;
}

/** `func_info_rec_size`. */
export const FUNCTION_RECORD_SIZE = 8;
/** `line_info_rec_size`. */
export const LINE_RECORD_SIZE = 16;

const MAX_LINE = 0x3fffff;
const MAX_COLUMN = 0x3ff;

/**
 * `func_info` of BPF_PROG_LOAD, since 5.0. The kernel wants one record per function, in instruction order, the first for
 * instruction 0.
 */
export function encodeFunctionInfo(records: readonly FunctionRecord[]): Uint8Array {
  return encodeWords(records.map(({ instruction, typeId }) => [instruction, typeId]));
}

/**
 * `line_info` of BPF_PROG_LOAD, since 5.0. The kernel wants ascending instructions and a record for the first
 * instruction of each function; file names and lines must be strings of the program's BTF, and not empty.
 */
export function encodeLineInfo(records: readonly LineRecord[]): Uint8Array {
  return encodeWords(
    records.map(({ instruction, fileOffset, lineOffset, line, column }) => [
      instruction,
      fileOffset,
      lineOffset,
      (Math.min(line, MAX_LINE) << 10) | Math.min(column, MAX_COLUMN),
    ]),
  );
}

function encodeWords(rows: readonly (readonly number[])[]): Uint8Array {
  const words = rows.flat();
  const view = new DataView(new ArrayBuffer(4 * words.length));
  for (const [index, word] of words.entries()) view.setUint32(4 * index, word, true);
  return new Uint8Array(view.buffer);
}
