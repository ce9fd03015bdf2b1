import { isInternalName, type Manifest, type ManifestBackend, type ManifestFunction, type ManifestPattern, type ManifestProbe, type ManifestValue } from "@tapset/core";
import { featureDescriptions } from "@tapset/sys";
import type { RootContent } from "mdast";
import { shortName, type Entry } from "./entry.js";
import { pointsReached, type PointsReached } from "./points-reached.js";
import { block, code, heading, list, paragraph, paragraphs, type Phrase } from "./markdown-nodes.js";

/** Every page of the reference of some tapsets, by tapset: the tapset itself, forms, probes, functions. */
export function entriesOf(manifests: readonly Manifest[]): readonly Entry[] {
  const reached = pointsReached(manifests);
  return manifests.flatMap((manifest) => [
    tapsetEntry(manifest),
    ...manifest.families.flatMap(({ patterns }) => patterns).map((pattern) => formEntry(pattern, manifest.name)),
    ...visible(manifest.probes).map((probe) => probeEntry(probe, manifest, reached)),
    ...overloads(visible(manifest.functions)).map((functions) => functionEntry(functions, manifest.name)),
  ]);
}

/** What is there for scripts, rather than for the tapset itself. */
function visible<Named extends { readonly name: string }>(all: readonly Named[]): readonly Named[] {
  return all.filter(({ name }) => !isInternalName(name));
}

function tapsetEntry({ name, version, summary, families, probes, functions, globals, macros }: Manifest): Entry {
  const forms = families.flatMap(({ patterns }) => patterns);
  return {
    kind: "tapset",
    name,
    tapset: name,
    summary,
    body: [
      heading(2, "Package"),
      paragraph(code(name), ` ${version}: `, code(`npm install ${name}`), "."),
      ...section("Probe points", forms.map(({ form, doc }) => [code(form), `: ${firstLine(doc)}`])),
      ...section("Probes", visible(probes).map((probe) => [code(probe.name), `: ${firstLine(probe.doc)}`])),
      ...section("Functions", visible(functions).map((each) => [code(each.name), `: ${firstLine(each.doc)}`])),
      ...section("Globals", visible(globals).map((each) => [code(each.name), `: ${firstLine(each.doc)}`])),
      ...section("Macros", macros.filter((each) => !isInternalName(each.name.slice(1))).map((each) => [code(each.name), `: ${firstLine(each.doc)}`])),
    ],
  };
}

function formEntry({ form, doc, variables, needs, ways }: ManifestPattern, tapset: string): Entry {
  const common = needs ?? [];
  const attaching = (ways ?? (common.length > 0 ? [[]] : [])).map((way) => [...common, ...way]);
  return {
    kind: "form",
    name: form,
    tapset,
    summary: firstLine(doc),
    body: [
      ...synopsis(form),
      ...description(doc),
      ...section("Context variables", variables.map(valueItem)),
      ...section("Needs of the kernel", attaching.map(needsItem), "The best of these that the kernel has is taken:"),
      ...(attaching.length === 0 ? [heading(2, "Needs of the kernel"), paragraph("Nothing: it fires in the session.")] : []),
      ...seeAlso(tapset),
    ],
  };
}

function probeEntry({ name, doc, context, values, backends }: ManifestProbe, { name: tapset }: Manifest, reached: PointsReached): Entry {
  return {
    kind: "probe",
    name,
    tapset,
    summary: firstLine(doc),
    body: [
      ...synopsis(name),
      ...description(doc),
      ...section("Values", values.map(valueItem)),
      ...(context === undefined ? [] : [heading(2, "Context"), ...paragraphs(context)]),
      ...section("Served by", backends.map((backend) => backendItem(backend, reached)), "The first of these that the kernel has, and that has every value the script reads:", true),
      ...seeAlso(tapset),
    ],
  };
}

function functionEntry(functions: readonly ManifestFunction[], tapset: string): Entry {
  const [first] = functions;
  if (first === undefined) throw new Error("bug: a function without a definition");
  const needs = [...new Set(functions.flatMap((each) => each.needs ?? []))];
  const parameters = new Map(functions.flatMap((each) => each.parameters).map((parameter) => [parameter.name, parameter]));
  return {
    kind: "function",
    name: first.name,
    tapset,
    summary: firstLine(first.doc),
    body: [
      heading(2, "Synopsis"),
      block(functions.map(signature).join("\n")),
      ...description(...new Set(functions.map(({ doc }) => doc))),
      ...section("Arguments", [...parameters.values()].map(({ name, type, doc }) => [code(name), ` (${type})${doc === undefined ? "" : `: ${doc}`}`])),
      ...(needs.length === 0 ? [] : section("Needs of the kernel", [needsItem(needs)], "In handlers that run there:")),
      ...seeAlso(tapset),
    ],
  };
}

/** Functions in order, those of one name together. */
function overloads(functions: readonly ManifestFunction[]): readonly (readonly ManifestFunction[])[] {
  const byName = new Map<string, ManifestFunction[]>();
  for (const each of functions) byName.set(each.name, [...(byName.get(each.name) ?? []), each]);
  return [...byName.values()];
}

/** As scripts declare it: `function substr:string (str:string, start:long)`. */
function signature({ name, parameters, returns }: ManifestFunction): string {
  return `function ${name}${returns === "void" ? "" : `:${returns}`} (${parameters.map((parameter) => `${parameter.name}:${parameter.type}`).join(", ")})`;
}

function valueItem({ name, type, doc }: ManifestValue): readonly Phrase[] {
  return [code(name), ` (${type}): ${doc}`];
}

function backendItem({ point, values, absent = [], needs }: ManifestBackend, reached: PointsReached): readonly Phrase[] {
  const lacks = absent.flatMap(({ name, reason }, index): Phrase[] => [index === 0 ? "; without " : ", ", code(name), ` (${reason})`]);
  const points = reached(point).flatMap((each, index): Phrase[] => [...(index === 0 ? [] : [", "]), code(each)]);
  return [...points, ...(needs.length > 0 ? [`, which needs ${needs.map(featureText).join(" and ")}`] : []), ...(values.length > 0 || lacks.length > 0 ? lacks : [])];
}

function needsItem(needs: readonly string[]): readonly Phrase[] {
  return [needs.map(featureText).join(" and ")];
}

/** A feature with the first Linux that has it: the names are those of `tapset doctor`. */
function featureText(name: string): string {
  const description = featureDescriptions.find((each) => each.name === name);
  return description === undefined ? name : `${name} (Linux ${description.since})`;
}

function synopsis(text: string): readonly RootContent[] {
  return [heading(2, "Synopsis"), block(text)];
}

/** What goes beyond the summary. */
function description(...docs: readonly string[]): readonly RootContent[] {
  const texts = docs.filter((doc) => doc.trim() !== "" && doc.trim() !== firstLine(doc));
  return texts.length === 0 ? [] : [heading(2, "Description"), ...texts.flatMap(paragraphs)];
}

function section(title: string, items: readonly (readonly Phrase[])[], introduction?: string, ordered = false): readonly RootContent[] {
  if (items.length === 0) return [];
  return [heading(2, title), ...(introduction === undefined ? [] : [paragraph(introduction)]), list(items, ordered)];
}

function seeAlso(tapset: string): readonly RootContent[] {
  return [heading(2, "See also"), paragraph(code(`tapset::${shortName(tapset)}`))];
}

function firstLine(doc: string): string {
  return doc.trim().split("\n", 1)[0] ?? "";
}
