// Whether docs/openapi.json is a valid OpenAPI 3.1 document, and whether each example in it fits the schema
// beside it. Ends with 1 and says what is wrong when not.
//
//   node xtask/openapi.mjs
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { Validator } from "@seriousme/openapi-schema-validator";
import Ajv from "ajv/dist/2020.js";
import formats from "ajv-formats";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const document = JSON.parse(readFileSync(join(root, "docs/openapi.json"), "utf8"));
const problems = [];

const validity = await new Validator().validate(structuredClone(document));
if (!validity.valid) problems.push(`not OpenAPI 3.1: ${JSON.stringify(validity.errors, null, 2)}`);

// OpenAPI's own keywords and the sizes of Rust's numbers say nothing about validity.
const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: true });
formats(ajv);
for (const size of ["uint8", "uint16", "uint32", "uint64", "uint", "int8", "int16", "int32", "int64", "float", "double"]) {
  ajv.addFormat(size, true);
}
ajv.addSchema(document, "document");

/** Checks the value against the schema at this place of the document. */
function check(place, value) {
  const pointer = place.map((part) => encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1")));
  const validate = ajv.compile({ $ref: `document#/${pointer.join("/")}` });
  if (!validate(value)) problems.push(`the example of ${place.join(" ")}: ${ajv.errorsText(validate.errors)}`);
}

let examples = 0;
/** Finds each schema that has an example beside it. */
function walk(node, place) {
  if (node === null || typeof node !== "object") return;
  if (!Array.isArray(node) && node.schema) {
    const named = Object.values(node.examples ?? {}).map((example) => example.value);
    for (const value of "example" in node ? [node.example, ...named] : named) {
      examples += 1;
      check([...place, "schema"], value);
    }
  }
  for (const [key, inner] of Object.entries(node)) {
    if (key !== "example" && key !== "examples") walk(inner, [...place, key]);
  }
}
walk(document.paths, ["paths"]);
walk(document.components.responses, ["components", "responses"]);
walk(document.components.headers, ["components", "headers"]);

for (const problem of problems) console.error(problem);
console.log(`docs/openapi.json: ${Object.keys(document.paths).length} paths, ${examples} examples`);
process.exit(problems.length === 0 ? 0 : 1);
