import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { person, type Person } from "./person.js";
import { startRegistry } from "./registry.js";
import { publishInstalled } from "./publish-installed.js";
import { copyRepository, repository } from "./repository-copy.js";
import { beginTranscript, transcribe } from "./transcript.js";

/** People who know each other only through a registry. */
export interface Stage {
  /** Traces with what others publish. */
  readonly first: Person;
  /** Writes tapsets of their own. */
  readonly second: Person;
  /** Releases the project's packages, from a copy of its repository. */
  readonly third: Person;
  /** Adds to what the second publishes. */
  readonly other: Person;
  /** The registry they know each other through. */
  readonly registry: string;
  close(): void;
}

/** Starts a registry and releases the project to it: every package as it stands, the way it's done. */
export async function openStage(): Promise<Stage> {
  beginTranscript();
  const folder = mkdtempSync(join(tmpdir(), "tapset-strangers-"));
  const registry = await startRegistry(join(folder, "registry"));
  const become = (name: string, place = name): Person => person(name, join(folder, place), { home: join(folder, `home-${name}`), registry: registry.url });
  const [first, second, third, other] = [become("first"), become("second"), become("third", "tapset"), become("other")];
  copyRepository(third.folder);
  await publishInstalled(registry.url, repository, ["koffi"]);
  await third.succeed('git init -q -b main && git config user.name third && git config user.email third@localhost && git add -A && git commit -q -m "all there is"');
  await third.succeed("npm run --silent release:check && npm run --silent release");
  return {
    first,
    second,
    third,
    other,
    registry: registry.url,
    close: () => {
      registry.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The packages of a lock file with their versions, but for the project itself. */
export function lockedVersions({ folder }: Person, below = "."): Readonly<Record<string, string>> {
  const { packages } = JSON.parse(readFileSync(join(folder, below, "package-lock.json"), "utf8")) as { packages: Record<string, { version: string; link?: boolean }> };
  return Object.fromEntries(
    Object.entries(packages)
      .filter(([path, { link }]) => path !== "" && link !== true)
      .map(([path, { version }]) => [path.replace(/^.*node_modules\//, ""), version]),
  );
}

/** Writes down what somebody's packages take on disk. */
export function weigh(who: string, { folder }: Person, below = "."): void {
  const size = execFileSync("du", ["-sh", "node_modules"], { cwd: join(folder, below), encoding: "utf8" }).split("\t", 1)[0] ?? "";
  transcribe(`\n(what ${who} has installed takes ${size} on disk)\n`);
}
