import { describe, expect, it } from "vitest";
import { type Script, Source, children, formatDiagnostic, parse, print, printProbePoint } from "../src/index.js";
import { parseBody, parseOne, parseText } from "./grouped.js";
import { plain } from "./plain.js";
import { RandomScript } from "./random-script.js";
import { Random } from "./random.js";

it("prints what parses to an equal tree, whatever the tree", () => {
  const seen = new Set<string>();
  for (let seed = 0; seed < 4000; seed++) {
    const random = new Random(seed);
    const made = new RandomScript(random);
    const script: Script = {
      kind: "Script",
      span: { source: new Source("made up", ""), start: 0, end: 0 },
      items: Array.from({ length: 1 + random.below(3) }, () => made.item()),
    };
    const text = print(script);
    const { diagnostics, script: again } = parse(new Source("printed", text));
    expect(diagnostics.map(formatDiagnostic), text).toEqual([]);
    expect(plain(again), text).toEqual(plain(script));
    expect(print(again)).toBe(text);
    for (const [, kind] of JSON.stringify(plain(script), noBigint).matchAll(/"kind":"(\w+)"/g)) seen.add(kind!);
  }
  expect([...seen].sort()).toEqual(Object.keys(children).sort());
});

function noBigint(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? String(value) : value;
}

describe("puts parentheses only where they are needed", () => {
  it.each([
    "a + b * c",
    "(a + b) * c",
    "a - (b - c)",
    "a - b - c",
    "(a = b) . c",
    "a ? b : c ? d : e",
    "(a ? b : c) ? d : e",
    "a ? b = c : (d = e)",
    "-(a + b)",
    "- -a",
    "+ ++a",
    "! ~a",
    "-a++",
    "(-a)++",
    '(a =~ "x") == b',
    "[a, *] in b && c",
    "([a] in b) . c",
    "(a + b)->c",
    "f(1)->c[2]",
    "&$a->b$",
    "x = y <<< z",
  ])("%s", (text) => {
    expect(print(parseOne(text))).toBe(text);
  });
});

it("lays statements out", () => {
  const text = `if (a) {
  for (i = 0; i < 2; i++) b;
} else while (c) {
  foreach (v = [k, l-] in m[*, 1] limit 2) {
    try {
      next;
    } catch (e) {}
  }
}`;
  expect(parseBody(text).map(print)).toEqual([text]);
});

it("lays a script out, one declaration a line", () => {
  const text = `global a, b%[5], c = -1
private global d = "\\t\\001\\""
probe x.y = z("w").*!, q? if (a) {} , { b[1] = 2 }
`;
  const { script } = parse(new Source("<input>", text));
  expect(print(script)).toBe(`global a, b%[5], c = -1
private global d = "\\t\\001\\""
probe x.y = z("w").*!, q? if (a) {}, {
  b[1] = 2;
}
`);
});

it("gives an else to the if it belongs to", () => {
  const [outer] = parseBody("if (a) { if (b) c } else d");
  const [inner] = parseBody("if (b) c");
  if (outer?.kind !== "If") throw new Error("no if");
  expect(print({ ...outer, then: inner! })).toBe("if (a) {\n  if (b) c;\n} else d;");
});

it("keeps numbers that wrapped", () => {
  expect(print(parseOne("0xffffffffffffffff"))).toBe("18446744073709551615");
});

it("prints probe points without their conditions", () => {
  const [probe] = parseText('probe a("b").c* ? if (d) {}');
  expect(probe?.kind === "ProbeDecl" && printProbePoint(probe.points[0]!)).toBe('a("b").c*?');
});
