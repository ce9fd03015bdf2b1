import type { Site } from "@tapset/compiler";
import { RecordCursor } from "./record-cursor.js";
import { siteRenderer, type SiteRenderer, type SiteSurroundings } from "./site-renderer.js";

/** Prints the records of a ring. A record is a sequence of entries `u32 site, u32 bytes, arguments…`. */
export class RecordPrinter {
  readonly #cursor: RecordCursor;
  readonly #renderers: readonly SiteRenderer[];

  /** `memory`: where the records lie. */
  constructor(memory: ArrayBuffer, sites: readonly Site[], surroundings: SiteSurroundings) {
    this.#cursor = new RecordCursor(memory);
    this.#renderers = sites.map((site) => siteRenderer(site, surroundings));
  }

  /** Prints one record. */
  readonly print = (byteOffset: number, lengthBytes: number): void => {
    const cursor = this.#cursor;
    const end = byteOffset + lengthBytes;
    for (let entry = byteOffset; entry < end; ) {
      const site = cursor.low(entry);
      const size = cursor.high(entry);
      const render = this.#renderers[site];
      if (render === undefined || size < 8) throw new Error(`bug: a record names site ${site} with ${size} bytes`);
      cursor.at = entry + 8;
      render(cursor);
      entry += size;
    }
  };
}
