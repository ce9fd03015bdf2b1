import { AT, TAG } from "./codes.js";
import type { Die } from "./die.js";
import type { ExpressionScope } from "./expression.js";
import { declarationOf } from "./declaration.js";
import type { LineRow, SourceLine } from "./line-table.js";
import { locationOf } from "./location.js";
import { type AddressRange, isWithin, rangesOf } from "./ranges.js";
import { Variable } from "./variable.js";

/** A named place in a function. */
export interface CodeLabel {
  readonly name: string;
  readonly address: bigint;
  readonly line: number | undefined;
}

/** A call that a function makes. */
export interface CallSite {
  /** The address after the call. */
  readonly returnAddress: bigint;
  /** The function called; undefined where a pointer leads to it. */
  readonly callee: Die | undefined;
}

/** One copy of a function's code: a function by itself, or a copy in another one. */
export class CodeScope {
  readonly die: Die;
  /** The function that has the frame: itself, or the one it's a copy in. */
  readonly frame: Die;
  /** Where its code is; the first range is where it begins. */
  readonly ranges: readonly AddressRange[];

  constructor(die: Die, frame: Die) {
    this.die = die;
    this.frame = frame;
    this.ranges = rangesOf(die);
  }

  get name(): string {
    return this.die.name ?? "";
  }

  /** Whether it's a copy in another function. */
  get isInlined(): boolean {
    return this.die.tag === TAG.inlined_subroutine;
  }

  /** Where execution enters it; undefined without code. */
  get entry(): bigint | undefined {
    const entry = this.die.address(AT.entry_pc);
    if (entry !== undefined) return entry;
    const low = this.die.address(AT.low_pc) ?? this.ranges[0]?.low;
    // Since version 5 it may be told as a distance.
    const distance = this.die.constant(AT.entry_pc);
    return distance === undefined || low === undefined ? low : low + distance;
  }

  /** Where the function is declared. */
  get source(): SourceLine | undefined {
    return declarationOf(this.die);
  }

  /** Where a copy was called from. */
  get callSource(): SourceLine | undefined {
    const line = this.die.number(AT.call_line);
    const file = this.die.number(AT.call_file);
    return line === undefined || file === undefined ? undefined : { file: this.die.unit.lines()?.filePath(file) ?? "?", line };
  }

  /**
   * Where the prologue is done and parameters are at their places: where the compiler says so, else where the second line begins.
   * The entry for a function of one line, and for copies, which have no prologue.
   */
  get prologueEnd(): bigint | undefined {
    const { entry } = this;
    const lines = this.die.unit.lines();
    const first = entry === undefined || this.isInlined ? undefined : lines?.indexAt(entry);
    if (entry === undefined || lines === undefined || first === undefined) return entry;
    const rows = this.#rowsFrom(first);
    return (rows.find(({ isPrologueEnd }) => isPrologueEnd) ?? rows.find(({ line, address }) => line !== rows[0]?.line && address > entry && line !== 0))?.address ?? entry;
  }

  /** Whether an address is one of its code's, that of copies in it included. */
  covers(pc: bigint): boolean {
    return isWithin(this.ranges, pc);
  }

  /** The innermost function that the code at an address belongs to: this one, or one of which it's a copy. */
  innermostAt(pc: bigint): CodeScope {
    const die = this.scopesAt(pc).findLast(({ tag }) => tag === TAG.inlined_subroutine);
    return die === undefined ? this : new CodeScope(die, this.frame);
  }

  /** The scopes that an address lies in, from this one to the innermost: blocks, and copies of functions. */
  scopesAt(pc: bigint): Die[] {
    const scopes = [this.die];
    for (let inner: Die | undefined = this.die; inner !== undefined; ) {
      inner = [...inner.children()].find((child) => SCOPE_TAGS.has(child.tag) && isWithin(rangesOf(child), pc));
      if (inner !== undefined) scopes.push(inner);
    }
    return scopes;
  }

