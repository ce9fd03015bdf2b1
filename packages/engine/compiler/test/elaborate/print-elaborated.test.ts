import { expect, it } from "vitest";
import { printElaborated } from "../../src/index.js";
import { elaborated } from "./workbench.js";

const script = `
  global n, seen%[100], name = "x"
  function twice:long(x:long) { return x * 2 }
  probe a = begin if (n == 1) { first = 1 }
  probe a if (n != 2), timer.ms(5) { n = twice(first) }
`;

it("lays out globals, functions and probes as SystemTap does", async () => {
  expect(printElaborated(await elaborated(script))).toBe(`# globals
n
seen%[100]
name = "x"
# functions
twice:long (x:long)
# probes
begin if ((n == 1) && (n != 2)) /* <- a = begin if (n == 1) <- a if (n != 2),timer.ms(5) */
  # locals
  first
timer.ms(5) /* <- a if (n != 2),timer.ms(5) */
  # locals
  first
`);
});

it("prints the types it is given, and bodies on request", async () => {
  const made = await elaborated("global n probe begin { x = n }");
  const types = { global: () => "long", local: (_: unknown, name: string) => (name === "x" ? "long" : undefined) };
  expect(printElaborated(made, { types, bodies: true })).toBe(`# globals
n:long
# probes
begin /* <- begin */
  # locals
  x:long
{
  x = n;
}
`);
});
