import fc from "fast-check";
import { number, pattern, textLiteral } from "./constants.js";
import { formatCall } from "./format.js";
import { longArrays, mixedIndex } from "./globals.js";
import type { Place } from "./place.js";

/** Statements, and how many loops stand one in another there. */
export interface Made {
  readonly text: string;
  readonly loops: number;
}

interface Parts {
  long: string;
  text: string;
  statement: Made;
  /** A statement in a loop. */
  looped: Made;
}

/** What a body is made of; depths are kept small, since every alternative of a part has parts of its own. */
const DEPTHS = { expression: 3, statement: 3 };
/** Deeper than the counters' names go, there are no loops. */
const MOST_LOOPS = 3;

const BINARY = ["+", "-", "*", "/", "%", "&", "|", "^", "<<", ">>", ">>>", "<", "<=", ">", ">=", "==", "!=", "&&", "||"];
const ASSIGN = ["=", "=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>="];
// Not the variance: of samples near the ends of 64 bits the engines give two answers.
const EXTRACTORS = ["count", "sum", "min", "max", "avg"];

/** Makes the expressions and statements of a place. */
export function bodyArbitraries(place: Place): fc.LetrecValue<Parts> {
  return fc.letrec<Parts>((tie) => {
    const [long, text] = [tie("long"), tie("text")];
    const longArray = fc.constantFrom(...longArrays);
    const element = fc.tuple(longArray, long, text).map(([{ name, index }, key, textKey]) => `${name}[${index(key, textKey)}]`);
    const mixedElement = fc.tuple(long, text).map(([key, textKey]) => `ma[${mixedIndex(key, textKey)}]`);
    const longPlace = fc.oneof({ withCrossShrink: true }, fc.constantFrom(...place.longs), element, mixedElement);
    const textPlace = fc.oneof({ withCrossShrink: true }, fc.constantFrom(...place.strings), long.map((key) => `words[${key} & 15]`));
    const calls = (list: Place["longFunctions"]): fc.Arbitrary<string>[] =>
      list.length === 0 ? [] : [fc.tuple(fc.constantFrom(...list), long, text).map(([call, first, second]) => call(first, second))];
    const all = longExpressions({ place, long, text, longPlace, calls });
    const block = (part: fc.Arbitrary<Made>, most: number): fc.Arbitrary<Made> => fc.array(part, { minLength: 1, maxLength: most }).map(joined);
    const simple = simpleStatements({ place, long, text, longPlace, textPlace });
    const nested = (part: fc.Arbitrary<Made>): fc.Arbitrary<Made>[] => nestedStatements({ long, text, part, inner: tie("looped"), textPlace, block });
    const statement = (part: fc.Arbitrary<Made>, ...others: fc.Arbitrary<Made>[]): fc.Arbitrary<Made> =>
      fc.oneof({ withCrossShrink: true, maxDepth: DEPTHS.statement, depthIdentifier: "statement" }, simple, ...nested(part), ...others);
    return {
      long: fc.oneof({ withCrossShrink: true, maxDepth: DEPTHS.expression, depthIdentifier: "expression" }, ...all),
      text: fc.oneof({ withCrossShrink: true, maxDepth: DEPTHS.expression, depthIdentifier: "expression" }, ...textExpressions({ place, long, text, textPlace, calls })),
      statement: statement(tie("statement"), simple),
      looped: statement(tie("looped"), long.chain((value) => fc.constantFrom("break", "continue").map((leave) => plain(`if (${value} == 2) ${leave};`)))),
    };
  });
}

function plain(text: string): Made {
  return { text, loops: 0 };
}

function joined(parts: readonly Made[]): Made {
  return { text: parts.map(({ text }) => text).join("\n"), loops: Math.max(0, ...parts.map(({ loops }) => loops)) };
}

interface Ingredients {
  readonly place: Place;
  readonly long: fc.Arbitrary<string>;
  readonly text: fc.Arbitrary<string>;
}
type Calls = (list: Place["longFunctions"]) => fc.Arbitrary<string>[];

// The first of each list is what failing scripts shrink to, and what is taken at the greatest depth.

