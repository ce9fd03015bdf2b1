// What is compared: a row each, by what the rows are about.
import { attachment } from "./cases/attachment.mjs";
import { code } from "./cases/code.mjs";
import { functions } from "./cases/functions.mjs";
import { handlers } from "./cases/handlers.mjs";
import { output } from "./cases/output.mjs";
import { size } from "./cases/size.mjs";
import { startUp } from "./cases/start-up.mjs";
import { systemCalls } from "./cases/system-calls.mjs";

/** @type {readonly import("./contracts.js").Case[]} */
export const cases = [...startUp, ...attachment, ...functions, ...handlers, ...output, ...systemCalls, ...code, ...size];
