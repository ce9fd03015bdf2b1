export { type Compilation, type CompileOptions, type CompilePass, type TimedPass, compile } from "./compile.js";
export { type ElaborateOptions, elaborate, pointMatcher } from "./elaborate/elaborate.js";
export { type ListedProbe, type ListedValue, type Listing, listProbes } from "./elaborate/list-probes.js";
export { type PrintElaboratedOptions, type PrintedTypes, printElaborated } from "./elaborate/print-elaborated.js";
export { type Elaborated, type ElaboratedProbe, type JoinedBody, type SemanticDiagnostic, type ServingBackend, type UnknownName, isBeyondKernel } from "./elaborated.js";
export { emitBpf } from "./emit-bpf/emit-bpf.js";
export { emitJs } from "./emit-js/emit-js.js";
export type { SessionProgram } from "./emit-js/emit-js.js";
export { errorLocation } from "./error-location.js";
export { escapeCharacter } from "./escape-character.js";
export type {
  ElementStore,
  Formatter,
  Iteration,
  LocationIndex,
  LongUpdateOperator,
  MemorySpace,
  SessionEnvironmentName,
  SessionFunction,
  SessionFunctions,
  SessionRuntime,
  SessionValue,
  StatsStore,
  ValueStore,
  VisitedElement,
} from "./emit-js/session-runtime.js";
export { infer } from "./infer/infer.js";
export { printedTypes } from "./infer/printed-types.js";
export { ACCESSOR, ACCESSOR_OPERATORS } from "./layout/accessor-layout.js";
export { GLOBALS_MAP } from "./layout/global-layout.js";
export { bucketCount, bucketOf, bucketValue, EXTREMES, STATS } from "./layout/stats-layout.js";
export { CONTROL, LEDGER } from "./module.js";
export type {
  ArgumentLayout,
  GlobalLayout,
  LedgerBlock,
  MapSpec,
  MapType,
  Module,
  PlannedDirective,
  PlannedSegment,
  ProgramImage,
  SessionEntry,
  Site,
  StatsLayout,
} from "./module.js";
export { DEFAULT_LIMITS } from "./lower/limits.js";
export { printIr } from "./print-ir.js";
export { isSummed, kernelOperators } from "./optimise/kernel-operators.js";
export { foundPart, matches } from "./regex/run-automaton.js";
