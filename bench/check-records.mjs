import { readFileSync } from "node:fs";
import Ajv2020 from "ajv/dist/2020.js";

const schema = new URL("../schemas/bench-record.schema.json", import.meta.url);

/**
 * Throws where a record isn't as schemas/bench-record.schema.json says: a bug of the bench's.
 *
 * @param {readonly unknown[]} records
 */
export function checkRecords(records) {
  const ajv = new Ajv2020.default({ strict: true, strictRequired: false });
  const validate = ajv.compile(JSON.parse(readFileSync(schema, "utf8")));
  for (const record of records) {
    if (!validate(record)) throw new Error(`bug: a record breaks its schema: ${ajv.errorsText(validate.errors)}: ${JSON.stringify(record)}`);
  }
}
