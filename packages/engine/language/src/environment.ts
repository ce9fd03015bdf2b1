/** What the preprocessor may ask about the machine and the command line: plain data, so that results repeat. */
export interface Environment {
  /** `kernel_v`: the kernel's version without its release suffix, `6.12.9`. */
  readonly kernelVersion: string;
  /** `kernel_vr`: the whole release, `6.12.9-amd64`. */
  readonly kernelRelease: string;
  /** `arch`: as the kernel build system names it, `x86_64`. */
  readonly arch: string;
  /** `CONFIG_…`: the value (`y`, `m`, text without quotes); undefined when it is not set. */
  readonly config: (name: string) => string | undefined;
  /** `systemtap_v`: the version of SystemTap whose language this is. */
  readonly systemtapVersion: string;
  /** `systemtap_privilege` */
  readonly privilege: "stapdev" | "stapsys" | "stapusr";
  /** `runtime`: `kernel`, `dyninst` or `bpf` in SystemTap. */
  readonly runtime: string;
  /** `guru_mode` */
  readonly guru: boolean;
  /** The script's arguments: `$1`, `@1`. */
  readonly args: readonly string[];
}

/** What is assumed where the caller says nothing: no kernel, no options, no arguments. */
export const defaultEnvironment: Environment = {
  kernelVersion: "6.1.0",
  kernelRelease: "6.1.0",
  arch: "x86_64",
  config: () => undefined,
  systemtapVersion: "4.8",
  privilege: "stapdev",
  runtime: "kernel",
  guru: false,
  args: [],
};
