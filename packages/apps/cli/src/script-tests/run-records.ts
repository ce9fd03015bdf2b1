/** What a run in ndjson wrote, read back. */
export interface RunRecords {
  /** A latin1 character a byte, as UTF-8 where it is that. */
  readonly output: string;
  readonly warnings: readonly string[];
  readonly errors: readonly string[];
  /** By kind, over all probes. */
  readonly losses: ReadonlyMap<string, bigint>;
}

type OutputRecord =
  | { readonly type: "output"; readonly text: string }
  | { readonly type: "warning" | "error"; readonly message: string }
  | { readonly type: "loss"; readonly kind: string; readonly count: number | null }
  | { readonly type: "end" };

/** How many handlers failed is said beside the errors themselves. */
const ERROR_COUNT = /^Number of errors: \d+, skipped probes: \d+$/;

/** Takes apart what a session in ndjson wrote to its two streams (schemas/output-record.schema.json). */
export function readRecords(stdout: string, stderr: string): RunRecords {
  const records = Buffer.from(stdout, "latin1").toString("utf8").split("\n").filter((line) => line !== "").map((line) => JSON.parse(line) as OutputRecord);
  const messages = (type: "warning" | "error"): string[] => records.flatMap((record) => (record.type === type ? [record.message] : []));
  const losses = new Map<string, bigint>();
  for (const record of records) {
    if (record.type === "loss" && record.count !== null) losses.set(record.kind, (losses.get(record.kind) ?? 0n) + BigInt(record.count));
  }
  const log = Buffer.from(stderr, "latin1").toString("utf8");
  return {
    output: records.map((record) => (record.type === "output" ? record.text : "")).join(""),
    warnings: [...messages("warning").filter((message) => !ERROR_COUNT.test(message)), ...log.split("\n").filter((line) => line !== "")],
    errors: messages("error"),
    losses,
  };
}
