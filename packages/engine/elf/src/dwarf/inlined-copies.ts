import type { Cursor } from "../cursor.js";
import { AT, TAG } from "./codes.js";
import type { Die } from "./die.js";
import { readForm, skipForm } from "./forms.js";
import type { Unit } from "./unit.js";

/** A copy of a function in another one. */
export interface InlinedCopy {
  readonly die: Die;
  /** The function around it, which has the frame. */
  readonly frame: Die;
}

/** The copies in each unit: three numbers each, in the unit's order. Walks through whole units are made once. */
const known = new WeakMap<Unit, Float64Array>();

/** The copies of a function (by its abstract entry, of this file or of the alternate one) that a unit's functions have. */
export function* inlinedCopies(unit: Unit, origin: Die): Generator<InlinedCopy> {
  let copies = known.get(unit);
  if (copies === undefined) {
    copies = Float64Array.from(scanCopies(unit));
    known.set(unit, copies);
  }
  const wanted = originKey(origin.offset, origin.unit.dwarf !== unit.dwarf);
  for (let at = 0; at < copies.length; at += 3) {
    if (copies[at] === wanted) yield { die: unit.die(copies[at + 1]!), frame: unit.die(copies[at + 2]!) };
  }
}

/** Of each copy: the function it's a copy of, itself, the function around it. */
function scanCopies(unit: Unit): number[] {
  const { abbreviations, header } = unit;
  const cursor: Cursor = unit.cursor(header.firstDie);
  const found: number[] = [];
  /** The function around each depth, 0 for none. */
  const frames = [0];
  for (let depth = 0; cursor.at < cursor.end; ) {
    const offset = header.offset + cursor.at;
    const code = cursor.uleb();
    if (code === 0) {
      depth--;
      if (depth <= 0) break;
      continue;
    }
    const abbreviation = abbreviations[code];
    if (abbreviation === undefined) cursor.fail(`no abbreviation ${code}`);
    const frame = abbreviation.tag === TAG.subprogram ? offset : frames[depth]!;
    if (abbreviation.tag === TAG.inlined_subroutine && frame !== 0) {
      for (const [index, form] of abbreviation.forms.entries()) {
        if (abbreviation.attributes[index] !== AT.abstract_origin) {
          skipForm(cursor, form, header);
          continue;
        }
        const value = readForm(cursor, form, header);
        if (value.kind === "reference") {
          found.push(originKey(value.offset + (value.from === "unit" ? header.offset : 0), value.from === "alternate"), offset, frame);
        }
      }
    } else if (abbreviation.size >= 0) cursor.skip(abbreviation.size);
    else for (const form of abbreviation.forms) skipForm(cursor, form, header);
    if (abbreviation.hasChildren) frames[++depth] = frame;
  }
  return found;
}

/** One number for an entry of either file. */
function originKey(offset: number, isAlternate: boolean): number {
  return isAlternate ? -1 - offset : offset;
}
