import { expect, it } from "vitest";
import { pointText } from "../src/point-text.js";

it.each([
  [[{ name: "begin", literal: -200n }], "begin(-200)"],
  [[{ name: "timer", literal: undefined }, { name: "ms", literal: 50n }], "timer.ms(50)"],
  [[{ name: "kernel", literal: undefined }, { name: "data", literal: -0x7f000000n }, { name: "rw", literal: undefined }], "kernel.data(0xffffffff81000000).rw"],
  [[{ name: "kernel", literal: undefined }, { name: "trace", literal: 'a"\n' }], 'kernel.trace("a\\"\\n")'],
])("the text of a point: %#", (components, text) => {
  expect(pointText(components)).toBe(text);
});
