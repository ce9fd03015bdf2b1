/** Where a section of SystemTap's language reference (langref.pdf) is tried: subjects of the tables here, and other tests' files. */
export interface SectionProof {
  readonly subjects?: readonly string[];
  readonly files?: readonly string[];
}

const probes = "test/conformance/probes.test.ts";
const refusals = "test/conformance/refusals.test.ts";
const preprocessor = "packages/engine/language/test/preprocessor.test.ts";
const points = "packages/engine/compiler/test/elaborate/points.test.ts";
const trace = "packages/tapsets/kernel/test/trace-family.test.ts";

/** Sections that say how scripts behave; what is about embedded C (3.5–3.8) is not part of the language here. */
export const sections: Readonly<Record<string, SectionProof>> = {
  "1.4.3 recursive functions": { files: ["test/conformance/tables/recursion.ts"] },
  "2.2 tapset scripts": { files: ["packages/engine/core/test/registry.test.ts"] },
  "3.1 probe definitions": { files: [probes] },
  "3.2 probe aliases": { files: [probes, points] },
  "3.3 variables": { subjects: ["assignments", "arrays"], files: [refusals] },
  "3.3.1 unused variables": { files: ["packages/engine/compiler/test/infer/warnings.test.ts"] },
  "3.4 auxiliary functions": { subjects: ["functions"] },
  "4.1 general syntax of probe points": { files: [points, "packages/engine/core/test/matching.test.ts"] },
  "4.9 tracepoints": { files: [trace, probes] },
  "4.10 syscall probes": { files: ["packages/tapsets/syscall/test/derive.test.ts"] },
  "4.11 timer probes": { files: ["packages/tapsets/timer/test/timer-family.test.ts"] },
  "4.12 special probe points": { files: [probes] },
  "5.1 identifiers": { subjects: ["identifiers"] },
  "5.2.2 integers": { subjects: ["number literals"] },
  "5.2.3 strings": { subjects: ["string literals", "strings"] },
  "5.2.4 associative arrays": { subjects: ["arrays"] },
  "5.2.5 statistics": { subjects: ["aggregates", "statistics"] },
  "5.3 semicolons": { subjects: ["white space and semicolons"] },
  "5.4 comments": { subjects: ["comments"] },
  "5.5 whitespace": { subjects: ["white space and semicolons"] },
  "5.6.1 binary numeric operators": { subjects: ["two operands"] },
  "5.6.2 binary string operators": { subjects: ["strings"] },
  "5.6.3 numeric assignment operators": { subjects: ["assignments"] },
  "5.6.4 string assignment operators": { subjects: ["strings"] },
  "5.6.5 unary numeric operators": { subjects: ["one operand, precedence and literals"] },
  "5.6.6 comparison and regular expression operators": { subjects: ["two operands", "strings", "operators of regular expressions"] },
  "5.6.7 ternary operator": { subjects: ["evaluation", "precedence"] },
  "5.6.8 grouping operator": { subjects: ["precedence"] },
  "5.6.9 function call": { subjects: ["functions"] },
  "5.6.10 $ptr->member": { files: [probes] },
  "5.6.11 pointer typecasting": { files: ["test/conformance/session-memory.native.test.ts", "packages/engine/compiler/test/infer/target-expressions.test.ts"] },
  "5.6.12 value in array": { subjects: ["arrays"] },
  "5.7 literals passed in from the command line": { subjects: ["arguments of the command line"] },
  "5.8.1 conditions": { subjects: ["conditional compilation"] },
  "5.8.2 conditions based on target variables": { files: ["packages/engine/compiler/test/infer/target-expressions.test.ts"] },
  "5.8.3 conditions based on kernel version": { subjects: ["conditional compilation"], files: [preprocessor] },
  "5.8.4 conditions based on architecture": { subjects: ["conditional compilation"] },
  "5.8.5 conditions based on privilege level": { files: [preprocessor] },
  "5.9.1 local macros": { subjects: ["macros"] },
  "5.9.2 library macros": { files: [preprocessor] },
  "6.1 break and continue": { subjects: ["loops"] },
  "6.2 try/catch": { subjects: ["errors caught", "unreadable memory"] },
  "6.3 delete": { subjects: ["arrays", "statistics"] },
  "6.5 for": { subjects: ["loops"] },
  "6.6 foreach": { subjects: ["foreach", "sorted foreach"] },
  "6.7 if": { subjects: ["conditions"] },
  "6.8 next": { subjects: ["leaving a handler"] },
  "6.9 null statement": { subjects: ["conditions", "white space and semicolons"] },
  "6.10 return": { subjects: ["functions", "functions left from their loops"] },
  "6.12 while": { subjects: ["loops"] },
  "7 associative arrays: types, capacity, wrapping, iteration, deletion": { subjects: ["arrays", "foreach", "arrays that wrap, emptied"] },
  "8.1 the aggregation operator": { subjects: ["aggregates"] },
  "8.3 integer extractors": { subjects: ["aggregates", "statistics"] },
  "8.4 histogram extractors": { subjects: ["histograms"] },
  "8.5 deletion of statistics": { subjects: ["statistics"] },
  "9 formatted output": { subjects: ["printf", "other printing"] },
};

/** Sections whose probe points no package here offers yet; a family that comes takes its own off the list. */
export const notOffered: readonly string[] = [
  "4.2 built-in probe point types (DWARF probes)", "4.3 function return probes", "4.4 DWARF-less probing", "4.5 userspace probing", "4.6 Java probes", "4.7 procfs probes", "4.8 marker probes",
];
