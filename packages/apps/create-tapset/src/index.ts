export { type CreateOptions, createTapset } from "./create-tapset.js";
export { CreationError } from "./creation-error.js";
