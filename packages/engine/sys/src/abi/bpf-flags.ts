/** Bits and modes of bpf(2), spelled as in the kernel's `include/uapi/linux/bpf.h`. */

/** Map creation: allocate elements of a hash as they come instead of all at once. */
export const BPF_F_NO_PREALLOC = 1 << 0;
/** Map creation: user space may only read the map through bpf(2). */
export const BPF_F_RDONLY = 1 << 3;
/** Map creation: user space may only write the map through bpf(2). */
export const BPF_F_WRONLY = 1 << 4;
/** Map creation: programs may only read the map. */
export const BPF_F_RDONLY_PROG = 1 << 7;
/** Map creation: programs may only write the map. */
export const BPF_F_WRONLY_PROG = 1 << 8;
/** Map creation: an array can be mapped into memory (since 5.5). */
export const BPF_F_MMAPABLE = 1 << 10;
/** Map creation: an inner array's size may differ from its template's (since 5.10). */
export const BPF_F_INNER_MAP = 1 << 12;

/** Program load: the program may sleep (since 5.10). */
export const BPF_F_SLEEPABLE = 1 << 4;

/** Ring buffer submit: never wake the consumer. */
export const BPF_RB_NO_WAKEUP = 1 << 0;
/** Ring buffer submit: always wake the consumer. */
export const BPF_RB_FORCE_WAKEUP = 1 << 1;
