import { readFileSync, writeFileSync } from "node:fs";

const BEGIN = "<!-- npm run bench -- --write: begin -->";
const END = "<!-- npm run bench -- --write: end -->";

/**
 * `document` with `text` between its two marks.
 *
 * @param {string} document
 * @param {string} text
 */
export function replaceTable(document, text) {
  const [begin, end] = [document.indexOf(BEGIN), document.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`no place for the table: the lines ${BEGIN} and ${END} are missing`);
  return `${document.slice(0, begin + BEGIN.length)}\n\n${text}\n${document.slice(end)}`;
}

/**
 * Puts the table into a file.
 *
 * @param {URL} path
 * @param {string} text
 */
export function writeTable(path, text) {
  writeFileSync(path, replaceTable(readFileSync(path, "utf8"), text));
}
