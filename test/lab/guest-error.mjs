/** A guest that didn't do what it was sent for; its message ends with the last lines of its console. */
export class GuestError extends Error {
  constructor(what, console) {
    const tail = console.trim().split("\n").slice(-20).map((line) => `  ${line.trimEnd()}\n`);
    super(`${what}; the last lines of its console:\n${tail.join("") || "  (none)\n"}`.trimEnd());
    this.name = "GuestError";
  }
}
