import type { Intrinsic } from "@tapset/core";

/** The function in a point such as `kernel.function("vfs_read@fs/read_write.c:1").call`, or the trace event's or call's name. */
function functionOf(point: string): string {
  const quoted = /\((?:"(?:[^":]*:)?([^"@]*)[^"]*")\)/.exec(point);
  return quoted?.[1] ?? point.replace(/\.return$/, "").replace(/^.*\./, "");
}

/** Which probe runs. */
export const probeFunctions: readonly Intrinsic[] = [
  {
    name: "pp",
    parameters: [],
    returns: "string",
    doc: "the running probe point, with aliases and wildcards expanded",
    purity: "pure",
    lower: (builder) => builder.point,
  },
  {
    name: "probefunc",
    parameters: [],
    returns: "string",
    doc: "the name of the probed function or trace event",
    purity: "pure",
    lower: (builder) =>
      builder.point.op === "text"
        ? builder.text(functionOf(builder.point.text))
        : builder.refuse("ambiguous-point", "probefunc() differs between the points this handler serves", "use name or pp() in its place"),
  },
  {
    name: "is_return",
    parameters: [],
    returns: "long",
    doc: "1 in a return probe, else 0",
    purity: "pure",
    lower: (builder) => builder.constant(builder.point.op === "text" && /\.return\b/.test(builder.point.text) ? 1 : 0),
  },
];
