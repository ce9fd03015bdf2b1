import { expect, it } from "vitest";
import { builderFor, lowerValue, pointText } from "./workbench.js";

const builder = builderFor("session");

it("strlen is the length of its text", () => {
  expect(lowerValue(builder, "strlen", pointText("abc"))).toEqual({ type: "long", op: "strlen", text: pointText("abc") });
});

it("substr is at most as long as its text", () => {
  const [start, length] = [builder.constant(1), builder.constant(100)];
  expect(lowerValue(builder, "substr", pointText("abc"), start, length)).toEqual({ type: "string", op: "substr", text: pointText("abc"), start, length, bound: 3 });
});
