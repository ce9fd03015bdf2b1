/** What is said of a read of the kernel's memory where `lockdown=confidentiality` forbids it. */
export const LOCKED_READS = {
  id: "kernel-reads-locked",
  message: "this kernel is locked down and lets no program read its memory",
  hint: "use probe points whose values are typed, which still work",
} as const;
