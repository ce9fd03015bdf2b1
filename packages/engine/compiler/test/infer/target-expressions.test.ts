import { describe, expect, it } from "vitest";
import { listing, problems, typed } from "../lower/workbench.js";

/** Printed lines of the only handler of `trace("x")`. */
async function prints(body: string): Promise<string[]> {
  const text = await listing(`probe trace("x") { ${body} }`);
  return text.split("\n").filter((line) => line.includes("print ")).map((line) => line.trim().replace(/^print /, ""));
}

describe("@defined", () => {
  it("is decided at the probe point, and what isn't reached needs no meaning", async () => {
    expect(await prints('println(@defined($a), @defined($z)); if (@defined($z)) println($z->q); else println("none")')).toEqual(['"10\\n"', '"none\\n"']);
  });

  it("follows paths through the kernel's types", async () => {
    expect(await prints("println(@defined($p->inner->y), @defined($p->inner->z), @defined($a->x))")).toEqual(['"100\\n"']);
  });

  it("knows casts and constants", async () => {
    expect(await prints('println(@defined(@cast($a, "task")->pid), @defined(@cast($a, "nix")->pid), @defined(@const("GREEN")), @defined(@const("BLUE")))')).toEqual(['"1010\\n"']);
    expect(await prints('println(@defined(@enum("RED")), @defined(@enum("BLUE")), @defined(@enumname("colour", $a)), @defined(@enumname("size", $a)), @defined(@enumname("colour", $z)))')).toEqual(['"10100\\n"']);
  });

  it("knows enumerators by their names", async () => {
    expect(await prints("println(@defined($GREEN), @defined($BLUE), @defined($GREEN->x), @choose_defined($BLUE, $GREEN))")).toEqual(['"1005\\n"']);
  });

  it("prunes with !, && and ||", async () => {
    expect(await prints("if (!@defined($z) || $z) println(1); println(@defined($z) && $z->x)")).toEqual(['"1\\n"', '"0\\n"']);
  });

  it("chooses", async () => {
    expect(await prints("println(@choose_defined($z, 7), @choose_defined(8, $z))")).toEqual(['"78\\n"']);
  });
});

describe("what is chosen between", () => {
  it.each([
    ["pointers of one type", "($a ? $p : $p)->pid"],
    ["a pointer and NULL", "($a ? $p : 0)->pid"],
    ["pointers by way of a variable", "q = $a ? $p : $p; println(q->pid)"],
  ])("%s is followed", async (_what, text) => {
    expect(await problems(`probe trace("x") { ${text.includes("println") ? text : `println(${text})`} }`)).toEqual([]);
  });

  it("pointers of two types has none", async () => {
    expect(await problems('probe trace("x") { println(($a ? $p : $p->inner)->pid) }')).toEqual(["unresolved-member '($a ? $p : $p->inner)->pid'"]);
  });
});

describe("target expressions", () => {
  it.each([
    ["an unknown member", 'probe trace("x") { println($p->nope) }', ["unresolved-member '$p->nope'"]],
    ["a member of a number", 'probe trace("x") { println($p->pid->x) }', ["unresolved-member '$p->pid->x'"]],
    ["an index of a number", 'probe trace("x") { println($p->pid[1]) }', ["unresolved-member '$p->pid[1]'"]],
    ["a pointer into user memory", 'probe trace("x") { println($p->remote->x) }', ["user-pointer '$p->remote->x'"]],
    ["the address of a bit-field", 'probe trace("x") { println(&$p->a) }', ["no-address '&$p->a'"]],
    ["the address of an argument", 'probe trace("x") { println(&$a) }', ["no-address '&$a'"]],
    ["a value without a C type", 'probe trace("x") { x = 3; println(x->y) }', ["unresolved-member 'x->y'"]],
    ["a type the kernel hasn't got", 'probe trace("x") { println(@cast($a, "nix")->x) }', ["unknown-type '@cast($a, \"nix\")->x'"]],
    ["@entry where there's no entry", 'probe trace("x") { println(@entry($a)) }', ["entry-outside-return '@entry($a)'"]],
    ["a member of an enumerator", 'probe trace("x") { println($GREEN->x) }', ["undefined-context-variable '$GREEN->x'"]],
    ["an enumerator where there are no context variables", "probe begin { println($GREEN) }", ["undefined-context-variable '$GREEN'"]],
    ["a constant that's a macro", 'probe begin { println(@const("PAGE_SIZE")) }', ["unknown-constant '@const(\"PAGE_SIZE\")'"]],
    ["an enumerator the kernel hasn't got", 'probe begin { println(@enum("BLUE")) }', ["unknown-enumerator '@enum(\"BLUE\")'"]],
    ["an enum the kernel hasn't got", 'probe begin { println(@enumname("size", 1)) }', ["unknown-enum '@enumname(\"size\", 1)'"]],
    ["a structure where an enum should be", 'probe begin { println(@enumname("task", 1)) }', ["unknown-enum '@enumname(\"task\", 1)'"]],
    ["an enumerator's name of a text", 'probe begin { println(@enumname("colour", "RED")) }', ["type-mismatch '\"RED\"'"]],
    ["a perf counter nobody defines", 'probe begin { println(@perf("x")) }', ["undefined-counter '@perf(\"x\")'"]],
  ])("%s", async (_what, text, expected) => {
    expect(await problems(text)).toEqual(expected);
  });

  it("takes whole numbers by every spelling of C's", async () => {
    expect(await prints('println(@cast($a, "long")[0], @cast($a, "unsigned")[1], @cast($a, "unsigned int")[1], @cast($a, "signed long int")[1])')).toEqual([
      '%d kernel(context+0:u64):s64, %d kernel(context+0:u64 + 4):u32, %d kernel(context+0:u64 + 4):u32, %d kernel(context+0:u64 + 8):s64, "\\n"',
    ]);
  });

  it("names a module that isn't loaded, whose type it would be", async () => {
    const { diagnostics } = await typed('probe trace("x") { println(@cast($a, "nix", "no-such:kernel<linux/fs.h>")->pid) }');
    expect(diagnostics).toMatchObject([{ id: "unknown-type", hints: ["load it with: modprobe no_such"] }]);
  });

  it("names the types that may have been meant", async () => {
    const { diagnostics } = await typed('probe trace("x") { println(@cast($a, "struct tosk")->pid) }');
    expect(diagnostics).toMatchObject([{ id: "unknown-type", hints: ["did you mean 'task'?"] }]);
  });

  it.each([
    ['@const("GRAEN")', "did you mean 'GREEN'?"],
    ['@const("PAGE_SIZE")', "write its number, which for a macro only the kernel's headers tell"],
    ['@enum("GRAEN")', "did you mean 'GREEN'?"],
    ['@enum("EINVAL")', 'write it as @const("EINVAL")'],
    ['@enumname("enum colours", 1)', "did you mean 'colour'?"],
    ['@enum("BLUE", "no-such")', "load it with: modprobe no_such"],
  ])("says what may have been meant by %s", async (text, hint) => {
    const { diagnostics } = await typed(`probe begin { println(${text}) }`);
    expect(diagnostics).toMatchObject([{ hints: [hint] }]);
  });

  it("names the members there are", async () => {
    expect(await prints('println(@const("GREEN"), @probewrite(x)); x = 1')).toEqual(['"51\\n"']);
  });
});
