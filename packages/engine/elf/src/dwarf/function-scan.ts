import type { Cursor } from "../cursor.js";
import type { Abbreviation } from "./abbreviations.js";
import { AT, INL, TAG } from "./codes.js";
import { readForm, skipForm } from "./forms.js";
import type { Unit } from "./unit.js";

/** A function's entry that a walk has come upon. */
export interface FoundFunction {
  readonly name: string;
  /** In `.debug_info`. */
  readonly offset: number;
}

/** What other entries may be found in. */
const SCOPES: ReadonlySet<number> = new Set([TAG.namespace, TAG.module, TAG.compile_unit, TAG.partial_unit]);

/**
 * Finds the functions of a unit: entries with code, and those of which the compiler has put copies in their callers. What lies in
 * other entries is passed over where the compiler tells how long they are: bodies and types are most of a unit.
 */
export function scanFunctions(unit: Unit, found: FoundFunction[]): void {
  const { abbreviations, header } = unit;
  const cursor: Cursor = unit.cursor(header.firstDie);
  const start = header.offset;
  for (let depth = 0; cursor.at < cursor.end; ) {
    const at = cursor.at;
    const code = cursor.uleb();
    if (code === 0) {
      depth--;
      if (depth <= 0) return;
      continue;
    }
    const abbreviation = abbreviations[code];
    if (abbreviation === undefined) cursor.fail(`no abbreviation ${code}`);
    const { tag, size, siblingAt, hasChildren } = abbreviation;
    if (tag === TAG.subprogram) {
      const attributesAt = cursor.at;
      if (isFunction(cursor, abbreviation, unit)) {
        const name = unit.die(start + at).name;
        if (name !== undefined && name !== "") found.push({ name, offset: start + at });
      }
      cursor.at = attributesAt;
    }
    const attributesAt = cursor.at;
    if (size >= 0) cursor.at += size;
    else for (const form of abbreviation.forms) skipForm(cursor, form, header);
    if (!hasChildren) {
      if (depth === 0) return;
      continue;
    }
    const sibling = siblingAt < 0 || SCOPES.has(tag) ? 0 : readU32(cursor, attributesAt + siblingAt);
    if (sibling > cursor.at) cursor.at = sibling;
    else depth++;
  }
}

/** Whether the entry whose attributes follow has code, or copies in other functions. */
function isFunction(cursor: Cursor, { attributes, forms, implicit }: Abbreviation, unit: Unit): boolean {
  for (const [index, attribute] of attributes.entries()) {
    if (attribute === AT.low_pc || attribute === AT.ranges) return true;
    if (attribute !== AT.inline) {
      skipForm(cursor, forms[index]!, unit.header);
      continue;
    }
    const value = readForm(cursor, forms[index]!, unit.header, implicit[index]);
    const inline = value.kind === "constant" ? Number(value.value) : INL.not_inlined;
    if (inline === INL.inlined || inline === INL.declared_inlined) return true;
  }
  return false;
}

function readU32(cursor: Cursor, at: number): number {
  const after = cursor.at;
  cursor.at = at;
  const value = cursor.u32();
  cursor.at = after;
  return value;
}
