export type { Attachment } from "./attachment.js";
export { attachTpBtf } from "./tp-btf.js";
export type { TpBtfSpec } from "./tp-btf.js";
