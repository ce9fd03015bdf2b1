import { Builder, noProbe, type Target } from "@tapset/core";
import { expect, it } from "vitest";
import { intrinsic, target } from "./workbench.js";

it.each([
  [{}, 4096n],
  [{ CONFIG_ARM64_PAGE_SHIFT: "16" }, 65536n],
  [{ CONFIG_PAGE_SHIFT: "14" }, 16384n],
])("a page of a kernel with %j has %i bytes", (options: Readonly<Record<string, string>>, size) => {
  const machine: Target = { ...target, config: (name) => options[name] };
  const row = intrinsic("mem_page_size");
  expect(row.returns === "long" && row.lower(new Builder("kernel", machine, undefined, 127, noProbe))).toMatchObject({ op: "const", value: size });
});
