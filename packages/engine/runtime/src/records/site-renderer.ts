import type { Site } from "@tapset/compiler";
import type { Output } from "../output/output.js";
import { type SegmentWriter, segmentWriters } from "./segment-writers.js";
import type { RecordCursor } from "./record-cursor.js";

/** Acts on one entry of a record; the cursor stands at its first argument. */
export type SiteRenderer = (cursor: RecordCursor) => void;

/** What entries act on. */
export interface SiteSurroundings {
  readonly output: Output;
  /** Points by probe id. */
  readonly points: readonly string[];
  readonly exit: () => void;
  readonly failed: () => void;
  /** A text of a probe was cut. */
  readonly truncated: (probe: number) => void;
}

type PrintSite = Extract<Site, { kind: "print" }>;
type ErrorSite = Extract<Site, { kind: "error" }>;

/** Makes the renderer of a site: what it prints is worked out once, not for each record. */
export function siteRenderer(site: Site, surroundings: SiteSurroundings): SiteRenderer {
  switch (site.kind) {
    case "print":
      return printRenderer(site, surroundings);
    case "error":
      return errorRenderer(site, surroundings);
    case "decide":
      return (cursor) => surroundings.output.decide(cursor.long(), site.keep);
    case "exit":
      return surroundings.exit;
  }
}

function printRenderer(site: PrintSite, surroundings: SiteSurroundings): SiteRenderer {
  const { output } = surroundings;
  if (site.isHeld) {
    const text = textOf({ ...site, arguments: site.arguments.slice(1) }, surroundings);
    return (cursor) => output.hold(cursor.long(), text(cursor));
  }
  if (site.stream !== "output") {
    const text = textOf(site, surroundings);
    return (cursor) => output.print(site.stream, text(cursor));
  }
  const writers = writersOf(site, surroundings);
  const { buffer } = output;
  return (cursor) => {
    for (const write of writers) write(cursor, buffer);
  };
}

function errorRenderer(site: ErrorSite, surroundings: SiteSurroundings): SiteRenderer {
  const { output, points, failed } = surroundings;
  const text = textOf(site, surroundings);
  return (cursor) => {
    output.message({ type: "error", message: text(cursor), probe: points[site.probe], location: site.location });
    failed();
  };
}

/** The site's text, put together at the end of the output and taken away from there. */
function textOf(site: PrintSite | ErrorSite, surroundings: SiteSurroundings): (cursor: RecordCursor) => string {
  const writers = writersOf(site, surroundings);
  const { buffer } = surroundings.output;
  return (cursor) => {
    const start = buffer.length;
    for (const write of writers) write(cursor, buffer);
    const text = buffer.bytes.toString("latin1", start, buffer.length);
    buffer.length = start;
    return text;
  };
}

function writersOf({ segments, arguments: layouts, probe }: PrintSite | ErrorSite, { truncated }: SiteSurroundings): SegmentWriter[] {
  return segmentWriters(segments, layouts.values(), () => truncated(probe));
}
