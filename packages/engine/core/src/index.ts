export { Builder, Refusal, segmentBound } from "./builder.js";
export type { LoadOptions } from "./builder.js";
export type { Fact } from "./fact.js";
export type { FeatureAnswer, FeatureName } from "./features.js";
export type { HostContext, HostFunctions, Intrinsic, Parameter } from "./intrinsic.js";
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
  StartSpec,
  StatsShape,
  Stmt,
  Stream,
  StringExpr,
  UnaryOperator,
  Update,
} from "./ir.js";
export { currentTask, memberLoad } from "./member-load.js";
export { CONTRACT_VERSION } from "./manifest.js";
export type { Manifest, ManifestFamily, ManifestFunction, ManifestPattern, ManifestProbe, ManifestValue } from "./manifest.js";
export type {
  Attachment,
  AttachModule,
  ContextVariable,
  Derivation,
  DerivedProbe,
  DeriveError,
  EventSource,
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
export type { Target, TraceEvent, TraceEventField } from "./target.js";
export type { Tapset, TapsetModule, TapsetScript } from "./tapset.js";
export type { ScalarType, ValueType } from "./value-type.js";
