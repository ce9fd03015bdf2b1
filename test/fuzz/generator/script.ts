import fc from "fast-check";
import { bodyArbitraries, type Made } from "./body.js";
import { number, textLiteral } from "./constants.js";
import { declarations, epilogue, firstElements } from "./globals.js";
import { descendPlace, handlerPlace, padPlace, weighPlace } from "./place.js";

/** How often what is traced happens. */
export const TURNS = 12;

/** A script whose handlers run wherever they are told to. */
export interface RandomScript {
  /** The script with its handlers at a probe point. */
  at(point: string): string;
  /** The longest string it may have, its end included. */
  readonly maxStringLength: number;
}

const [handler, weigh, descend, pad] = [handlerPlace, weighPlace, descendPlace, padPlace].map(bodyArbitraries);

const COUNTERS = "i1 = i2 = i3 = 0;";

const some = (part: fc.Arbitrary<Made>, most: number): fc.Arbitrary<string> => fc.array(part, { maxLength: most }).map((parts) => parts.map(({ text }) => text).join("\n"));

const functions: fc.Arbitrary<string> = fc
  .record({
    weigh: some(weigh!.statement, 2),
    weight: weigh!.long,
    descend: some(descend!.statement, 1),
    step: descend!.long,
    pad: some(pad!.statement, 1),
    padded: pad!.text,
  })
  .map((parts) => `function weigh:long (x:long, r:string) { ${COUNTERS} y = 0; u = ""; ${parts.weigh}\nreturn ${parts.weight} }
function descend:long (n:long) { ${COUNTERS} z = 1; v = "v"; ${parts.descend}\nif (n > 0) return ${parts.step} + descend(n - 1)\nreturn z }
function pad:string (m:long, q:string) { ${COUNTERS} ${parts.pad}\nreturn ${parts.padded} }`);

const INITIAL = `${COUNTERS} a = longs[turn]; b = turn; c = 0; s = texts[turn]; t = "";`;

/**
 * Random scripts, well typed, that end; `most` statements in a handler. What they print doesn't depend on where or when they run.
 */
export const randomScript = (most: number): fc.Arbitrary<RandomScript> => fc
  .record({
    functions,
    body: some(handler!.statement, most),
    second: fc.option(some(handler!.statement, Math.ceil(most / 3)), { nil: undefined }),
    condition: fc.option(fc.constantFrom("live", "gn > 3", "turn != 2"), { nil: undefined }),
    value: handler!.long,
    style: fc.constantFrom("plain", "alias", "epilogue" as const),
    longs: fc.array(number, { minLength: TURNS, maxLength: TURNS }),
    texts: fc.array(textLiteral, { minLength: TURNS, maxLength: TURNS }),
    maxStringLength: fc.constantFrom(128, 64, 512),
  })
  .map(({ functions, body, second, condition, value, style, longs, texts, maxStringLength }) => ({
    maxStringLength,
    at(point) {
      const inputs = longs.map((long, turn) => `longs[${turn + 1}] = ${long}; texts[${turn + 1}] = ${texts[turn]};`).join(" ");
      const aliases = { plain: "", alias: `probe traced = ${point} { ${INITIAL} value = ${value}; }\n`, epilogue: `probe traced += ${point} { println("epilogue") }\n` };
      const where = style === "plain" ? point : "traced";
      const initial = style === "alias" ? "println(value);" : INITIAL;
      const probes = [
        `probe ${where} { turn++; }`,
        `probe ${where}${condition === undefined ? "" : ` if (${condition})`} { ${initial} ${body}\nprintdln(" ", a, b, c, s, t) }`,
        ...(second === undefined ? [] : [`probe ${point} { ${INITIAL} ${second}\nprintln(a, s) }`]),
      ];
      return [declarations, functions, aliases[style], `probe begin { ${firstElements} ${inputs} }`, ...probes, epilogue].join("\n");
    },
  }));