function longExpressions({ place, long, text, longPlace, calls }: Ingredients & { readonly longPlace: fc.Arbitrary<string>; readonly calls: Calls }): [fc.Arbitrary<string>, ...fc.Arbitrary<string>[]] {
  const operator = fc.constantFrom(...BINARY);
  const binary = fc.tuple(long, operator, long).map(([left, sign, right]) => `(${left} ${sign} ${right})`);
  return [
    fc.oneof(number, fc.constantFrom(...place.longs, ...place.constants)),
    binary,
    binary,
    binary,
    longPlace,
    fc.tuple(fc.constantFrom("-", "~", "!"), long).map(([sign, operand]) => `(${sign}${operand})`),
    fc.tuple(long, long, long).map(([condition, then, otherwise]) => `(${condition} ? ${then} : ${otherwise})`),
    fc.tuple(text, fc.constantFrom("==", "!=", "<", "<=", ">", ">="), text).map(([left, sign, right]) => `(${left} ${sign} ${right})`),
    fc.tuple(longPlace, fc.constantFrom("++", "--")).map(([target, sign]) => `${target}${sign}`),
    fc.tuple(longPlace, fc.constantFrom("++", "--")).map(([target, sign]) => `(${sign}${target})`),
    fc.tuple(longPlace, fc.constantFrom(...ASSIGN), long).map(([target, sign, value]) => `(${target} ${sign} ${value})`),
    fc.tuple(long, text).map(([key, textKey]) => `([${mixedIndex(key, textKey)}] in ma)`),
    long.map((key) => `([${key} & 15] in la)`),
    text.map((value) => `strlen(${value})`),
    fc.tuple(text, long).map(([value, at]) => `stringat(${value}, ${at})`),
    fc.tuple(text, text).map(([value, part]) => `strpos(${value}, ${part})`),
    fc.tuple(text, text).map(([value, part]) => `isinstr(${value}, ${part})`),
    fc.tuple(text, fc.constantFrom("=~", "!~"), pattern).map(([value, sign, expression]) => `(${value} ${sign} ${expression})`),
    fc.constantFrom(...EXTRACTORS).map((name) => `@${name}(st)`),
    fc.tuple(fc.constantFrom(...EXTRACTORS), long).map(([name, key]) => `@${name}(sta[${key} & 15])`),
    long.map((bucket) => `@hist_log(st)[(${bucket} & 15) + 60]`),
    ...calls(place.longFunctions),
  ];
}

function textExpressions({ place, long, text, textPlace, calls }: Ingredients & { readonly textPlace: fc.Arbitrary<string>; readonly calls: Calls }): [fc.Arbitrary<string>, ...fc.Arbitrary<string>[]] {
  return [
    fc.oneof(textLiteral, fc.constantFrom(...place.strings)),
    textPlace,
    fc.tuple(text, text).map(([left, right]) => `(${left} . ${right})`),
    fc.tuple(long, text, text).map(([condition, then, otherwise]) => `(${condition} ? ${then} : ${otherwise})`),
    fc.tuple(text, long, long).map(([value, start, length]) => `substr(${value}, ${start} & 15, ${length} & 31)`),
    fc.tuple(text, long, long).map(([value, start, length]) => `substr(${value}, ${start}, ${length})`),
    fc.tuple(long, text).map(([value, string]) => `sprint(${value}, ${string})`),
    formatCall("sprintf", long, text),
    fc.tuple(textPlace, text).map(([target, value]) => `(${target} = ${value})`),
    ...calls(place.stringFunctions),
  ];
}

interface StatementIngredients extends Ingredients {
  readonly longPlace: fc.Arbitrary<string>;
  readonly textPlace: fc.Arbitrary<string>;
}

