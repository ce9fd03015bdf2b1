import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { prepareTemplates } from "../../../../tools/templates.mjs";
import { publicPackages } from "../../../../tools/public-packages.mjs";

/** The repository. */
export const root = fileURLToPath(new URL("../../../../", import.meta.url));

/** A folder outside the repository, with the templates and an installation of everything. Whoever makes it takes it away. */
export interface ScratchFolder {
  readonly folder: string;
  readonly templates: string;
  remove(): void;
}

export function scratchFolder(): ScratchFolder {
  const folder = mkdtempSync(join(tmpdir(), "create-tapset-"));
  const templates = join(folder, "templates");
  prepareTemplates(templates);
  installEverything(join(folder, "node_modules"));
  return { folder, templates, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** As npm would have it: our packages are copies, not links, or test tools would take them for sources. */
function installEverything(place: string): void {
  const own = publicPackages();
  for (const { folder, json } of own) {
    const isShipped = (path: string): boolean => !/\/(src|test|node_modules|templates)$|\.map$/.test(path);
    cpSync(folder, join(place, json.name), { recursive: true, filter: isShipped });
  }
  const links = readdirSync(join(root, "node_modules")).flatMap((name) => (name.startsWith("@") ? readdirSync(join(root, "node_modules", name)).map((inner) => `${name}/${inner}`) : [name]));
  for (const name of links.filter((each) => !each.startsWith("@tapset/") && each !== "tapset")) {
    mkdirSync(dirname(join(place, name)), { recursive: true });
    symlinkSync(join(root, "node_modules", name), join(place, name));
  }
}
