import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { CreationError } from "./creation-error.js";
import { nextSteps } from "./next-steps.js";
import { helpText, packagePlan } from "./package-plan.js";
import { writePackage } from "./write-package.js";

/** What creating a package is given besides its command line. */
export interface CreateOptions {
  /** How the command is called, for `--help`. */
  readonly command: string;
  readonly print: (text: string) => void;
  /** The folder of templates; the build puts them beside the bundle that this becomes part of. */
  readonly templates?: string;
}

/**
 * Makes a tapset package as a command line says, and prints what to do next. Nothing is downloaded, and no command run,
 * unless it says `--install`.
 *
 * @throws CreationError
 */
export function createTapset(argv: readonly string[], options: CreateOptions): void {
  const { command, print, templates = fileURLToPath(new URL("templates", import.meta.url)) } = options;
  const plan = packagePlan(argv);
  if (plan === undefined) {
    print(helpText(command));
    return;
  }
  const count = writePackage(plan, templates);
  print(`wrote ${plan.name}: ${count} files in ${relative(process.cwd(), plan.folder) || "this folder"}\n`);
  if (plan.installs) install(plan.folder);
  print(["", "next:", ...nextSteps(plan).map((step) => `  ${step}`), ""].join("\n"));
}

function install(folder: string): void {
  const { status, error } = process.getBuiltinModule("node:child_process").spawnSync("npm", ["install"], { cwd: folder, stdio: "inherit" });
  if (error) throw new CreationError("failed", `npm install: ${error.message}`, [], { cause: error });
  if (status !== 0) throw new CreationError("failed", "npm install failed in the new package", [`mend what it says, then run it in ${folder}`]);
}
