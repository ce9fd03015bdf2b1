// Another of Debian's suites than the one this machine is of, for its kernels: apt with lists of its own, so that nothing is ever installed from there.
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg";

/** A package as apt(8) writes one of another suite: `linux-image-amd64/bookworm-backports`. */
export function parsePackage(written) {
  const [name = "", suite] = written.split("/");
  return { name, suite };
}

/** Options that make apt know a suite's packages, from where this machine's come, and no others. Its lists go to `folder`. */
export function aptOptionsOf(suite, folder) {
  if (suite === undefined) return [];
  const lists = join(folder, "lists");
  mkdirSync(join(lists, "partial"), { recursive: true });
  mkdirSync(join(folder, "cache/archives/partial"), { recursive: true });
  const sources = join(folder, "sources.list");
  writeFileSync(sources, `deb [signed-by=${KEYRING}] ${mirror()} ${suite} main\n`);
  const options = Object.entries({
    "Dir::Etc::SourceList": sources,
    "Dir::Etc::SourceParts": "/dev/null",
    "Dir::State::Lists": lists,
    "Dir::Cache": join(folder, "cache"),
    "APT::Sandbox::User": "root",
  }).flatMap(([option, value]) => ["-o", `${option}=${value}`]);
  execFileSync("apt-get", [...options, "update", "-q"], { stdio: ["ignore", "ignore", "inherit"] });
  return options;
}

/** Where this machine's packages come from. */
function mirror() {
  const targets = execFileSync("apt-get", ["indextargets", "--format", "$(REPO_URI) $(CODENAME)", "Created-By: Packages", "Origin: Debian"], { encoding: "utf8" });
  // Suites with more in their name (bookworm-security) may be elsewhere.
  const own = targets.split("\n").map((line) => line.split(" ")).find(([, codename]) => /^[a-z]+$/.test(codename ?? ""));
  if (own === undefined) throw new Error("apt knows no mirror of Debian: add one to /etc/apt/sources.list");
  return own[0];
}
