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
export type { Access, DynamicIndex, PathProblem, PathResult, PathStep, Scalar } from "./member-path.js";
export { isCharacter, type Modifier, pointee, POINTER_SIZE, sizeOf, skipModifiers } from "./type-walk.js";
