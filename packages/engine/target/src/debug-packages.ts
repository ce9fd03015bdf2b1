/** How a distribution's users get debug information. */
interface DebugPackages {
  /** Of the kernel and its modules. */
  kernel(release: string): string;
  /** Of a program or library. */
  file(path: string): string;
}

/** By ID of os-release(5). */
const DISTRIBUTIONS: Readonly<Record<string, DebugPackages>> = {
  debian: {
    kernel: (release) => `install linux-image-${release}-dbg`,
    file: (path) => `install the -dbgsym package of what 'dpkg -S ${path}' prints (from Debian's debug archive)`,
  },
  ubuntu: {
    kernel: (release) => `install linux-image-${release}-dbgsym (from Ubuntu's archive of debug packages)`,
    file: (path) => `install the -dbgsym package of what 'dpkg -S ${path}' prints (from Ubuntu's archive of debug packages)`,
  },
  fedora: {
    kernel: (release) => `run 'dnf debuginfo-install kernel-${release}'`,
    file: (path) => `run 'dnf debuginfo-install ${path}'`,
  },
  rhel: {
    kernel: (release) => `run 'debuginfo-install kernel-${release}'`,
    file: (path) => `run 'debuginfo-install ${path}'`,
  },
  opensuse: {
    kernel: () => "install kernel-default-debuginfo",
    file: (path) => `install the -debuginfo package of what 'rpm -qf ${path}' prints`,
  },
};

const ANY: DebugPackages = {
  kernel: (release) => `install the debug information of the kernel ${release}`,
  file: (path) => `install the debug information of ${path}, or compile it with -g`,
};

/** How debug information is had on the system that an os-release(5) text describes: its own way, or that of what it's like. */
export function debugPackages(osRelease: string): DebugPackages {
  const field = (name: string): string => new RegExp(`^${name}="?([^"\n]*)`, "m").exec(osRelease)?.[1] ?? "";
  const ids = `${field("ID")} ${field("ID_LIKE")}`.split(/\s+/);
  const known = ids.map((id) => DISTRIBUTIONS[id.replace(/^opensuse.*/, "opensuse")]);
  return known.find((each) => each !== undefined) ?? ANY;
}
