import tseslint from "typescript-eslint";
import { importDirection, namedFiles } from "./tools/eslint/import-direction.mjs";

export default tseslint.config(
  { ignores: ["**/dist/**", "**/node_modules/**", "**/generated/**", "**/*.mjs", "**/bin/*.js"] },
  {
    files: ["packages/*/*/src/**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { house: { rules: { "import-direction": importDirection, "named-files": namedFiles } } },
    rules: {
      "house/import-direction": "error",
      "house/named-files": "error",
      // Numbers in messages are what people read; the other types stay refused.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      // Bitmap and table code indexes with checked numbers; noUncheckedIndexedAccess already asks for the check.
      "@typescript-eslint/no-non-null-assertion": "off",
    },
  },
  {
    // What the command is bundled from, and what it loads.
    files: ["packages/engine/*/src/**/*.ts", "packages/tapsets/*/src/**/*.ts", "packages/apps/{cli,create-tapset}/src/**/*.ts"],
    rules: {
      "@typescript-eslint/no-restricted-imports": [
        "error",
        {
          paths: ["child_process", "crypto", "zlib", "http", "https", "worker_threads", "readline", "tty", "fs/promises"].map((name) => ({
            name: `node:${name}`,
            allowTypeImports: true,
            message: "It takes milliseconds of every start to load: call process.getBuiltinModule where it is used.",
          })),
        },
      ],
    },
  },
);
