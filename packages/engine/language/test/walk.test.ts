import { expect, it } from "vitest";
import { type Node, Source, children, childrenOf, parse, print, rewrite, walk } from "../src/index.js";

const script = (text: string): Node => parse(new Source("<input>", text)).script;

it("visits every node in the order of the text, telling the parent", () => {
  const seen: string[] = [];
  walk(script("probe a.b(1) if (c) { foreach (v = [k] in d[e] limit f) g(h, $i[j]) }"), (node, parent) => {
    const name = "name" in node ? node.name : node.kind;
    if (node.kind === "Variable") seen.push(`${name}<${parent?.kind}`);
    return undefined;
  });
  expect(seen).toEqual(["c<ProbePoint", "v<Foreach", "k<Foreach", "d<Foreach", "e<Foreach", "f<Foreach", "h<Call", "j<IndexAccessor"]);
});

it("leaves children out where asked", () => {
  const kinds: string[] = [];
  walk(script("probe a { b } function f(p) { c }"), (node) => {
    kinds.push(node.kind);
    return node.kind !== "ProbeDecl";
  });
  expect(kinds).toEqual(["Script", "ProbeDecl", "FunctionDecl", "Param", "Block", "ExpressionStatement", "Variable"]);
});

it("the table reaches every node that a tree holds", () => {
  const text = `
    global a[1], b = 2 private c = "x" %{ top %}
    probe p.q("r") = t! if (s) { next; x[1, *] = -y++ <<< z ; delete x }, { ; }
    private function f:long(u:string, w):1 { while (0) break; for (a; b; c) continue; if (d) e; else return f(1) }
    probe begin { try { @count(x) } catch (m) { @variance(x, 1) } foreach ([i, j] in x[*, 1] @sum- limit 2) {}
      %{ stmt %} @hist_log(x)[1]; @hist_linear(x, 0, 1, 2); [1] in x; "a" =~ "b"; 1 ? 2 : 3; @defined($v->f[1]$);
      @entry(1); @perf("p"); @choose_defined($a, 1); @probewrite(v); @const("C"); @enum("E"); @enumname("T", v); @uregister(1); &@cast(1, "t")->f;
      @var("v"); (1 + 2)->f; x = %{ expression %} }`;
  const held = new Set<Node>();
  const collect = (value: unknown): void => {
    if (typeof value !== "object" || value === null || value instanceof Source) return;
    if ("kind" in value) held.add(value as Node);
    for (const [key, part] of Object.entries(value)) if (!/span/i.test(key)) collect(part);
  };
  const tree = parse(new Source("<input>", text));
  expect(tree.diagnostics.map(({ id }) => id)).toEqual([]);
  collect(tree.script);
  const walked = new Set<Node>();
  walk(tree.script, (node) => void walked.add(node));
  expect([...held].filter((node) => !walked.has(node))).toEqual([]);
  expect(walked.size).toBe(held.size);
  expect(Object.keys(children).filter((kind) => ![...walked].some((node) => node.kind === kind))).toEqual([]);
});

it("rewrites from below and shares what stays", () => {
  const before = script("probe a { b = c + 1; d }");
  const after = rewrite(before, (node) => (node.kind === "Variable" && node.name === "c" ? { ...node, name: "new" } : node));
  expect(print(after)).toBe("probe a {\n  b = new + 1;\n  d;\n}\n");
  expect(print(before)).toContain("b = c + 1");
  const bodies = [before, after].map((tree) => childrenOf(childrenOf(childrenOf(tree)[0]!)[1]!));
  expect(bodies[1]![1]).toBe(bodies[0]![1]);
  expect(rewrite(before, (node) => node)).toBe(before);
});
