import { decodeText } from "../cursor.js";
import type { Abbreviation } from "./abbreviations.js";
import { AT } from "./codes.js";
import { type AttributeValue, readForm, skipForm } from "./forms.js";
import type { Unit } from "./unit.js";

/** References that lead from one entry to another more often than this go in a circle. */
const MOST_ORIGINS = 16;

/** A debugging information entry: a function, a variable, a type, … What it says is read when it's asked for. */
export class Die {
  readonly unit: Unit;
  /** Its place in `.debug_info`, by which entries are told apart. */
  readonly offset: number;
  readonly #attributesAt: number;
  readonly #abbreviation: Abbreviation;

  constructor(unit: Unit, offset: number, attributesAt: number, abbreviation: Abbreviation) {
    this.unit = unit;
    this.offset = offset;
    this.#attributesAt = attributesAt;
    this.#abbreviation = abbreviation;
  }

  /** `DW_TAG_…`. */
  get tag(): number {
    return this.#abbreviation.tag;
  }

  get hasChildren(): boolean {
    return this.#abbreviation.hasChildren;
  }

  /** Whether an attribute is given with this very entry. */
  has(attribute: number): boolean {
    return this.#abbreviation.attributes.includes(attribute);
  }

  /** What an attribute of this very entry says. */
  attribute(attribute: number): AttributeValue | undefined {
    const index = this.#abbreviation.attributes.indexOf(attribute);
    if (index < 0) return undefined;
    const { forms, implicit, sizes } = this.#abbreviation;
    const cursor = this.unit.cursor(this.#attributesAt);
    for (let before = 0; before < index; before++) {
      if (sizes[before]! >= 0) cursor.skip(sizes[before]!);
      else skipForm(cursor, forms[before]!, this.unit.header);
    }
    return readForm(cursor, forms[index]!, this.unit.header, implicit[index]);
  }

  /** As `attribute`, of this entry or of the one it is an instance (`abstract_origin`) or the definition (`specification`) of. */
  inherited(attribute: number): { readonly die: Die; readonly value: AttributeValue } | undefined {
    for (const die of this.origins()) {
      const value = die.attribute(attribute);
      if (value !== undefined) return { die, value };
    }
    return undefined;
  }

  /** This entry, the one it's an instance or the definition of, and so on. */
  *origins(): Generator<Die> {
    yield this;
    for (let die = this.#origin(), depth = 1; die !== undefined && depth < MOST_ORIGINS; die = die.#origin(), depth++) yield die;
  }

  #origin(): Die | undefined {
    return this.reference(AT.abstract_origin) ?? this.reference(AT.specification);
  }

  /** Its name, or that of what it's an instance or the definition of. */
  get name(): string | undefined {
    return this.inheritedString(AT.name);
  }

  inheritedString(attribute: number): string | undefined {
    const found = this.inherited(attribute);
    return found && attributeText(found.die.unit, found.value);
  }

  string(attribute: number): string | undefined {
    const value = this.attribute(attribute);
    return value && attributeText(this.unit, value);
  }

  /** A constant that is a size, a line, a code. */
  number(attribute: number): number | undefined {
    const value = this.constant(attribute);
    return value === undefined ? undefined : Number(value);
  }

  /** A constant, with the sign that its form gives it: none unless it's a signed LEB128 or implicit. */
  constant(attribute: number): bigint | undefined {
    const value = this.attribute(attribute);
    return value?.kind === "constant" ? value.value : undefined;
  }

  flag(attribute: number): boolean {
    const value = this.attribute(attribute);
    return value?.kind === "flag" && value.value;
  }

  address(attribute: number): bigint | undefined {
    const value = this.attribute(attribute);
    if (value?.kind === "address") return value.address;
    return value?.kind === "address-index" ? this.unit.indexedAddress(value.index) : undefined;
  }

  /** The entry that an attribute refers to; undefined when it's one of a file that isn't at hand. */
  reference(attribute: number): Die | undefined {
    const value = this.attribute(attribute);
    const { dwarf, header } = this.unit;
    if (value?.kind === "signature") return dwarf.typeBySignature(value.signature);
    if (value?.kind !== "reference") return undefined;
    if (value.from === "unit") return this.unit.die(header.offset + value.offset);
    return value.from === "file" ? dwarf.die(value.offset) : dwarf.alternate?.die(value.offset);
  }

  /** A place in another section. Before version 4 it was written as a constant. */
  sectionOffset(attribute: number): number | undefined {
    const value = this.attribute(attribute);
    if (value?.kind === "section-offset") return value.offset;
    const isOffset = value?.kind === "constant" && this.unit.header.version < 4 && (value.size === 4 || value.size === 8);
    return isOffset ? Number(value.value) : undefined;
  }

  /** Its children, in order. */
  *children(): Generator<Die> {
    if (!this.hasChildren) return;
    for (let offset = this.#end(); ; ) {
      const cursor = this.unit.cursor(offset);
      if (cursor.uleb() === 0) return;
      const child: Die = this.unit.die(offset);
      yield child;
      offset = child.nextOffset();
    }
  }

  /** Where what follows it and its children begins. */
  nextOffset(): number {
    const end = this.#end();
    if (!this.hasChildren) return end;
    const { abbreviations, header } = this.unit;
    const sibling = this.attribute(AT.sibling);
    // Only forwards: a sibling behind would go on for ever.
    if (sibling?.kind === "reference" && sibling.from === "unit" && header.offset + sibling.offset > this.offset) return header.offset + sibling.offset;
    const cursor = this.unit.cursor(end);
    for (let depth = 1; depth > 0; ) {
      const code = cursor.uleb();
      const abbreviation = abbreviations[code];
      if (code === 0) depth--;
      else if (abbreviation === undefined) cursor.fail(`no abbreviation ${code}`);
      else {
        if (abbreviation.size >= 0) cursor.skip(abbreviation.size);
        else for (const form of abbreviation.forms) skipForm(cursor, form, header);
        if (abbreviation.hasChildren) depth++;
      }
    }
    return cursor.base + cursor.at;
  }

  /** Where its attributes end. */
  #end(): number {
    const { size, forms } = this.#abbreviation;
    if (size >= 0) return this.#attributesAt + size;
    const cursor = this.unit.cursor(this.#attributesAt);
    for (const form of forms) skipForm(cursor, form, this.unit.header);
    return cursor.base + cursor.at;
  }
}

/** The text that an attribute of a unit's entry is. */
export function attributeText(unit: Unit, value: AttributeValue): string | undefined {
  switch (value.kind) {
    case "text":
      return decodeText(value.bytes);
    case "string": {
      const sections = value.section === "alternate" ? unit.dwarf.alternate?.sections : unit.dwarf.sections;
      return sections && decodeText(sections[value.section === "lineStr" ? "lineStr" : "str"].string(value.offset));
    }
    case "string-index":
      return unit.indexedString(value.index);
    default:
      return undefined;
  }
}
