import type { GlobalDecl, GlobalEntry, Literal, Source } from "@tapset/language";
import type { Inference } from "./inference.js";
import { type Evidence, TypeCell } from "./type-cell.js";
import type { GlobalSymbol } from "./typed.js";

/** The globals of a script and its tapsets, and who sees them. */
export class GlobalTable {
  readonly symbols: readonly GlobalSymbol[];
  readonly #byName = new Map<string, GlobalSymbol[]>();

  /** `scripts`: the sources whose globals library files don't see, so that a user's names can't change a tapset's meaning. */
  constructor(
    declarations: readonly GlobalDecl[],
    private readonly scripts: ReadonlySet<Source>,
  ) {
    this.symbols = declarations.flatMap((declaration) => declaration.entries.map((entry) => globalSymbol(declaration, entry)));
    for (const symbol of this.symbols) {
      const known = this.#byName.get(symbol.name);
      if (known === undefined) this.#byName.set(symbol.name, [symbol]);
      else known.push(symbol);
    }
  }

  /** The global a name means in a file: the file's own first. */
  lookup(name: string, from: Source): GlobalSymbol | undefined {
    const visible = this.#byName.get(name)?.filter((symbol) => this.#isVisible(symbol, from));
    return visible?.find((symbol) => symbol.declaration.span.source === from) ?? visible?.[0];
  }

  names(from: Source): string[] {
    return this.symbols.filter((symbol) => this.#isVisible(symbol, from)).map((symbol) => symbol.name);
  }

  #isVisible({ declaration }: GlobalSymbol, from: Source): boolean {
    const { source } = declaration.span;
    if (source === from) return true;
    return !declaration.private && (!this.scripts.has(source) || this.scripts.has(from));
  }
}

/** Gives the globals whose value comes from outside the type it looks like, where their use doesn't make a string of it. */
export function settleGiven(inference: Inference): void {
  for (const { entry, type } of inference.globals.symbols) {
    if (entry.given === undefined || entry.init === undefined || type.type === "string") continue;
    inference.reportConflict(type.claim(initType(entry.init), initEvidence(entry, entry.init)));
  }
}

const initType = ({ kind }: Literal): "long" | "string" => (kind === "NumberLiteral" ? "long" : "string");
const initEvidence = ({ name }: GlobalEntry, { span }: Literal): Evidence => ({ span, subject: `initial value of '${name}'` });

function globalSymbol(declaration: GlobalDecl, entry: GlobalDecl["entries"][number]): GlobalSymbol {
  const { init, given } = entry;
  const hasInit = init !== undefined;
  return {
    name: entry.name,
    entry,
    declaration,
    type: hasInit && given === undefined ? TypeCell.of(initType(init), initEvidence(entry, init)) : new TypeCell(),
    keys: hasInit ? [] : undefined,
    keysSpan: hasInit ? init.span : undefined,
    reads: 0,
    writes: 0,
    variance: false,
    histogram: undefined,
  };
}
