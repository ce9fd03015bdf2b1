import { appendFileSync, writeFileSync } from "node:fs";

const path = process.env["TAPSET_TRANSCRIPT"];

/** Keeps what people do in the file that the environment variable TAPSET_TRANSCRIPT names; nothing where there is none. */
export function transcribe(text: string): void {
  if (path !== undefined) appendFileSync(path, text);
}

/** Begins it anew. */
export function beginTranscript(): void {
  if (path !== undefined) writeFileSync(path, "");
}
