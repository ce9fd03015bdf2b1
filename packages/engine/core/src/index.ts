export { type Alias, type ScriptFile, aliasesOf, bodiesOf } from "./alias.js";
export { type Automaton, DEAD_STATE, MATCHED_STATE, NOWHERE, POSITION, type RegisterMove } from "./automaton.js";
export { variablesReadFirst, variablesWritten } from "./body-variables.js";
export { type BuiltManifest, type ManifestSources, buildManifest, printManifest } from "./build-manifest.js";
export { Builder, IrNodes, mayHoldNul, noProbe, Refusal, type RunningProbe, segmentBound } from "./builder.js";
export type { Kept, LastMatch, LoadOptions } from "./builder.js";
export { ConfigurationError } from "./configuration-error.js";
export type { DebugInfo, DebugInfoAnswer, DebugSubject } from "./debug-info.js";
export { DebugImage, debugImage } from "./debug-image.js";
export { debugTypeNamed } from "./debug-named-type.js";
export { debugScope, type DebugScopeOptions } from "./debug-scope.js";
export { debugType } from "./debug-type.js";
export { debugTypes, type DebugTypes } from "./debug-types.js";
export { type DebugVariable, debugVariables } from "./debug-variable.js";
export { type DebugContext, debugValue, termValue } from "./debug-value.js";
export { type DocComment, parseDocComment } from "./doc-comment.js";
export { closest, didYouMean, editDistance } from "@tapset/language";
export { escapeText, escapeWithin, quoteText } from "./escape-text.js";
export { errorNames } from "./error-names.js";
export type { Fact } from "./fact.js";
export type { FeatureAnswer, FeatureName } from "./features.js";
export { type FileRange, type FileView, noFiles } from "./file-view.js";
export { globMatcher, isPattern, textsOfPattern } from "./glob.js";
export type { HostContext, HostFunction, HostFunctions, Intrinsic, Parameter } from "./intrinsic.js";
export type {
  Access,
  AttachSpec,
  BinaryOperator,
  Comparison,
  Directive,
  EntryRecord,
  EntrySlot,
  EnvironmentName,
  Expr,
  Global,
  GlobalKey,
  FunctionBody,
  Gather,
  Handler,
  HistogramShape,
  Ir,
  KernelCase,
  KernelProgram,
  Limits,
  Local,
  LongExpr,
  ProbeInfo,
  ProgramKind,
  Segment,
  SessionHandler,
  SortOrder,
  StackName,
  StartSpec,
  StatsShape,
  Stmt,
  Stream,
  StringExpr,
  UnaryOperator,
  Update,
} from "./ir.js";
export { perfTracepointCallers, rawTracepointCallers, tracepointCallers } from "./tracepoint-callers.js";
export { READ_LENGTH_BYTES, READ_MARKS, READ_PLAN_WORDS, type ReadPart, readBytes, readParts, type ReadPlans, type ReadStep } from "./read-plan.js";
export { STACK_ADDRESS_BYTES, STACK_DEPTH } from "./stack-text.js";
export { currentTask, memberAccess, memberLoad } from "./member-load.js";
export { doctorReportProblems } from "./generated/doctor-report-problems.js";
export { manifestProblems } from "./generated/manifest-problems.js";
export { outputRecordProblems } from "./generated/output-record-problems.js";
export { scriptTestProblems } from "./generated/script-test-problems.js";
export { loadManifest, requireContract } from "./load-manifest.js";
export { type PackageReader, loadTapset } from "./load-tapset.js";
export { isInternalName } from "./internal-name.js";
export { CONTRACT_VERSION } from "./manifest.js";
export type {
  Manifest,
  ManifestAbsence,
  ManifestAddition,
  ManifestBackend,
  ManifestFamily,
  ManifestFunction,
  ManifestName,
  ManifestParameter,
  ManifestPattern,
  ManifestProbe,
  ManifestValue,
} from "./manifest.js";
export { type ComparedManifest, loadComparedManifest } from "./manifest-diff/compared-manifest.js";
export { type ManifestChange, manifestChanges } from "./manifest-diff/manifest-changes.js";
export { type Effect, type Step, effects, greatestEffect, leastStep, saysEnough, stepBetween, steps } from "./manifest-diff/semver-step.js";
export { type Candidate, type MatchResult, PointMatcher, isWildcard, matchesNames } from "./matching.js";
export type { Mismatch, MismatchId } from "./mismatch.js";
export { PointSupply, type Supply } from "./point-supply.js";
export { componentForm, literalType, patternForm, pointText } from "./point-text.js";
export { type ProbeRegisters, registersAt, registersInContext, userRegisters } from "./probe-registers.js";
export type {
  Attachment,
  AttachModule,
  AttachSession,
  ContextVariable,
  Derivation,
  DerivedProbe,
  DeriveError,
  EventSource,
  JointAttachment,
  KernelSite,
  Match,
  MatchedComponent,
  Pattern,
  PatternComponent,
  ProbeFamily,
  Scope,
  SessionHost,
  SessionSite,
  StartModule,
} from "./probe-family.js";
export { noProcesses, type CodePlace, type ProcessView } from "./process-view.js";
export { faultAddress, markedAddress, quotedText, spellMarked } from "./quoted-text.js";
export { type Registry, type RegistryMacros, type Usable, registry } from "./registry.js";
export type { LoadedTapset, RegistryView, TapsetFunction, TapsetGlobal } from "./registry-view.js";
export { layeredScope, lazyScope, scopeOf } from "./scope.js";
export { nameFact, type Nameless } from "./name-fact.js";
export { narrowed } from "./narrowed.js";
export { memberOfWords, structureOfWords, wordsIn } from "./structure-words.js";
export { type SchemaProblem, describeProblem } from "./schema-problem.js";
export { type ScriptNames, namesIn, pointNames } from "./script-names.js";
export type { SourceLine } from "@tapset/elf";
export { parseSourcePattern, type SourceLines, type SourcePattern } from "./source-pattern.js";
export { functionBeginnings, type FoundStatements, sourceFunctions, type SourcePlace, spansLines, statementPlaces } from "./source-places.js";
export type { KernelSymbol, KernelSymbolTable, SymbolizedAddress } from "./kernel-symbols.js";
export type { Target, TraceEvent, TraceEventField } from "./target.js";
export { unknownTarget } from "./unknown-target.js";
export type { Tapset, TapsetModule, TapsetScript } from "./tapset.js";
export type { ScalarType, ValueType } from "./value-type.js";
