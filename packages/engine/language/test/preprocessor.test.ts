import { describe, expect, it } from "vitest";
import { type GlobalDecl, type ParseOptions, Source, parse, parseMacros, print } from "../src/index.js";
import { parseBody, parseText } from "./grouped.js";

const environment: ParseOptions = {
  kernelVersion: "6.12.9",
  kernelRelease: "6.12.9-amd64",
  arch: "x86_64",
  config: (name) => ({ CONFIG_SMP: "y", CONFIG_NET: "m", CONFIG_NR_CPUS: "64", CONFIG_FEW: "9" })[name],
  systemtapVersion: "5.0",
  privilege: "stapdev",
  runtime: "bpf",
  guru: false,
  args: ["begin", "7", "a b", 'say "hé"', "x + 1"],
};

/** The globals that are left of a text. */
function globals(text: string, options = environment): string[] {
  const decls = parseText(text, options) as GlobalDecl[];
  return decls.flatMap(({ entries }) => entries.map(({ name }) => name));
}

/** The statements of a body, printed. */
const body = (text: string, options = environment): string[] => parseBody(text, options).map(print);

describe("conditionals", () => {
  const holds = (condition: string): boolean => globals(`%( ${condition} %? global yes %: global no %)`)[0] === "yes";

  it.each([
    ['kernel_v == "6.12.9"', true],
    ['kernel_v >= "6.9"', true],
    ['kernel_v < "6.2"', false],
    ['kernel_v == "6.*"', true],
    ['kernel_v != "6.[0-9].*"', true],
    ['kernel_vr == "6.12.9-amd64"', true],
    ['kernel_vr > "6.12.9"', true],
    ['arch == "x86_64"', true],
    ['arch == "i?86"', false],
    ['arch != "arm*"', true],
    ['CONFIG_SMP == "y"', true],
    ['CONFIG_NET == "[ym]"', true],
    ['CONFIG_UTRACE == ""', true],
    ['CONFIG_UTRACE != "y"', true],
    ["CONFIG_NR_CPUS >= CONFIG_FEW", true],
    ["CONFIG_NR_CPUS < 65", true],
    ["CONFIG_UTRACE > 0", false],
    ['systemtap_v >= "4.8"', true],
    ['systemtap_v < "3.0"', false],
    ['systemtap_privilege == "stapdev"', true],
    ['runtime == "bpf"', true],
    ['runtime != "dyninst"', true],
    ["guru_mode == 0", true],
    ["guru_mode != 0", false],
    ['"b" > "a"', true],
    ['"x*" == "xx"', false],
    ["10 > 9", true],
    ["0x10 == 16", true],
    ["$# == 5", true],
    ['@# == "5"', true],
    ['@1 == "begin"', true],
    ['"a" == "b" && "a" == "a" || "c" == "c"', true],
    ['"c" == "c" || "a" == "a" && "a" == "b"', true],
    ['"a" == "b" || "c" == "d"', false],
    ['"a" == "a" && "c" == "d"', false],
  ])("%s is %s", (condition, expected) => {
    expect(holds(condition)).toBe(expected);
  });

  it("nest, and may leave nothing", () => {
    const text = '%( 1==1 %? %( 1==2 %? global a %: global b %( 1==1 %? global c %) %) %: %( 1==1 %? global d %) %) %(1==2%?x%)';
    expect(globals(text)).toEqual(["b", "c"]);
  });

  it("work inside of anything", () => {
    expect(body('f(%( 1==1 %? "a" %: "b" %), 2) if (x) %( 1==2 %? {} %: { y } %) else z')).toEqual([
      'f("a", 2);',
      "if (x) {\n  y;\n} else z;",
    ]);
  });

  it("don't mind what is wrong in the branch that isn't taken", () => {
    expect(body('%( 1==2 %? $9 @9 ` 99999999999999999999 @nothing ) } %: 3 %)')).toEqual(["3;"]);
  });

  it("leave the remainder operator alone", () => {
    expect(body("a % (b) a %= 2")).toEqual(["a % b;", "a %= 2;"]);
  });
});

