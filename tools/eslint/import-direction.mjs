// House law: imports run one way. `asm btf elf language ← core ← compiler ← runtime ← apps`; `sys ← link ← runtime`;
// a tapset imports core, btf and elf (and link from its attach file alone), never another tapset's code.

/** What each engine package may import, by folder name. Apps may import anything. */
const allowed = {
  language: [],
  asm: [],
  btf: [],
  elf: [],
  sys: [],
  core: ["language", "asm", "btf", "elf"],
  compiler: ["core", "language", "asm", "btf", "elf"],
  target: ["core", "btf", "elf", "sys"],
  link: ["sys"],
  runtime: ["compiler", "core", "language", "link", "sys", "asm", "btf"],
};
const tapsetImports = ["core", "btf", "elf"];

/** Where a file stands: its group and package folder, and its path inside. */
function place(file) {
  const match = /packages\/(engine|tapsets|apps)\/([^/]+)\/(src|test)\/(.*)$/.exec(file.replaceAll("\\", "/"));
  return match && { group: match[1], name: match[2], area: match[3], path: match[4] };
}

function refusal(from, imported) {
  if (from.group === "engine" && !(allowed[from.name] ?? []).includes(imported)) {
    return `${from.name} may not import ${imported}: imports run asm btf elf language ← core ← compiler ← runtime ← apps, sys ← link ← runtime`;
  }
  if (from.group === "tapsets" && imported !== from.name) {
    if (imported === "link" || imported === "sys") {
      return from.path.endsWith("attach.ts") ? undefined : `only a tapset's attach.ts may import ${imported}`;
    }
    if (!tapsetImports.includes(imported)) return `a tapset may not import ${imported}: it imports core, btf and elf (and link from attach.ts)`;
  }
  return undefined;
}

/** @type {import("eslint").Rule.RuleModule} */
export const importDirection = {
  meta: { type: "problem", schema: [], messages: { direction: "{{reason}}" } },
  create(context) {
    const from = place(context.filename);
    if (!from || from.area === "test" || from.group === "apps") return {};
    const check = (node) => {
      const source = node.source?.value;
      if (typeof source !== "string") return;
      if (/^(\.\.\/)+(engine|tapsets|apps)\//.test(source)) {
        context.report({ node, messageId: "direction", data: { reason: "import another package by its name, not by its path" } });
      }
      const imported = /^@tapset\/([^/]+)/.exec(source)?.[1];
      const reason = imported && imported !== from.name ? refusal(from, imported) : undefined;
      if (reason) context.report({ node, messageId: "direction", data: { reason } });
    };
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ImportExpression: check,
      ExportAllDeclaration: (node) =>
        context.report({ node, messageId: "direction", data: { reason: "list what is exported, one by one" } }),
    };
  },
};

/** @type {import("eslint").Rule.RuleModule} */
export const namedFiles = {
  meta: { type: "problem", schema: [], messages: { name: "'{{name}}' says nothing of what the file holds" } },
  create(context) {
    const name = /(?:^|\/)(utils?|helpers?|common|misc|types)\.ts$/.exec(context.filename)?.[1];
    return name ? { Program: (node) => context.report({ node, messageId: "name", data: { name } }) } : {};
  },
};
