import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

/** The registry lives in this process: while a command runs it has to answer. */
const run = promisify(execFile);

interface Installed {
  readonly folder: string;
  readonly json: {
    readonly name: string;
    readonly version: string;
    readonly dependencies?: Readonly<Record<string, string>>;
    readonly optionalDependencies?: Readonly<Record<string, string>>;
    readonly peerDependencies?: Readonly<Record<string, string>>;
  };
}

/**
 * Publishes packages of other people to a registry as they are installed in a folder, with all that they need, so that
 * nothing has to be downloaded. What they need optionally and isn't installed (other systems' binaries) stays away.
 */
export async function publishInstalled(registry: string, folder: string, names: readonly string[]): Promise<void> {
  for (const { folder: place, json } of closure(folder, names)) {
    const archive = ["-c", "--exclude=./node_modules", "--transform=s,^\\.,package,", "-C", place, "."];
    const { stdout } = await run("tar", ["--use-compress-program=gzip -1", ...archive], { encoding: "buffer", maxBuffer: 2 ** 28 });
    await put(registry, json, stdout);
  }
}

function closure(folder: string, names: readonly string[]): Iterable<Installed> {
  const found = new Map<string, Installed>();
  const add = (name: string, from: string): void => {
    const place = find(name, from);
    if (place === undefined) return;
    const json = JSON.parse(readFileSync(join(place, "package.json"), "utf8")) as Installed["json"];
    const key = `${json.name}@${json.version}`;
    if (found.has(key)) return;
    found.set(key, { folder: place, json });
    for (const needed of Object.keys({ ...json.dependencies, ...json.optionalDependencies, ...json.peerDependencies })) add(needed, place);
  };
  for (const name of names) add(name, folder);
  return found.values();
}

function find(name: string, from: string): string | undefined {
  const place = join(from, "node_modules", name);
  if (existsSync(join(place, "package.json"))) return realpathSync(place);
  return dirname(from) === from ? undefined : find(name, dirname(from));
}

/** What `npm publish` sends. */
async function put(registry: string, json: Installed["json"], tarball: Buffer): Promise<void> {
  const { name, version } = json;
  const file = `${name}-${version}.tgz`;
  const hash = (algorithm: string) => createHash(algorithm).update(tarball);
  const dist = { integrity: `sha512-${hash("sha512").digest("base64")}`, shasum: hash("sha1").digest("hex"), tarball: `${registry}${name}/-/${file}` };
  const body = {
    _id: name,
    name,
    "dist-tags": { latest: version },
    versions: { [version]: { ...json, _id: `${name}@${version}`, dist } },
    _attachments: { [file]: { content_type: "application/octet-stream", data: tarball.toString("base64"), length: tarball.length } },
  };
  const answer = await fetch(`${registry}${name.replace("/", "%2f")}`, {
    method: "PUT",
    headers: { "content-type": "application/json", authorization: "Bearer anybody" },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`publish ${name}@${version}: ${answer.status} ${await answer.text()}`);
}