describe("arguments", () => {
  it("$N puts the text in, @N a string", () => {
    expect(body("$2 + 1; @2; @4; $5; $#; @#; $3")).toEqual([
      "7 + 1;",
      '"7";',
      String.raw`"say \"h\303\251\"";`,
      "x + 1;",
      "5;",
      '"5";',
      "a;",
      "b;",
    ]);
  });

  it("stand in probe points", () => {
    const [probe] = parseText("probe $1, timer.s($2), kernel.function(@2), sys*$1.x {}", environment) as never as [
      { points: never[] },
    ];
    expect(probe.points.map(print)).toEqual(["begin", "timer.s(7)", 'kernel.function("7")', "sys*begin.x"]);
  });

  it("count from the script's own, not from those in an argument", () => {
    expect(parse(new Source("<input>", "probe begin { $1 }"), { args: ["$1"] }).diagnostics).toMatchObject([
      { id: "argument-out-of-range" },
    ]);
  });
});

describe("macros", () => {
  it("expand with and without parameters, and into each other", () => {
    const text = `
      @define one %( 1 %) @define add(a, b) %( ((@a) + @b) %)
      @define twice(f) %( @add(@f, @f) %)
      @one; @add(2, f(3, 4)); @twice(x[1, 2]); @twice(@one)`;
    expect(body(text)).toEqual(["1;", "2 + f(3, 4);", "x[1, 2] + x[1, 2];", "1 + 1;"]);
  });

  it("paste tokens, not values", () => {
    expect(body("@define times(a, b) %( @a * @b %) @times(1 + 2, 3)")).toEqual(["1 + 2 * 3;"]);
    expect(globals("@define many(a, b) %( global @a global @b %) @many(x, y) @many(z, w[5])")).toEqual(["x", "y", "z", "w"]);
  });

  it("keep a parameter apart from a macro of its name", () => {
    const text = "@define a %( 1 %) @define id(a) %( @a %) @define pass(b) %( @id(@b) + @a %) @pass(2)";
    expect(body(text)).toEqual(["2 + 1;"]);
  });

  it("decide conditionals in their bodies at each use", () => {
    const text = '@define pick(n) %( %( @n == 1 %? "one" %: "more" %) %) @pick(1); @pick(2)';
    expect(body(text)).toEqual(['"one";', '"more";']);
  });

  it("may make conditions", () => {
    expect(globals('@define new %( kernel_v > "6.0" %) %( @new && 1==1 %? global a %: global b %)')).toEqual(["a"]);
  });

  it("count in a branch that isn't taken", () => {
    expect(body("%( 1==2 %? @define one %( 1 %) %) @one")).toEqual(["1;"]);
  });

  it("hide library macros, which hide the built-in operators", () => {
    const macros = library('@define count %( "library" %) @define sum(x) %( @x %)');
    expect(body("@count; @sum(y)", { macros })).toEqual(['"library";', "y;"]);
    expect(body('@define count %( "own" %) @count', { macros })).toEqual(['"own";']);
  });

  it("say where they were used", () => {
    const text = "@define inner %( a b %)\n@define outer(x) %( @inner @x %)\nprobe @outer(c) {}";
    const [diagnostic] = parse(new Source("s.stp", text)).diagnostics;
    expect(diagnostic!.span!.source.position(diagnostic!.span!.start)).toEqual({ line: 1, column: 20 });
    expect(diagnostic!.chain.map(({ message, span }) => [message, span.source.position(span.start).line])).toEqual([
      ["expanded from macro '@inner'", 2],
      ["expanded from macro '@outer'", 3],
    ]);
  });

  it("give nodes the place of the use where a node has parts of both", () => {
    const [statement] = parseBody("@define x %( a %) @x + b");
    const { source, start, end } = statement!.span;
    expect(source.text.slice(start, end)).toBe("@x + b");
  });
});

describe("library macro files", () => {
  it("choose definitions by conditionals", () => {
    const macros = library('%( kernel_v > "6.0" %? @define v %( "new" %) %: @define v %( "old" %) %) @define w %( 1 %)');
    expect([...macros.keys()]).toEqual(["@v", "@w"]);
    expect(body("@v", { macros })).toEqual(['"new";']);
  });

  it("hold definitions only", () => {
    const { diagnostics, macros } = parseMacros(new Source("lib.stpm", "@define a %( 1 %) global b"));
    expect(diagnostics.map(({ id }) => id)).toEqual(["macros-only"]);
    expect([...macros.keys()]).toEqual(["@a"]);
  });
});

function library(text: string): NonNullable<ParseOptions["macros"]> {
  const { diagnostics, macros } = parseMacros(new Source("lib.stpm", text), environment);
  expect(diagnostics).toEqual([]);
  return macros;
}
