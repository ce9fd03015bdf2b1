/** What a walk through folders asks for. */
export interface FolderView {
  list(folder: string): readonly { readonly name: string; readonly isFolder: boolean }[];
  isFile(path: string): boolean;
}

/** Folders within folders beyond this are a circle of links. */
const MOST_FOLDERS = 40;

/** The regular files whose paths match a pattern, ascending. Names that begin with a dot are matched by a dot alone, as in a shell. */
export function globPaths(pattern: string, view: FolderView): readonly string[] {
  const parts = pattern.split("/").filter((part, index) => part !== "" || index === 0);
  const [first = "", ...rest] = parts;
  const found = new Set<string>();
  const walk = (folder: string, remaining: readonly string[], depth: number): void => {
    const [part, ...others] = remaining;
    if (part === undefined || depth > MOST_FOLDERS) return;
    const below = (name: string): string => (folder === "" ? `/${name}` : folder === "." ? name : `${folder}/${name}`);
    if (part === "**") {
      walk(folder, others, depth);
      for (const entry of view.list(folder === "" ? "/" : folder)) {
        if (entry.isFolder && !entry.name.startsWith(".")) walk(below(entry.name), remaining, depth + 1);
      }
      return;
    }
    const names = isPattern(part) ? namesMatching(view, folder, part, others.length > 0) : [part];
    for (const name of names) {
      if (others.length > 0) walk(below(name), others, depth + 1);
      else if (view.isFile(below(name))) found.add(below(name));
    }
  };
  // A path that doesn't begin with a slash is one of the working folder.
  if (first === "") walk("", rest, 0);
  else walk(".", parts, 0);
  return [...found].sort();
}

function namesMatching(view: FolderView, folder: string, part: string, wantsFolders: boolean): string[] {
  const expression = new RegExp(`^${part.replace(/[.+^${}()|\\]/g, "\\$&").replaceAll("*", ".*").replaceAll("?", ".").replaceAll("[!", "[^")}$`, "s");
  return view
    .list(folder === "" ? "/" : folder)
    .filter(({ name, isFolder }) => (isFolder || !wantsFolders) && expression.test(name) && (part.startsWith(".") || !name.startsWith(".")))
    .map(({ name }) => name);
}

function isPattern(part: string): boolean {
  return /[*?]|\[[^\]]+\]/.test(part);
}
