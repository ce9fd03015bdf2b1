/** A guest that didn't do what it was sent for; its message ends with the last lines of its console. */
export class GuestError extends Error {
  constructor(what, console) {
    const tail = console.trim().split("\n").slice(-60);
    super(`${what}; the last lines of its console:\n${tail.map((line) => `  ${line.trim() || "(nothing)"}`).join("\n")}`);
    this.name = "GuestError";
  }
}
