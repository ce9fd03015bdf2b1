/**
 * What the second stranger writes in place of the family that `npm create @tapset` begins with, by path: probes on what
 * becomes of tasks, each a tracepoint of the kernel's.
 */
export const taskFiles: Readonly<Record<string, string>> = {
  "src/attach.ts": `import type { Attachment, AttachSpec } from "@tapset/core";
import { attachRawTracepoint, type RawTracepointSpec } from "@tapset/link";
import type { Fd, Kernel } from "@tapset/sys";

export type TaskSpec = AttachSpec & RawTracepointSpec;

export function attach(kernel: Kernel, program: Fd, spec: AttachSpec): Attachment {
  return attachRawTracepoint(kernel, program, spec as TaskSpec);
}
`,
  "src/task-family.ts": `import { type Builder, type ContextVariable, type Derivation, type Match, type ProbeFamily, scopeOf } from "@tapset/core";
import type { TaskSpec } from "./attach.js";

/** Probes, each with its tracepoint and the argument that is worth a name. */
const events = [
  { name: "begun", tracepoint: "task_newtask", doc: "when a task has made another", value: { name: "clone_flags", doc: "as clone(2) takes them", index: 1 } },
  { name: "renamed", tracepoint: "task_rename", doc: "when a task gets another name", value: { name: "task", doc: "its task_struct", index: 0 } },
] as const;

function variable({ value: { name, doc, index } }: (typeof events)[number]): ContextVariable {
  return { name, doc, type: "long", load: (builder: Builder) => builder.context(8 * index, 8) };
}

function derive(match: Match): Derivation {
  const probes = events
    .filter(({ name }) => name === match.components[1]?.name)
    .map((event) => {
      const attach: TaskSpec = { kind: "raw-tracepoint", tracepoint: event.tracepoint };
      const site = { where: "kernel", program: { type: "RAW_TRACEPOINT" }, attach } as const;
      return { point: match.text, site, scope: scopeOf([variable(event)]), needs: ["raw-tracepoint"] as const };
    });
  return { kind: "probes", probes };
}

/** \`tasks.begun\`, \`tasks.renamed\`. */
export const taskFamily: ProbeFamily = {
  name: "tasks",
  patterns: events.map((event) => {
    const { name, type, doc } = variable(event);
    return { components: [{ name: "tasks" }, { name: event.name }], doc: event.doc, variables: [{ name, type, doc }] };
  }),
  derive,
  loadAttach: () => import("./attach.js"),
};
`,
  "src/index.ts": `import type { TapsetModule } from "@tapset/core";
import { taskFamily } from "./task-family.js";

const tapset: TapsetModule = { families: [taskFamily], intrinsics: [], host: {} };
export default tapset;
`,
  "test/tasks.test.ts": `import { runScript, tracepoint } from "@tapset/testkit";
import { expect, it } from "vitest";
import { tapsets } from "./tapsets.js";

it("says who begins tasks, and how", async () => {
  const { output } = await runScript('probe tasks.begun { printf("%s 0x%x\\\\n", execname(), clone_flags) }', {
    tapsets,
    events: [tracepoint("task_newtask", [0, 0x1200000], { execname: "sh" }), tracepoint("task_rename", [0, 0]), tracepoint("task_newtask", [0, 17])],
  });
  expect(output).toBe("sh 0x1200000\\ntraced 0x11\\n");
});
`,
  "test/tasks.native.test.ts": `import { nativeSession, needs } from "@tapset/testkit";
import { describe, expect, it } from "vitest";
import { tapsets } from "./tapsets.js";

const need = needs("raw-tracepoint", "ring-buffer");

describe.skipIf(!need.isMet)(need.title("tasks probes on this machine"), () => {
  it("see what a shell begins", { timeout: 60_000 }, async () => {
    const { output } = await nativeSession("probe tasks.begun { if (pid() == target()) println(execname()) }", { tapsets, command: "/bin/true; /bin/true; :" });
    expect(output).toBe("sh\\nsh\\n");
  });
});
`,
  "README.md": `# @acme/tasks

What becomes of tasks.

| probe point | fires |
| --- | --- |
| \`tasks.begun\` | when a task has made another |
| \`tasks.renamed\` | when a task gets another name |

| value | of | meaning |
| --- | --- | --- |
| \`clone_flags:long\` | \`tasks.begun\` | as clone(2) takes them |
| \`task:long\` | \`tasks.renamed\` | its task_struct |

\`\`\`stap
probe tasks.begun { println(execname()) }
\`\`\`

## Limits

- Threads are tasks too.
`,
};
