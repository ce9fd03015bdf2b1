import { expect, it } from "vitest";
import { encodeFunctionInfo, encodeLineInfo, FUNCTION_RECORD_SIZE, LINE_RECORD_SIZE } from "../src/index.js";

it("writes bpf_func_info records", () => {
  const bytes = encodeFunctionInfo([
    { instruction: 0, typeId: 3 },
    { instruction: 260, typeId: 4 },
  ]);
  expect([...bytes]).toEqual([0, 0, 0, 0, 3, 0, 0, 0, 4, 1, 0, 0, 4, 0, 0, 0]);
  expect(bytes.length).toBe(2 * FUNCTION_RECORD_SIZE);
});

it("writes bpf_line_info records, line and column packed and clamped", () => {
  const place = { instruction: 1, fileOffset: 2, lineOffset: 3 };
  const bytes = encodeLineInfo([
    { ...place, line: 5, column: 7 },
    { ...place, line: 1e9, column: 5000 },
  ]);
  expect(bytes.length).toBe(2 * LINE_RECORD_SIZE);
  expect([...new Uint32Array(bytes.buffer)]).toEqual([1, 2, 3, (5 << 10) | 7, 1, 2, 3, 0xffff_ffff]);
});
