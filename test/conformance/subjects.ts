import type { Subject } from "./row.js";
import * as aggregateArrays from "./tables/aggregate-arrays.js";
import * as aggregates from "./tables/aggregates.js";
import * as arithmetic from "./tables/arithmetic.js";
import * as arrayUpdates from "./tables/array-updates.js";
import * as arrays from "./tables/arrays.js";
import * as controlFlow from "./tables/control-flow.js";
import * as enumerators from "./tables/enumerators.js";
import * as errors from "./tables/errors.js";
import * as errorsInExpressions from "./tables/errors-in-expressions.js";
import * as floatingPoint from "./tables/floating-point.js";
import * as functions from "./tables/functions.js";
import * as histograms from "./tables/histograms.js";
import * as keptTexts from "./tables/kept-texts.js";
import * as largeFunctions from "./tables/large-functions.js";
import * as leavingLoops from "./tables/leaving-loops.js";
import * as lexical from "./tables/lexical.js";
import * as memory from "./tables/memory.js";
import * as preprocessing from "./tables/preprocessing.js";
import * as printing from "./tables/printing.js";
import * as recursion from "./tables/recursion.js";
import * as registers from "./tables/registers.js";
import * as regularExpressions from "./tables/regular-expressions.js";
import * as speculation from "./tables/speculation.js";
import * as sprintf from "./tables/sprintf.js";
import * as stringFunctions from "./tables/string-functions.js";
import * as strings from "./tables/strings.js";
import * as varianceLimits from "./tables/variance-limits.js";

/** What the language does, row by row. */
export const subjects: readonly Subject[] = [
  aggregateArrays,
  aggregates,
  arithmetic,
  arrayUpdates,
  arrays,
  controlFlow,
  enumerators,
  errors,
  errorsInExpressions,
  floatingPoint,
  functions,
  histograms,
  keptTexts,
  largeFunctions,
  leavingLoops,
  lexical,
  memory,
  preprocessing,
  printing,
  recursion,
  registers,
  regularExpressions,
  speculation,
  sprintf,
  stringFunctions,
  strings,
  varianceLimits,
].flatMap((table) => Object.values(table));
