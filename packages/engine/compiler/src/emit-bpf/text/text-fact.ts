import type { Label } from "@tapset/asm";
import { r0, r1, r2 } from "@tapset/asm";
import { IrNodes, type Expr, type Local, type StringExpr } from "@tapset/core";
import type { Code } from "../code/code.js";
import { isImmediate } from "../code/code.js";
import { CONSTANTS_MAP } from "../code/constant-pool.js";
import type { FactTable } from "../code/fact-table.js";
import { emitNumber } from "../long/long.js";
import { givePlace, placeAt, takePlace, type Place } from "../code/place.js";
import { emitStatements } from "../statement/statement.js";
import { emitText } from "./text.js";
import { copyText } from "./text-copy.js";

const WORD_BYTES = 8;

type FactText = Extract<StringExpr, { op: "fact" }>;

/** The text of a fact: as it is spelled in IR, or out of the table of its domain (empty for other values). */
export function emitFactText(code: Code, expr: FactText, to: Place): void {
  if (expr.fact.spell !== undefined && expr.fact.domain === undefined) emitSpelled(code, expr, to);
  else emitFromTable(code, expr, to);
}

/** Keeps the raw values, which the spelling may name more than once, and writes its text. */
function emitSpelled(code: Code, { fact, raw }: FactText, to: Place): void {
  const { homes } = code.run;
  const kept = raw.map((value, index) => {
    const bound = value.type === "string" ? value.bound : 0;
    const local: Local = { id: -1 - index, name: `raw${index}`, type: value.type, bound };
    const place = takePlace(code, bound);
    homes.set(local, value.type === "string" ? { kind: "text", place } : { kind: "scratch", offset: place.offset });
    emitStatements(code, [{ op: "set", local, value }]);
    return { local, place };
  });
  const nodes = new IrNodes(undefined, code.image.module.ir.limits.MAXSTRINGLEN - 1);
  const named = kept.map(({ local }): Expr => ({ type: local.type, op: "local", local, bound: local.bound }));
  const spelled = fact.spell?.(nodes, ...named);
  if (spelled === undefined) throw new Error(`fact ${fact.name}: has no spelling`);
  emitText(code, spelled, to);
  // The homes stay known: code placed out of the way may still name them.
  for (const { place } of kept) givePlace(code, place);
}

function emitFromTable(code: Code, expr: FactText, to: Place): void {
  const { asm, image } = code;
  const table = image.module.factTable(expr.fact, code.span);
  const [raw] = expr.raw;
  if (raw?.type !== "long") throw new Error(`fact ${expr.fact.name}: a domain needs a single long`);
  emitNumber(code, raw, r1);
  if (table.first === undefined) findSparse(code, table);
  else findDense(code, table, table.first);
  asm.mul(r1, table.size).loadMapValue(r2, CONSTANTS_MAP, table.offset()).add(r2, r1);
  const temp = code.takeTemp();
  code.save(temp, r2);
  const bound = Math.max(expr.fact.bound, ...table.texts.map((text) => text.length));
  copyText(code, { ...placeAt(temp, 0, bound, table.size), padded: true }, to);
  code.giveTemp(temp);
}

/** `r1` = the entry of raw value `r1`, `entries` when there is none. */
function findDense(code: Code, table: FactTable, first: bigint): void {
  code.alu("sub", r1, first, r2);
  const found = code.asm.newLabel("found");
  code.asm.jump("lt", r1, table.entries, found).mov(r1, table.entries).label(found);
}

/** As {@link findDense}, by halving the sorted raw values. */
function findSparse(code: Code, table: FactTable): void {
  const { asm } = code;
  const found = asm.newLabel("found");
  search(code, table.raws, 0, table.raws.length, found, table.entries);
  asm.label(found);
  // What is read back is any number to the verifier, which otherwise goes on with each entry by itself.
  const word = code.takeScratch(WORD_BYTES);
  const known = asm.newLabel("known");
  code.scratch(r2);
  asm.store(WORD_BYTES, r2, word, r0).ldx(WORD_BYTES, r1, r2, word);
  code.image.giveScratch(word, WORD_BYTES);
  asm.jump("le", r1, table.entries, known).mov(r1, table.entries).label(known);
}

/** `r0` = index of `r1` among `raws[low…high)`; goes to `found`. */
function search(code: Code, raws: readonly bigint[], low: number, high: number, found: Label, none: number): void {
  const { asm } = code;
  if (low >= high) {
    asm.mov(r0, none).goto(found);
    return;
  }
  const middle = (low + high) >> 1;
  const raw = raws[middle]!;
  const operand = isImmediate(raw) ? Number(raw) : r2;
  if (operand === r2) asm.loadConstant(r2, raw);
  const above = asm.newLabel("above");
  const below = asm.newLabel("below");
  asm.jump("sgt", r1, operand, above).jump("slt", r1, operand, below);
  asm.mov(r0, middle).goto(found);
  asm.label(above);
  search(code, raws, middle + 1, high, found, none);
  asm.label(below);
  search(code, raws, low, middle, found, none);
}
