import { AT } from "./codes.js";
import { CodeScope } from "./code-scope.js";
import { declarationOf } from "./declaration.js";
import type { Die } from "./die.js";
import type { Dwarf } from "./dwarf.js";
import { inlinedCopies } from "./inlined-copies.js";
import type { SourceLine } from "./line-table.js";

/** A function, with all copies of its code. */
export class DwarfFunction {
  /** The entry that names it: that of its code or, where the compiler has made copies, the one they are copies of. */
  readonly die: Die;
  /** Its code as a function: several where the compiler has made variants for some callers, none where all callers have copies. */
  readonly bodies: readonly CodeScope[];

  readonly #dwarf: Dwarf;

  constructor(dwarf: Dwarf, die: Die, bodies: readonly Die[]) {
    this.#dwarf = dwarf;
    this.die = die;
    this.bodies = bodies.map((body) => new CodeScope(body, body));
  }

  get name(): string {
    return this.die.name ?? "";
  }

  /** The symbol's name where that says more, as in C++ and Rust. */
  get linkageName(): string | undefined {
    return this.die.inheritedString(AT.linkage_name) ?? this.die.inheritedString(AT.MIPS_linkage_name);
  }

  /** Whether other units can call it. */
  get isExternal(): boolean {
    const external = this.die.inherited(AT.external)?.value;
    return external?.kind === "flag" && external.value;
  }

  /** Where it's declared. */
  get source(): SourceLine | undefined {
    return declarationOf(this.die);
  }

  /** The copies of its code in other functions. */
  inlined(): CodeScope[] {
    if (!this.die.has(AT.inline)) return [];
    const { unit } = this.die;
    // What several units share (dwz, link-time optimisation) has no code of its own, and copies anywhere.
    const isShared = unit.dwarf !== this.#dwarf || unit.isPartial || unit.ranges().length === 0;
    const units = isShared ? this.#dwarf.units() : [unit];
    const copies = units.flatMap((each) => [...inlinedCopies(each, this.die)]);
    return copies.map(({ die, frame }) => new CodeScope(die, frame)).filter(({ ranges }) => ranges.length > 0);
  }
}

/** The functions that entries belong to: an entry of code and the abstract one it's an instance of are one function. */
export function functionsAmong(dwarf: Dwarf, dies: readonly Die[]): DwarfFunction[] {
  const found = new Map<string, { readonly die: Die; readonly bodies: Die[] }>();
  for (const die of dies) {
    const origin = die.reference(AT.abstract_origin) ?? die;
    const key = `${origin.unit.dwarf === dwarf ? "" : "alternate "}${origin.offset}`;
    let entry = found.get(key);
    if (entry === undefined) {
      entry = { die: origin, bodies: [] };
      found.set(key, entry);
    }
    if (!die.has(AT.inline)) entry.bodies.push(die);
  }
  return [...found.values()].map(({ die, bodies }) => new DwarfFunction(dwarf, die, bodies));
}
