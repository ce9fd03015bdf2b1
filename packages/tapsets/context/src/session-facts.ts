import type { Intrinsic, Parameter, ScalarType } from "@tapset/core";

interface Row {
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly returns: ScalarType;
  readonly doc: string;
  /** The session function that knows. */
  readonly host: string;
}

const kind: Parameter = { name: "kind", type: "string" };
const index: Parameter = { name: "index", type: "long" };

const rows: readonly Row[] = [
  { name: "_seen_pid_namespace", parameters: [], returns: "long", doc: "the namespace of process ids that ns_* speak of, as an inode number", host: "seen_pid_namespace" },
  { name: "_id_maps", parameters: [kind], returns: "long", doc: "how many ranges of ids ns_* map; -1 when ids are as they are", host: "id_map_length" },
  {
    name: "_id_map",
    parameters: [kind, index, { name: "column", type: "long" }],
    returns: "long",
    doc: "a range of ids: its first there (column 0), its first here (1), how many there are (2)",
    host: "id_map_entry",
  },
  { name: "_unmapped_id", parameters: [kind], returns: "long", doc: "what an id is that a user namespace doesn't map", host: "unmapped_id" },
  { name: "_session_name", parameters: [], returns: "string", doc: "what the session is called", host: "session_name" },
  { name: "_session_sizes", parameters: [], returns: "string", doc: "bytes of the session's programs and maps", host: "session_sizes" },
  { name: "_kernel_ranges", parameters: [], returns: "long", doc: "how many ranges of addresses the kernel and its modules have", host: "kernel_range_count" },
  { name: "_kernel_range_start", parameters: [index], returns: "long", doc: "the first address of a range", host: "kernel_range_start" },
  { name: "_kernel_range_end", parameters: [index], returns: "long", doc: "the address behind a range", host: "kernel_range_end" },
  { name: "_kernel_range_name", parameters: [index], returns: "string", doc: "the module of a range, or kernel", host: "kernel_range_name" },
];

/** What begin probes of this package's scripts ask once and keep in globals, for handlers that run in the kernel. */
export const sessionFacts: readonly Intrinsic[] = rows.map(({ name, parameters, returns, doc, host }): Intrinsic => {
  const common = { name, parameters, doc, purity: "reads" } as const;
  return returns === "long"
    ? { ...common, returns, lower: (builder, ...args) => (builder.engine === "session" ? builder.hostLong(host, ...args) : builder.refuse("session-only", `${name}() asks the session`)) }
    : { ...common, returns, lower: (builder, ...args) => (builder.engine === "session" ? builder.hostString(host, ...args) : builder.refuse("session-only", `${name}() asks the session`)) };
});
