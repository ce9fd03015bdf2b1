import { fileURLToPath } from "node:url";
import { Builder } from "@tapset/core";
import { frozenTarget } from "@tapset/target";
import { describe, expect, it } from "vitest";
import { lowerValue, pointText, target } from "./workbench.js";

const older = frozenTarget(fileURLToPath(new URL("../../../engine/target/frozen/linux-6.1-x86_64", import.meta.url)));

function printed(kernel: typeof target, flags: number): string {
  const point = pointText("begin");
  const builder = new Builder("session", kernel, undefined, 127, { point, name: point, type: pointText("tracing") });
  const text = lowerValue(builder, "gfp_flags_str", builder.constant(flags));
  if (text.op !== "fact") throw new Error("gfp_flags_str is no fact");
  expect(text.fact.render(BigInt(flags)).length).toBeLessThanOrEqual(text.fact.bound);
  return text.fact.render(BigInt(flags));
}

describe("flags of allocations", () => {
  // Bits that both kernels have, by the numbers in 6.1's include/linux/gfp_types.h.
  it.each([older, target])("go by what callers write", (kernel) => {
    expect(printed(kernel, 0xcc0)).toBe("GFP_KERNEL");
    expect(printed(kernel, 0xdc0)).toBe("GFP_KERNEL|__GFP_ZERO");
    expect(printed(kernel, 0x400cc0)).toBe("GFP_KERNEL_ACCOUNT");
    expect(printed(kernel, 0x100cca)).toBe("GFP_HIGHUSER_MOVABLE");
    expect(printed(kernel, 0xc40)).toBe("GFP_NOFS");
    expect(printed(kernel, 0x800)).toBe("GFP_NOWAIT");
    expect(printed(kernel, 0)).toBe("0x0");
    expect(printed(kernel, 0x20000000)).toBe("0x20000000");
  });

  it("follow the kernel", () => {
    expect(printed(older, 0xa20)).toBe("GFP_ATOMIC");
    expect(printed(target, 0x820)).toBe("GFP_ATOMIC");
  });
});
