import type { LongExpr } from "@tapset/core";
import { describe, expect, it } from "vitest";
import { builderFor, evaluate, lowerValue, pointText, refusal } from "./workbench.js";

const kernel = builderFor("kernel");
const address: LongExpr = kernel.constant(0x1000);
const memory = new Map([[0x1000n, 0xfedc_ba98_fedc_ba98n]]);

function read(name: string): bigint {
  const value = lowerValue(kernel, name, address);
  if (value.type !== "long") throw new Error(name);
  return evaluate(value, { memory });
}

describe.each(["kernel", "user"] as const)("%s memory", (space) => {
  it.each([
    ["char", -0x68n],
    ["int8", -0x68n],
    ["uint8", 0x98n],
    ["short", -0x4568n],
    ["ushort", 0xba98n],
    ["int16", -0x4568n],
    ["uint16", 0xba98n],
    ["int", -0x0123_4568n],
    ["uint", 0xfedc_ba98n],
    ["int32", -0x0123_4568n],
    ["uint32", 0xfedc_ba98n],
    ["long", BigInt.asIntN(64, 0xfedc_ba98_fedc_ba98n)],
    ["int64", BigInt.asIntN(64, 0xfedc_ba98_fedc_ba98n)],
  ])(`is read by ${space}_%s with its width and sign`, (name, value) => {
    expect(read(`${space}_${name}`)).toBe(value);
    if (space === "user") expect(read(`user_${name}_error`)).toBe(value);
  });

  it("is read whole by the 64-bit ones", () => {
    for (const name of ["ulong", "uint64", "pointer"]) expect(lowerValue(kernel, `${space}_${name}`, address)).toMatchObject({ size: 8, signed: false });
  });

  it("is read from its own side, which the kernel must allow", () => {
    expect(lowerValue(kernel, `${space}_int`, address)).toMatchObject({ op: "load", access: space });
    expect(lowerValue(kernel, `${space}_string`, address)).toMatchObject({ op: "load-string", access: space, bound: 127 });
  });

  it("is read by session handlers as well", () => {
    const session = builderFor("session");
    expect(lowerValue(session, `${space}_int`, address)).toMatchObject({ op: "load", access: space });
    expect(lowerValue(session, `${space}_string`, address)).toMatchObject({ op: "load-string", access: space });
  });

  it("that can't be read fails a string, or gives the fallback that is named", () => {
    expect(lowerValue(kernel, `${space}_string`, address)).toMatchObject({ fallback: undefined });
    for (const name of ["string", "string2"]) {
      expect(lowerValue(kernel, `${space}_${name}`, address, pointText("gone"))).toMatchObject({ fallback: { op: "text", text: "gone" } });
    }
  });
});

it("a number that can't be read is 0 from user memory and fails from kernel memory", () => {
  expect(lowerValue(kernel, "user_long", address)).toMatchObject({ onFault: "zero" });
  for (const name of ["kernel_long", "user_long_error", "atomic_read"]) expect(lowerValue(kernel, name, address)).toMatchObject({ onFault: "fail" });
});
