export { Btf } from "./btf.js";
export { BtfError } from "./btf-error.js";
export type {
  ArrayType,
  CType,
  CTypeKind,
  CTypeOf,
  DeclarationTag,
  Enumerator,
  EnumType,
  FloatType,
  ForwardType,
  FunctionPrototype,
  FunctionType,
  IntType,
  Member,
  Parameter,
  PointerType,
  QualifiedType,
  SectionType,
  SectionVariable,
  StructType,
  TypedefType,
  TypeRecord,
  TypeTag,
  UnionType,
  VariableType,
  VoidType,
} from "./c-type.js";
export { memberNames, resolvePath, scalarOf } from "./member-path.js";
export type { DynamicIndex, PathAccess, PathProblem, PathResult, PathStep, Scalar } from "./member-path.js";
export { tracepointArguments, tracepoints, tracepointTypeId, type TracepointArgument } from "./tracepoints.js";
export { isCharacter, type Modifier, pointee, POINTER_SIZE, sizeOf, skipModifiers } from "./type-walk.js";
export { hasPointerAt } from "./pointer-at.js";
export { printType } from "./print-type.js";
export { BtfBuilder, type MemberRecord, type ParameterRecord } from "./btf-builder.js";
export {
  encodeFunctionInfo,
  encodeLineInfo,
  FUNCTION_RECORD_SIZE,
  LINE_RECORD_SIZE,
  type FunctionRecord,
  type LineRecord,
} from "./program-info.js";
export { subset, type TypeName } from "./subset.js";
