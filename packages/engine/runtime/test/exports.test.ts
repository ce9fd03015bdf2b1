import * as runtime from "@tapset/runtime";
import { expect, test } from "vitest";

test("the package exports", () => {
  expect(Object.keys(runtime).sort()).toEqual([
    "AttachError", "FdSink", "ProgramRefusedError", "SessionError", "createFormatter", "loadModule", "processInterrupts", "runSession",
  ]);
});
