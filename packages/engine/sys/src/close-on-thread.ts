import { close } from "node:fs";

/** Closes a descriptor on one of Node's threads, of which there are four unless UV_THREADPOOL_SIZE says otherwise. Closing doesn't fail. */
export function closeOnThread(number: number): Promise<void> {
  return new Promise((resolve) => {
    close(number, () => resolve());
  });
}
