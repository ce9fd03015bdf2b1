import type { TraceEvent, TraceEventField } from "@tapset/core";

/**
 * The `format` file of a trace event. undefined for text that isn't one: no `name`, no `ID`, or a field of unknown shape.
 *
 *     name: sched_switch
 *     ID: 372
 *     format:
 *     	field:char prev_comm[16];	offset:8;	size:16;	signed:0;
 *
 *     print fmt: "prev_comm=%s", REC->prev_comm
 */
export function parseTraceEventFormat(subsystem: string, text: string): TraceEvent | undefined {
  const name = /^name: (\S+)$/m.exec(text)?.[1];
  const id = /^ID: (\d+)$/m.exec(text)?.[1];
  if (name === undefined || id === undefined) return undefined;
  const fields: TraceEventField[] = [];
  for (const [, line = ""] of text.matchAll(/^\t(field:.*)$/gm)) {
    const field = parseField(line);
    if (field === undefined) return undefined;
    fields.push(field);
  }
  const printFormat = /^print fmt: (.*)$/ms.exec(text)?.[1]?.trimEnd() ?? "";
  return { subsystem, name, id: Number(id), fields, printFormat };
}

const FIELD = /^field:(?<type>.*?[\s*])(?<name>\w+)(?<array>(?:\[[^\]]*\])*);\s*offset:(?<offset>\d+);\s*size:(?<size>\d+);\s*signed:(?<signed>[01]);/;

/** What the dynamic locations are called where a field's type begins. */
const LOCATIONS = [
  ["__data_loc ", "data_loc"],
  ["__rel_loc ", "rel_loc"],
] as const;

function parseField(line: string): TraceEventField | undefined {
  const { type = "", name, array = "", offset, size, signed } = FIELD.exec(line)?.groups ?? {};
  if (name === undefined) return undefined;
  const length = arrayLength(array);
  return {
    name,
    type: type.trim(),
    offset: Number(offset),
    size: Number(size),
    signed: signed === "1",
    location: LOCATIONS.find(([prefix]) => type.startsWith(prefix))?.[1] ?? "inline",
    ...(length !== undefined && { length }),
  };
}

/** `[4][6]` is 24; undefined without brackets. A length that is a constant's name, not a number, counts as 0: unknown. */
function arrayLength(brackets: string): number | undefined {
  if (brackets === "") return undefined;
  return [...brackets.matchAll(/\[([^\]]*)\]/g)].reduce((product, [, digits = ""]) => product * (Number(digits) || 0), 1);
}
