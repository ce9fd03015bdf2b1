import { getSystemErrorMap } from "node:util";

/** Why a file operation failed, in the system's words: `permission denied`. */
export function systemErrorText(error: unknown): string {
  const { errno, message } = error as NodeJS.ErrnoException;
  return getSystemErrorMap().get(errno ?? 0)?.[1] ?? message;
}
