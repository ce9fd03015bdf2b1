import { Cursor } from "../cursor.js";
import { DwarfError } from "../elf-error.js";
import type { ElfFile } from "../elf-file.js";
import { type FrameDescription, type FrameFormat, readFrames } from "./frame-entries.js";
import { binaryTerm, constantTerm, type Term } from "./term.js";

/** How the frame's address is computed at some place of a function. */
type FrameRule =
  | { readonly kind: "register"; readonly register: number; readonly offset: bigint }
  | { readonly kind: "expression"; readonly bytes: Uint8Array }
  | undefined;

/** Where functions' frames are: `.debug_frame`, or `.eh_frame`, which programs carry for exceptions. */
export class FrameTable {
  readonly #frames: readonly FrameDescription[];

  /** Reads the tables that files have, the first file's first. */
  static read(files: readonly ElfFile[]): FrameTable {
    return new FrameTable(files.flatMap((file) => [...framesOf(file, ".debug_frame"), ...framesOf(file, ".eh_frame")]));
  }

  private constructor(frames: readonly FrameDescription[]) {
    // Where two tables describe one function, the first one's comes first: sorting keeps their order.
    this.#frames = [...frames].sort((a, b) => (a.low < b.low ? -1 : a.low > b.low ? 1 : 0));
  }

  /**
   * The canonical frame address at an address, which is the stack pointer as it was before the call; undefined where no table
   * covers it, or says it by an expression (as tables of jumps do). Throws `DwarfError` for a malformed table.
   */
  frameAddress(pc: bigint): Term | undefined {
    const frame = this.#at(pc);
    const rule = frame && ruleAt(frame, pc);
    if (rule?.kind !== "register") return undefined;
    return binaryTerm("add", { kind: "register", register: rule.register }, constantTerm(rule.offset));
  }

  #at(pc: bigint): FrameDescription | undefined {
    let low = 0;
    let high = this.#frames.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#frames[middle]!.low <= pc) low = middle + 1;
      else high = middle;
    }
    let frame = this.#frames[low - 1];
    if (frame === undefined || pc >= frame.high) return undefined;
    for (let at = low - 2; at >= 0 && this.#frames[at]!.low === frame.low; at--) frame = this.#frames[at]!;
    return frame;
  }
}

function framesOf(file: ElfFile, name: string): readonly FrameDescription[] {
  const section = file.section(name);
  const bytes = file.bytes(name);
  if (section === undefined || bytes === undefined || bytes.length === 0) return [];
  const format: FrameFormat = name === ".eh_frame" ? "exception" : "debug";
  return readFrames(new Cursor(bytes, name), format, section.address);
}

/** Deeper than this nobody remembers. */
const MOST_REMEMBERED = 64;

/** The rule in force at an address: the initial ones, changed by the function's instructions up to there. */
function ruleAt({ entry, low, instructions }: FrameDescription, pc: bigint): FrameRule {
  let rule: FrameRule;
  let location = low;
  const remembered: FrameRule[] = [];
  const run = (bytes: Uint8Array): boolean => {
    const cursor = new Cursor(bytes, ".debug_frame instructions");
    const advance = (by: number): boolean => (location += BigInt(by) * entry.codeAlignment) > pc;
    const changeOffset = (offset: bigint): void => {
      if (rule?.kind !== "register") throw new DwarfError("a frame's offset changes before it has a register");
      rule = { ...rule, offset };
    };
    while (!cursor.isAtEnd) {
      const byte = cursor.u8();
      const operand = byte & 0x3f;
      switch (byte >> 6) {
        case 1: // DW_CFA_advance_loc
          if (advance(operand)) return false;
          continue;
        case 2: // DW_CFA_offset
          cursor.skipLeb();
          continue;
        case 3: // DW_CFA_restore
          continue;
      }
      switch (operand) {
        case 0x00: // nop
        case 0x2d: // GNU_window_save, AARCH64_negate_ra_state
          break;
        case 0x01: // set_loc
          location = entry.readAddress(cursor);
          if (location > pc) return false;
          break;
        case 0x02: // advance_loc1, 2, 4
          if (advance(cursor.u8())) return false;
          break;
        case 0x03:
          if (advance(cursor.u16())) return false;
          break;
        case 0x04:
          if (advance(cursor.u32())) return false;
          break;
        case 0x0a: // remember_state
          if (remembered.length >= MOST_REMEMBERED) cursor.fail("states remembered without an end");
          remembered.push(rule);
          break;
        case 0x0b: // restore_state
          rule = remembered.pop();
          break;
        case 0x0c: // def_cfa
          rule = { kind: "register", register: cursor.uleb(), offset: cursor.uleb64() };
          break;
        case 0x0d: // def_cfa_register
          rule = { kind: "register", register: cursor.uleb(), offset: rule?.kind === "register" ? rule.offset : 0n };
          break;
        case 0x0e: // def_cfa_offset
          changeOffset(cursor.uleb64());
          break;
        case 0x0f: // def_cfa_expression
          rule = { kind: "expression", bytes: cursor.take(cursor.uleb()) };
          break;
        case 0x12: // def_cfa_sf
          rule = { kind: "register", register: cursor.uleb(), offset: cursor.sleb64() * entry.dataAlignment };
          break;
        case 0x13: // def_cfa_offset_sf
          changeOffset(cursor.sleb64() * entry.dataAlignment);
          break;
        case 0x06: // restore_extended, undefined, same_value, GNU_args_size
        case 0x07:
        case 0x08:
        case 0x2e:
          cursor.skipLeb();
          break;
        case 0x05: // offset_extended, register, offset_extended_sf, val_offset, val_offset_sf, GNU_negative_offset_extended
        case 0x09:
        case 0x11:
        case 0x14:
        case 0x15:
        case 0x2f:
          cursor.skipLeb();
          cursor.skipLeb();
          break;
        case 0x10: // expression, val_expression
        case 0x16:
          cursor.skipLeb();
          cursor.skip(cursor.uleb());
          break;
        default:
          cursor.fail(`unknown instruction 0x${byte.toString(16)}`);
      }
    }
    return true;
  };
  if (run(entry.instructions)) run(instructions);
  return rule;
}
