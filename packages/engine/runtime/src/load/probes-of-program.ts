import { isDeepStrictEqual } from "node:util";
import type { Module } from "@tapset/compiler";
import type { LoadedProgram } from "./load-programs.js";

/** The probes, by their ids, whose handlers a program runs, itself or by tail calls. */
export function probesOfProgram({ ir }: Module, { image }: LoadedProgram): number[] {
  const programs = ir.programs.filter(({ family, attach }) => family === image.family && isDeepStrictEqual(attach, image.attach));
  return [...new Set(programs.flatMap(({ cases }) => cases.map(({ handler }) => handler.probe)))];
}
