import { expect, test } from "vitest";
import * as testkit from "../src/index.js";

test("the package exports these values and no others", () => {
  expect(Object.keys(testkit).sort()).toEqual([
    "InterpretedKernel", "InventedMemory", "MemorySink", "ScriptRefusedError", "compatProgram", "compileScript", "counter", "defaultTarget",
    "derivePoint", "folderTapset", "installedTapset", "madeTapset", "manifestTables", "nativeSession", "needs", "passNs", "readmeProblems",
    "runScript", "scriptBlocks", "toldSession", "traceEvent", "tracepoint",
  ]);
});
