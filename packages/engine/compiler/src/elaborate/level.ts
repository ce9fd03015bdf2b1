import { type Alias, type DerivedProbe, type ProbeFamily, pointText } from "@tapset/core";
import { type ChainLink, type Expression, type ProbeDecl, type ProbePoint, print } from "@tapset/language";
import type { ElaboratedProbe, JoinedBody, ServingBackend } from "../elaborated.js";

/** What the levels above a point bring along: the aliases it is being expanded from. */
export interface Level {
  readonly declaration: ProbeDecl;
  readonly written: string;
  /** What the outermost level came to, wildcards expanded; undefined where that is what is derived. */
  readonly name: string | undefined;
  readonly optional: boolean;
  /** Bodies that run before and after those of the levels below. */
  readonly bodies: readonly JoinedBody[];
  readonly conditions: readonly Expression[];
  /** What is being expanded, to know what stands for itself. */
  readonly open: ReadonlySet<object | string>;
  readonly chain: readonly ChainLink[];
  readonly lineage: readonly string[];
  /** The alias whose list is being resolved; undefined for lists of scripts and families. */
  readonly alias: Alias | undefined;
  readonly serving: readonly ServingBackend[];
}

/** Where a declaration's points begin: no alias around them yet. */
export function topLevel(declaration: ProbeDecl): Level {
  return {
    declaration,
    written: "",
    name: undefined,
    optional: false,
    bodies: [{ block: declaration.body, alias: undefined }],
    conditions: [],
    open: new Set(),
    chain: [],
    lineage: [],
    alias: undefined,
    serving: [],
  };
}

/** A derived probe with what the levels above it bring along. */
export function elaboratedProbe(derived: DerivedProbe, family: ProbeFamily, level: Level): ElaboratedProbe {
  const { declaration, written, bodies, conditions, optional, lineage, serving } = level;
  return { declaration, derived, family, written, name: level.name ?? derived.point, bodies, conditions, optional, lineage, serving };
}

/** An alias's prologue runs before everything of the levels above it, its epilogue after. */
export function joinBodies({ declaration }: Alias, inner: readonly JoinedBody[], text: string): readonly JoinedBody[] {
  const body = (block: JoinedBody["block"] | undefined): JoinedBody[] => (block ? [{ block, alias: text }] : []);
  return [...body(declaration.prologue), ...inner, ...body(declaration.epilogue)];
}

/** A point without its mark and condition. */
export function textOf({ components }: ProbePoint): string {
  return pointText(components.map(({ name, param }) => ({ name, literal: param?.value })));
}

/** `a = begin!, end`, or with `+=` where only an epilogue is there. */
export function aliasText({ name, declaration }: Alias): string {
  const operator = declaration.prologue === undefined ? "+=" : "=";
  return `${textOf(name)} ${operator} ${declaration.points.map((point) => print(point)).join(", ")}`;
}