function simpleStatements({ place, long, text, longPlace, textPlace }: StatementIngredients): fc.Arbitrary<Made> {
  const separator = fc.constantFrom('"-"', '", "');
  return fc
    .oneof(
      { withCrossShrink: true },
      long.map((value) => `println(${value});`),
      text.map((value) => `println(${value});`),
      fc.tuple(longPlace, fc.constantFrom(...ASSIGN), long).map(([target, sign, value]) => `${target} ${sign} ${value};`),
      fc.tuple(longPlace, fc.constantFrom("++", "--")).map(([target, sign]) => `${target}${sign};`),
      fc.tuple(textPlace, fc.constantFrom("=", ".="), text).map(([target, sign, value]) => `${target} ${sign} ${value};`),
      long.map((value) => `st <<< ${value};`),
      fc.tuple(long, long).map(([key, value]) => `sta[${key} & 15] <<< ${value};`),
      formatCall("printf", long, text).map((call) => `${call};`),
      fc.tuple(separator, long, text, long).map(([by, first, second, third]) => `printdln(${by}, ${first}, ${second}, ${third});`),
      fc.tuple(long, text).map(([key, textKey]) => `delete ma[${mixedIndex(key, textKey)}];`),
      long.map((key) => `delete la[${key} & 15];`),
      fc.tuple(long, fc.constantFrom("words", "sta")).map(([key, name]) => `delete ${name}[${key} & 15];`),
      fc.constantFrom("la", "sa", "ma", "words", "ring", "st", "sta", "gn", "gs").map((name) => `delete ${name};`),
      ...place.leave.map((leave) => fc.tuple(long, text).map(([value, string]) => leave(value, string))),
    )
    .map(plain);
}

/** Whether statements may modify elements of an array, which a walk over it doesn't allow: they name one, or call a function. */
function mayModify({ text }: Made, array: string): boolean {
  return new RegExp(`\\b(?:${array}\\[|(?:weigh|descend|pad)\\()`).test(text);
}

interface NestedIngredients extends Omit<Ingredients, "place"> {
  readonly textPlace: fc.Arbitrary<string>;
  readonly part: fc.Arbitrary<Made>;
  /** What stands in a loop. */
  readonly inner: fc.Arbitrary<Made>;
  readonly block: (part: fc.Arbitrary<Made>, most: number) => fc.Arbitrary<Made>;
}

function nestedStatements({ long, part, inner, block }: NestedIngredients): fc.Arbitrary<Made>[] {
  const within = (before: string, made: Made, after = "}"): Made => ({ text: `${before} {\n${made.text}\n${after}`, loops: made.loops });
  /** Around a body that has as many loops as there are counters, what would be a loop is an if. */
  const around = (made: Made, loop: (counter: string) => string): Made =>
    made.loops >= MOST_LOOPS ? made : { text: `${loop(`i${made.loops + 1}`)} {\n${made.text}\n}`, loops: made.loops + 1 };
  const free = (made: Made): Made => ({ ...made, text: made.text.replace(/\b(break|continue);/g, ";") });
  return [
    fc.tuple(long, block(part, 3)).map(([condition, body]) => within(`if (${condition})`, body)),
    fc.tuple(long, block(part, 2), block(part, 2)).map(([condition, then, otherwise]) => joined([within(`if (${condition})`, then), within("else", otherwise)])),
    fc.tuple(block(part, 3), block(part, 2), fc.boolean()).map(([body, handler, named]) => joined([within("try", body), within(named ? "catch (e)" : "catch", named ? joined([plain("println(e);"), handler]) : handler)])),
    fc.tuple(block(inner, 3), fc.nat({ max: 4 })).map(([body, turns]) => (body.loops >= MOST_LOOPS ? free(body) : around(body, (counter) => `for (${counter} = 0; ${counter} < ${turns}; ${counter}++)`))),
    fc.tuple(block(inner, 2), fc.nat({ max: 3 })).map(([body, turns]) => (body.loops >= MOST_LOOPS ? free(body) : joined([around({ ...body, text: `i${body.loops + 1}++;\n${body.text}` }, (counter) => `${counter} = 0;\nwhile (${counter} < ${turns})`)]))),
    fc.tuple(block(inner, 2), fc.constantFrom(...longArrays), fc.constantFrom("+", "-"), fc.constantFrom("", " limit 2", " limit (gn & 3)")).map(([body, array, direction, limit]) => {
      if (body.loops >= MOST_LOOPS || mayModify(body, array.name)) return free(body);
      const { keys, read } = array.walk(direction);
      const head = `foreach (v${body.loops + 1} = ${keys} in ${array.name}${limit})`;
      return around({ ...body, text: `println(v${body.loops + 1}, ":", ${read});\n${body.text}` }, () => head);
    }),
    fc.constant(plain("foreach ([kt, kn] in ma) { sum += (kn + 3) * (strlen(kt) + 7) + ma[kt, kn]; } println(sum);")),
  ];
}
