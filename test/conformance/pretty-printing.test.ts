import { type InventedMemory, runScript, tracepoint } from "@tapset/testkit";
import { describe, expect, it } from "vitest";
import { prettyTarget } from "./pretty-types.js";
import { tapsets } from "./row-script.js";

/** What the tracepoint's parameters are, in their order. */
function parameters(memory: InventedMemory): readonly (bigint | number)[] {
  const inner = memory.structure("inner", { x: 7, y: 0x79, "z.deep": 9 });
  const text = memory.kernelText('say "hi"\n');
  const p = memory.structure("every", {
    ...{ c: 0x41, uc: 0xff, s: -2, us: 65535, i: -3, u: 4294967295, l: -4, ul: -1, b: 1, e: 5, n: -1, bf: -2, ubf: 17 },
    ...{ "in.x": 1, "in.y": 0x0a, "in.z.deep": 2, "un.i": 0x00414243, aa: 11, ab: 12, ad: 13, buf: "seven77", "one": "", str: "text", v: 0xabc, inp: inner, ip: memory.structure("inner", { x: 77 }), fn: 0xdef },
    ...{ "nums[0]": 100, "nums[1]": 101, "grid[0][0]": 200, "grid[1][2]": 205, "ins[0].x": 300, "ins[0].z.deep": 301, "strs[0]": "first", remote: 0x7000, text: 0x8000 },
  });
  const cell = (value: bigint): bigint => memory.structure("every", { l: value }) + 16n;
  return [p, memory.structure("many", Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`m${index}`, index]))), -5, 0x27, cell(cell(42n)), cell(text), memory.kernelText("rows"), 0xf00d, 0xbeef, cell(inner), inner];
}

/** What a handler of a tracepoint prints. */
async function printed(name: string, body: string, words: typeof parameters | number[] = parameters): Promise<{ readonly output: string; readonly messages: string }> {
  const limits = { MAXSTRINGLEN: 4096 };
  const { output, messages } = await runScript(`probe kernel.trace("${name}") { ${body} }`, { tapsets, target: prettyTarget, limits, events: [tracepoint(name, words)] });
  return { output, messages };
}

const NUMBERS = String.raw`.c='A', .uc='\377', .s=-2, .us=65535, .i=-3, .u=4294967295, .l=-4, .ul=18446744073709551615, .b=1, .e=5, .n=-1, .bf=-2, .ubf=17`;
const POINTER = "0x[0-9a-f]+";
/** The texts that stap -p2 expands the same types to, with values in them; `P` stands for any pointer. */
const rows: readonly (readonly [expression: string, text: string])[] = [
  ["$p$", `{${NUMBERS}, .in={...}, .un={...}, <class>={...}, <union>={...}, .buf=[...], .one=[...], .str="text", .v=0xabc, .ip=P, .inp=P, .fw=0x0, .fn=0xdef, .nums=[...], .grid=[...], .ins=[...], .strs=[...], .f=?, .wide=?, .remote=0x7000, .text=0x8000}`],
  [
    "$p$$",
    String.raw`{${NUMBERS}, .in={.x=1, .y='\n', .z={.deep=2}}, .un={.i=4276803, .c="CBA", .f=?}, <class>={.aa=11, <union>={.ab=12}}, <union>={.ac=13, .ad=13}, .buf="seven77", .one="", .str="text", .v=0xabc, .ip=P, .inp=P, .fw=0x0, .fn=0xdef, .nums=[100, ...], .grid=[200, ...], ...}`,
  ],
  ["$m$", `{${Array.from({ length: 32 }, (_, index) => `.m${index}=${index}`).join(", ")}, ...}`],
  ['@cast($m, "holder")$', "{.first={...}, .last={...}}"],
  ['@cast($m, "holder")$$', `{.first={${Array.from({ length: 32 }, (_, index) => `.m${index}=${index}`).join(", ")}, ...}, ...}`],
  ["$p->in$", String.raw`{.x=1, .y='\n', .z={...}}`],
  ["$p->in$$", String.raw`{.x=1, .y='\n', .z={.deep=2}}`],
  ["$p->un$", "{.i=4276803, .c=[...], .f=?}"],
  ["$p->inp$", "{.x=7, .y='y', .z={...}}"],
  ["$p->inp$$", "{.x=7, .y='y', .z={.deep=9}}"],
  ["$ipq$$", "{.x=7, .y='y', .z={.deep=9}}"],
  ["$p->ip$", "77"],
  ["$p->nums$", "[100, ...]"],
  ["$p->grid$$", "[200, ...]"],
  ["$p->ins$", "[{...}, ...]"],
  ["$p->ins$$", String.raw`[{.x=300, .y='\000', .z={.deep=301}}, ...]`],
  ["$p->strs$", '["first", ...]'],
  ["$p->buf$", '"seven77"'],
  ["$p->str$", '"text"'],
  ["$spp$", String.raw`"say \"hi\"\n"`],
  ["$rows$", '"rows"'],
  ["$ipp$", "42"],
  ["$n$", "-5"],
  ["$c$", String.raw`'\''`],
  ["$p->bf$", "-2"],
  ["$p->e$", "5"],
  ["$p->aa$", "11"],
  ["$p->f$", "?"],
  ["$v$", "0xbeef"],
  ["$fn$", "<function>:0xf00d"],
  ["$p->fn$", "<function>:0xdef"],
  ["$fw$", "{...}"],
  ["$p->remote$", "0x7000"],
  ["$p->text$", "0x8000"],
  ['@cast($p, "every")->in$', String.raw`{.x=1, .y='\n', .z={...}}`],
];

/** Those of `known`, which typed programs read. */
const knownRows = rows.filter(([expression]) => /\$[pmn]\b/.test(expression));
const SPECIAL = /[.*+?^${}()|[\]\\]/g;

describe.each([["every", rows], ["known", knownRows]] as const)("a value of %s as $ and $$ print it", (name, its) => {
  it.each(its)("%s", async (expression, text) => {
    const { output, messages } = await printed(name, `println(${expression})`);
    const parts = text.split("P").map((part) => part.replace(SPECIAL, "\\$&"));
    expect(output).toMatch(new RegExp(`^${parts.join(POINTER)}\n$`));
    expect(messages).toBe("");
  });

  it("whose memory can't be read is ERROR, and the handler goes on", async () => {
    const { output } = await printed(name, 'println($p$, $p->in$$, $p->i$, $p->inp$) s = $p->in$ println(s . "!", strlen(s))', [0]);
    expect(output).toBe("ERRORERRORERRORERROR\nERROR!5\n");
  });
});

it("a string that can't be read is its address", async () => {
  const { output, messages } = await printed("every", 'println(@cast(16, "inner")$, " ", @cast($p, "every")->buf$, " ", @cast($p, "every")->str$)', [0]);
  expect(output).toBe("ERROR 0x50 ERROR\n");
  expect(messages).toBe('WARNING: 3 reads of memory failed in probe kernel.trace("every")\n');
});

it("$$vars$ and its kin have each variable's name", async () => {
  const { output } = await printed("known", "println($$parms$)");
  expect(output).toMatch(/^p=\{\.c='A', .*\} m=\{\.m0=0, .*, \.\.\.\} n=-5\n$/);
});
