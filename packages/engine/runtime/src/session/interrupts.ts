/** Tells of wishes to end: calls `listener` for each until the returned function is called. */
export type InterruptSource = (listener: () => void) => () => void;

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Ctrl-C, SIGTERM and SIGHUP of this process. */
export const processInterrupts: InterruptSource = (listener) => {
  for (const signal of signals) process.on(signal, listener);
  return () => {
    for (const signal of signals) process.off(signal, listener);
  };
};
