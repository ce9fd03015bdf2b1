/** Ends with an exception: what was found can't be, unless Tapset itself is wrong. */
export function bug(message: string): never {
  throw new Error(`bug: ${message}`);
}
