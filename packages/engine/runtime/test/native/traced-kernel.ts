import { createKernel, type Fd } from "@tapset/sys";

/** A kernel that knows of every descriptor that is still open. */
export function tracedKernel() {
  const open = new Map<Fd, string>();
  const kernel = createKernel({ tracer: { opened: (fd, what) => open.set(fd, what), closed: (fd) => open.delete(fd) } });
  return { kernel, open };
}
