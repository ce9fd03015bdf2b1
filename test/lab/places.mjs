// Where the lab keeps what it brings: in the clone, out of git's sight, gone with the clone.
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const repository = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");

/** What `npm run lab:setup` fills and every run reads. */
export const labFolder = join(repository, ".lab");

/** The kernel a run boots unless it's told another: the Debian package that always depends on the current one. */
export const DEFAULT_KERNEL = "linux-image-amd64";
