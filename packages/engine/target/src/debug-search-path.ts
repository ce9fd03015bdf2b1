/** A file whose debug information is wanted. */
export interface DebugWanted {
  /** Where the file is, with its links followed. */
  readonly path: string;
  /** In hexadecimal; undefined for a file without one. */
  readonly buildId: string | undefined;
  /** The name that the file gives (`.gnu_debuglink`), with the CRC-32 of what it means. */
  readonly link: { readonly fileName: string; readonly crc: number } | undefined;
}

/** A place where the debug information may be. */
export interface DebugCandidate {
  readonly path: string;
  /** Whether its checksum has to be the one that the link gives, when there's no build-id to compare. */
  readonly checksSum: boolean;
}

/** SystemTap's own default. */
export const USUAL_DEBUG_PATH = "+:.debug:/usr/lib/debug:build";

/**
 * Where a file's debug information may be, by SYSTEMTAP_DEBUGINFO_PATH: a list with colons between. An empty entry is the file's own
 * folder, a relative one a folder below that, an absolute one a folder with the file's own path below it (or the name alone), and
 * with build-ids below `.build-id`. `+` and `-` before an entry, or alone, say whether checksums are compared from there on.
 */
export function debugCandidates(wanted: DebugWanted, searchPath: string = USUAL_DEBUG_PATH): DebugCandidate[] {
  const { path, buildId, link } = wanted;
  const slash = path.lastIndexOf("/");
  const [folder, base] = [path.slice(0, slash), path.slice(slash + 1)];
  const names = link === undefined ? [`${base}.debug`, base] : [link.fileName];
  const entries = parseSearchPath(searchPath);
  const found: DebugCandidate[] = [];
  if (buildId !== undefined && buildId.length > 2) {
    for (const { text } of entries.filter((entry) => entry.text.startsWith("/"))) {
      found.push({ path: `${text}/.build-id/${buildId.slice(0, 2)}/${buildId.slice(2)}.debug`, checksSum: false });
    }
  }
  for (const { text, checksSum } of entries) {
    const folders = text.startsWith("/") ? [`${text}${folder}`, text] : [text === "" ? folder : `${folder}/${text}`];
    for (const each of folders) for (const name of names) found.push({ path: `${each}/${name}`, checksSum });
  }
  // Its own debug information a file may always have.
  return [{ path, checksSum: false }, ...found.filter((candidate) => candidate.path !== path)];
}

function parseSearchPath(searchPath: string): { readonly text: string; readonly checksSum: boolean }[] {
  let checksSum = true;
  return searchPath.split(":").map((entry) => {
    if (entry.startsWith("+")) checksSum = true;
    else if (entry.startsWith("-")) checksSum = false;
    return { text: entry.replace(/^[+-]/, "").replace(/\/+$/, ""), checksSum };
  });
}
