import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { transcribe } from "./transcript.js";

/** How a command ended, and what it said. */
export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Somebody with a folder of their own, and npm as it comes but for the registry it asks. */
export interface Person {
  readonly folder: string;
  /** Writes files below the folder: text as it is, anything else as JSON. */
  write(files: Readonly<Record<string, unknown>>): void;
  /** Runs a command line, in the folder or one below it. */
  run(line: string, below?: string): Promise<Outcome>;
  /** The same of one that has to succeed; gives its standard output. */
  succeed(line: string, below?: string): Promise<string>;
}

/** A new person, whose npm keeps everything (cache, global packages, configuration) in `home`. */
export function person(name: string, folder: string, { home, registry }: { readonly home: string; readonly registry: string }): Person {
  mkdirSync(folder, { recursive: true });
  mkdirSync(home, { recursive: true });
  const { host } = new URL(registry);
  // npm publishes for those alone who have a token; the registry takes any.
  writeFileSync(join(home, ".npmrc"), `registry=${registry}\n//${host}/:_authToken=anybody\nfund=false\naudit=false\nupdate-notifier=false\n`);
  const env = environment(home);
  const run = async (line: string, below = "."): Promise<Outcome> => {
    transcribe(`\n${name}:${below === "." ? "" : below}$ ${line}\n`);
    const outcome = await finished(line, join(folder, below), env);
    transcribe(`${outcome.stdout}${outcome.stderr}${outcome.status === 0 ? "" : `[status ${outcome.status}]\n`}`);
    return outcome;
  };
  return {
    folder,
    write(files) {
      for (const [path, content] of Object.entries(files)) {
        const full = join(folder, path);
        mkdirSync(dirname(full), { recursive: true });
        const text = typeof content === "string" ? content : `${JSON.stringify(content, null, 2)}\n`;
        writeFileSync(full, text);
        transcribe(`\n${name}: ${path}\n${text.replace(/^/gm, "  | ").trimEnd()}\n`);
      }
    },
    run,
    async succeed(line, below) {
      const { status, stdout, stderr } = await run(line, below);
      if (status !== 0) throw new Error(`${name}: ${line}: status ${status}\n${stdout}${stderr}`);
      return stdout;
    },
  };
}

/** This process's environment without what npm tells the scripts it runs; the commands of packages are found as npm's scripts find them. */
function environment(home: string): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(?:npm_|INIT_CWD$|VITEST|NODE_ENV$|NODE_OPTIONS$|CI$)/i.test(name));
  return {
    ...Object.fromEntries(kept),
    HOME: home,
    PATH: `node_modules/.bin:${process.env["PATH"] ?? ""}`,
    NO_COLOR: "1",
    // lerna's; it would outlive the command.
    NX_DAEMON: "false",
    npm_config_cache: join(home, "cache"),
    npm_config_prefix: join(home, "global"),
  };
}

function finished(line: string, cwd: string, env: NodeJS.ProcessEnv): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn("sh", ["-c", line], { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    const texts = { stdout: "", stderr: "" };
    child.stdout.setEncoding("utf8").on("data", (text: string) => (texts.stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (texts.stderr += text));
    child.once("error", reject);
    child.once("close", (status) => resolve({ status, ...texts }));
  });
}
