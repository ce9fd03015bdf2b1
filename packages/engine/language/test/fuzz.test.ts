import { expect, it } from "vitest";
import { Source, parse, parseMacros, parseProbePoints, print, walk } from "../src/index.js";
import { plain } from "./plain.js";
import { Random } from "./random.js";

const WORDS = (
  "probe global private function if else for foreach in limit return delete while break continue next string long try " +
  "catch x y $a $$vars $b$ $ 1 0x10 08 99999999999999999999 \"s\" \"\\x41\" \" ` é \n # // /* */ /** @define @count @hist_log " +
  "@cast @var @defined @foo @ @1 $1 $# @# $9 %( %) %? %: %{ %} %{c%} { } ( ) [ ] , ; : . * ** ? ! = += .= <<< << <= == =~ " +
  "!~ && || ++ -- -> & | ^ + - / % ~ < > kernel_v \"6.1\""
).split(" ");

/** Token soup, with a bias to what begins something. */
function soup(random: Random): string {
  const words = Array.from({ length: random.below(60) }, () => random.pick(WORDS));
  const start = random.pick(["", "probe begin { ", "function f(a) { ", "global ", "probe a = ", "@define m(a) %( ", "%( 1==1 %? "]);
  return start + words.join(random.pick([" ", " ", ""]));
}

it("random token soup never throws, always ends, and gives diagnostics that can be placed", () => {
  for (let seed = 0; seed < 5000; seed++) {
    const text = soup(new Random(seed));
    const source = new Source("soup", text);
    for (const { diagnostics } of [parse(source, { args: ["x", "1 +"] }), parseMacros(source), parseProbePoints(source)]) {
      for (const { span } of diagnostics) expect(span!.start, text).toBeLessThanOrEqual(span!.source.text.length);
    }
  }
});

it("what is saved of soup has places inside of its text, and parses again from its print", () => {
  for (let seed = 0; seed < 3000; seed++) {
    const { script } = parse(new Source("soup", soup(new Random(seed))), { args: ["x", "1 +"] });
    walk(script, ({ kind, span }) => {
      expect(span.end <= span.source.text.length && span.start <= span.end, `${kind} in ${script.span.source.text}`).toBe(true);
      return undefined;
    });
    const printed = print(script);
    const again = parse(new Source("printed", printed)).script;
    expect(plain(again), `${script.span.source.text}\n---\n${printed}`).toEqual(plain(script));
  }
});
