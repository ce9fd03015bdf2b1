/** What keeps a session from starting although the script is right: no such command, a program the kernel refuses. */
export class SessionError extends Error {
  override readonly name: string = "SessionError";
}
