// Statements go to D1 and rows come back as one text a batch: a call between wasm and JavaScript for each value
// of each row would cost more than the query.

// `flat` holds, for each statement, its SQL, how many parameters it has, and these. The answer has a line for each
// statement: changed rows, rows read, rows written, and the rows as JSON, which has no line breaks.
export async function batch(database, flat) {
  const prepared = [];
  for (let at = 0; at < flat.length; ) {
    const end = at + 2 + flat[at + 1];
    prepared.push(database.prepare(flat[at]).bind(...flat.slice(at + 2, end)));
    at = end;
  }
  const lines = [];
  for (const { results, meta } of await database.batch(prepared)) {
    lines.push(
      `${meta?.changes ?? 0} ${meta?.rows_read ?? 0} ${meta?.rows_written ?? 0} ${JSON.stringify(results ?? [])}`,
    );
  }
  return lines.join("\n");
}