  /**
   * The parameters and local variables that the code at an address sees, those of inner blocks first. Where a copy of another
   * function is around the address, it's that function's variables.
   */
  variablesAt(pc: bigint): Variable[] {
    const variables: Variable[] = [];
    for (const scope of this.scopesAt(pc).reverse()) {
      for (const child of scope.children()) if (VARIABLE_TAGS.has(child.tag)) variables.push(new Variable(child, this));
      if (scope.tag !== TAG.lexical_block) break;
    }
    return variables;
  }

  /** As {@link variablesAt}, but this function's own also where a copy of another one is around the address. */
  ownVariablesAt(pc: bigint): Variable[] {
    const scopes = this.scopesAt(pc);
    const copy = scopes.findIndex(({ tag }, index) => index > 0 && tag === TAG.inlined_subroutine);
    const own = copy < 0 ? scopes : scopes.slice(0, copy);
    return own.reverse().flatMap((scope) => [...scope.children()].filter(({ tag }) => VARIABLE_TAGS.has(tag)).map((child) => new Variable(child, this)));
  }

  /** The parameters, in order. */
  parameters(): Variable[] {
    return [...this.die.children()].filter(({ tag }) => tag === TAG.formal_parameter).map((child) => new Variable(child, this));
  }

  /** The copies of other functions in this one, at any depth. */
  inlinedCalls(): CodeScope[] {
    return [...this.#inner(TAG.inlined_subroutine)].map((die) => new CodeScope(die, this.frame));
  }

  labels(): CodeLabel[] {
    return [...this.#inner(TAG.label)].flatMap((die) => {
      const address = die.address(AT.low_pc);
      const line = die.inherited(AT.decl_line)?.value;
      return address === undefined ? [] : [{ name: die.name ?? "", address, line: line?.kind === "constant" ? Number(line.value) : undefined }];
    });
  }

  /** The calls it makes, as far as the compiler tells: optimising ones do. */
  callSites(): CallSite[] {
    return [...this.#inner(TAG.call_site), ...this.#inner(TAG.GNU_call_site)].flatMap((die) => {
      const returnAddress = die.address(AT.call_return_pc) ?? die.address(AT.low_pc);
      const callee = die.reference(AT.call_origin) ?? die.reference(AT.abstract_origin);
      return returnAddress === undefined ? [] : [{ returnAddress, callee }];
    });
  }

  /** What locations are evaluated with at an address of this code. */
  expressionScope(pc: bigint): ExpressionScope {
    const frameAddress = (): ReturnType<ExpressionScope["frameAddress"]> => this.die.unit.dwarf.frames().frameAddress(pc);
    return {
      pc,
      frameAddress,
      frameBase: () => locationOf(this.frame, AT.frame_base, { pc, frameAddress, frameBase: () => undefined }),
    };
  }

  /** The entries of a kind in this code, also those in blocks and copies. */
  *#inner(tag: number): Generator<Die> {
    const rest = [this.die];
    for (let scope = rest.pop(); scope !== undefined; scope = rest.pop()) {
      for (const child of scope.children()) {
        if (child.tag === tag) yield child;
        if (SCOPE_TAGS.has(child.tag)) rest.push(child);
      }
    }
  }

  /** The rows from one on that belong to this code. */
  #rowsFrom(first: number): LineRow[] {
    const lines = this.die.unit.lines();
    const rows: LineRow[] = [];
    for (let index = first; lines !== undefined && index < lines.rows().addresses.length; index++) {
      const row = lines.row(index);
      if (!isWithin(this.ranges, row.address)) break;
      rows.push(row);
    }
    return rows;
  }
}

const SCOPE_TAGS: ReadonlySet<number> = new Set([TAG.lexical_block, TAG.inlined_subroutine]);
const VARIABLE_TAGS: ReadonlySet<number> = new Set([TAG.formal_parameter, TAG.variable]);
