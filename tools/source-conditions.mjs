/** Packages are tested from their sources: the `tapset-source` export condition points at src/index.ts. */
export const sourceConditions = ["tapset-source", "node", "import", "default"];
