import { expect, test } from "vitest";
import * as asm from "../src/index.js";
import * as interpreter from "../src/interpreter/index.js";

test("the package exports", () => {
  expect(Object.keys(asm).sort()).toEqual([
    "Assembler", "AssemblyError", "MAX_BPF_STACK", "assemble", "disassemble", "helperFunctions", "helperName",
    "printFunction", "printInstruction", "printProgram", "prune",
    "r0", "r1", "r10", "r2", "r3", "r4", "r5", "r6", "r7", "r8", "r9", "registers", "relocate",
  ]);
  expect(Object.keys(interpreter).sort()).toEqual([
    "ArrayMap", "ArrayOfMaps", "Fault", "HashMap", "KeyedMap", "Machine", "Memory", "ProgramArray", "ProgramFault",
    "QueueMap", "RingBuffer", "TailCall", "TaskStorage", "createMap", "words",
  ]);
});
