/** The calling process and its threads. */
export interface ProcessControl {
  pid(): number;
  tid(): number;
  /** Returns when every CPU has passed through a state in which no BPF program was half done (membarrier GLOBAL, since 4.3). */
  awaitGracePeriod(): void;
  /** CPUs the calling thread may run on. */
  affinity(): number[];
  setAffinity(cpus: readonly number[]): void;
  /** The kernel sends this signal when the parent dies (prctl PR_SET_PDEATHSIG); 0 takes the wish back. */
  setParentDeathSignal(signal: number): void;
}
