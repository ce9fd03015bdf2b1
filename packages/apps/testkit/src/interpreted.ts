export { type CompiledScript, ScriptRefusedError } from "./compile-script.js";
export { InterpretedKernel, type InterpretedKernelOptions } from "./interpreted-kernel/interpreted-kernel.js";
export { environmentOf, type Surroundings } from "./invented-event.js";
export { InventedMemory } from "./invented-memory.js";
export { type CompiledRun, type CompiledRunOptions, runCompiled } from "./run-compiled.js";
export { PlacedStructure, type PlacedValue, PlacementError } from "./placed-structure.js";
