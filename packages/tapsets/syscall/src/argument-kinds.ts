import type { ArgumentKind } from "./argument-kind.js";
import { constantKinds } from "./kinds/constant-kinds.js";
import { dependentKinds } from "./kinds/dependent-kinds.js";
import { listKinds } from "./kinds/list-kinds.js";
import { numberKinds } from "./kinds/number-kinds.js";
import { socketAddressKind } from "./kinds/socket-address-kind.js";
import { environmentKind, stringVectorKind } from "./kinds/string-vector-kinds.js";
import { structureKinds } from "./kinds/structure-kinds.js";
import { textKinds } from "./kinds/text-kinds.js";
import { utsnameKind } from "./kinds/utsname-kind.js";

/** Every kind that data/syscalls.json may name. A table of constants is a kind of its own. */
export const argumentKinds: ReadonlyMap<string, ArgumentKind> = new Map([
  ...numberKinds,
  ...textKinds,
  ...constantKinds,
  ...structureKinds,
  ...listKinds,
  ...dependentKinds,
  ["socket_address", socketAddressKind],
  ["string_vector", stringVectorKind],
  ["environment", environmentKind],
  ["utsname", utsnameKind],
]);
