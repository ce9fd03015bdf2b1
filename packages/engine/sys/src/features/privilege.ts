/** The capabilities that matter to tracing, by their bits. */
const bits = { CAP_NET_ADMIN: 12n, CAP_SYS_PTRACE: 19n, CAP_SYS_ADMIN: 21n, CAP_SYS_RESOURCE: 24n, CAP_PERFMON: 38n, CAP_BPF: 39n } as const;

type Capability = keyof typeof bits;

/** What a process may do. */
export interface Privilege {
  /** Its effective user. */
  readonly uid: number;
  /** Those of its effective capabilities that matter to tracing. */
  readonly capabilities: readonly string[];
  /** Whether it may trace at all. */
  readonly canTrace: boolean;
}

/** What `/proc/PID/status` says of a process's privilege. */
export function privilegeOf(status: string): Privilege {
  const mask = BigInt(`0x${/^CapEff:\s*([0-9a-f]+)$/m.exec(status)?.[1] ?? "0"}`);
  const capabilities = (Object.keys(bits) as Capability[]).filter((name) => ((mask >> bits[name]) & 1n) === 1n);
  const has = (name: Capability): boolean => capabilities.includes(name);
  return {
    // Real, effective, saved, of the filesystem.
    uid: Number(/^Uid:\s*\d+\s+(\d+)/m.exec(status)?.[1] ?? -1),
    capabilities,
    canTrace: has("CAP_SYS_ADMIN") || (has("CAP_BPF") && has("CAP_PERFMON")),
  };
}

/** Whether `/proc/PID/status` shows the effective capabilities that tracing takes. */
export function canTrace(status: string): boolean {
  return privilegeOf(status).canTrace;
}
