import { bucketCount } from "../../src/layout/stats-layout.js";
import type { ArgumentLayout, PlannedDirective, PlannedSegment, Site } from "../../src/module.js";

/** Reads a ring record's entries and says what the session would print: errors as `ERROR: …`, exit as `EXIT`. */
export function decodeRecord(sites: readonly Site[], record: Uint8Array): string[] {
  const view = new DataView(record.buffer, record.byteOffset, record.byteLength);
  const lines: string[] = [];
  for (let at = 0; at < record.byteLength; ) {
    const site = sites[view.getUint32(at, true)];
    const bytes = view.getUint32(at + 4, true);
    if (site === undefined || bytes < 8 || bytes % 8 !== 0 || at + bytes > record.byteLength) throw new Error(`entry at ${at}: malformed`);
    lines.push(decodeEntry(site, new Reader(record.subarray(at + 8, at + bytes))));
    at += bytes;
  }
  return lines;
}

function decodeEntry(site: Site, reader: Reader): string {
  if (site.kind === "exit") return "EXIT";
  const values = site.arguments.map((layout) => reader.value(layout));
  const text = render(site.segments, values);
  if (values.length > 0) throw new Error("more arguments than the segments take");
  if (reader.left > 0) throw new Error(`${reader.left} bytes of an entry are left over`);
  return site.kind === "error" ? `ERROR: ${text}${site.location === undefined ? "" : ` ${site.location}`}` : text;
}

class Reader {
  #at = 0;
  constructor(private readonly bytes: Uint8Array) {}

  get left(): number {
    return this.bytes.length - this.#at;
  }

  value(layout: ArgumentLayout): bigint | string {
    const view = new DataView(this.bytes.buffer, this.bytes.byteOffset + this.#at, this.bytes.byteLength - this.#at);
    if (layout.kind === "long") {
      this.#at += 8;
      return view.getBigInt64(0, true);
    }
    if (layout.kind === "fact") return layout.fact.render(...layout.raw.map((raw) => this.value(raw)));
    if (layout.kind === "fixed") return this.#text(layout.size, layout.size);
    const length = view.getUint32(0, true);
    this.#at += 8;
    const size = (length + 7) & ~7;
    return layout.kind === "bytes" ? this.#bytes(length, size) : this.#text(length, size);
  }

  #text(length: number, size: number): string {
    return this.#bytes(length, size).split("\0")[0] ?? "";
  }

  #bytes(length: number, size: number): string {
    const bytes = Buffer.from(this.bytes.subarray(this.#at, this.#at + length)).toString("latin1");
    this.#at += size;
    return bytes;
  }
}

function render(segments: readonly PlannedSegment[], values: (bigint | string)[]): string {
  return segments
    .map((segment) => {
      if (segment.kind === "text") return segment.text;
      if (segment.kind === "histogram") return `[${values.splice(0, bucketCount(segment.shape)).join(" ")}]`;
      if (segment.kind === "choice") {
        const isChosen = values.shift() !== 0n;
        const [then, otherwise] = [render(segment.then, values), render(segment.otherwise, values)];
        return isChosen ? then : otherwise;
      }
      const width = takeNumber(segment.directive.width, values);
      const precision = takeNumber(segment.directive.precision, values);
      if (segment.kind === "nested") return pad(render(segment.segments, values).slice(0, segment.bound).slice(0, precision), segment.directive, width);
      return pad(convert(segment.directive, values.shift(), precision), segment.directive, width);
    })
    .join("");
}

function takeNumber(part: number | "argument" | undefined, values: (bigint | string)[]): number | undefined {
  return part === "argument" ? Number(values.shift()) : part;
}

function convert({ conversion, alternate }: PlannedDirective, value: bigint | string | undefined, precision: number | undefined): string {
  if (value === undefined) throw new Error("fewer arguments than the segments take");
  if (typeof value === "string") return value.slice(0, precision);
  if (conversion === "x") return (alternate ? "0x" : "") + BigInt.asUintN(64, value).toString(16);
  if (conversion === "c") return String.fromCharCode(Number(value & 0xffn));
  return (conversion === "u" ? BigInt.asUintN(64, value) : value).toString();
}

function pad(text: string, { minus, zero }: PlannedDirective, width = 0): string {
  if (minus) return text.padEnd(width);
  const sign = zero && text.startsWith("-") ? "-" : "";
  return sign + text.slice(sign.length).padStart(width - sign.length, zero ? "0" : " ");
}
