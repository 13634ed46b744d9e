// The import wizard: a small file with problems, stopping and going on, and the largest real file.
import { existsSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test, type Browser, type Page } from "@playwright/test";

import { emptyProgram, signIn, watch } from "./support";

const DATA = join(__dirname, "../../../shared/data");
const PURCHASES = join(DATA, "purchases.csv");

async function choose(page: Page, name: string, text: string | Buffer): Promise<void> {
  const buffer = typeof text === "string" ? Buffer.from(text) : text;
  await page.getByLabel(/Drop a CSV, TSV or JSON file here/).setInputFiles({ name, mimeType: "text/csv", buffer });
}

/** The value of a figure with this name. */
async function figure(page: Page, name: string): Promise<string> {
  const stat = page.locator(".stat").filter({ hasText: name }).first();
  return (await stat.locator(".value").textContent()) ?? "";
}

test("a small file is checked, mended by leaving rows out, imported, and changes nothing again", async ({ page }) => {
  test.setTimeout(120_000);
  const program = await emptyProgram();
  const { trouble } = watch(page);
  await signIn(page);
  await page.goto(`/app/${program}/imports?new=purchases`);
  const file = [
    "customer_id;date;quantity;amount_usd",
    "c1;2025-01-05;1;10.00",
    "c1;2025-02-05;2;20.50",
    "c2;2025-02-30;1;5.00",
    "c3;2025-03-01;1;5.00",
    "c3;2025-03-01;1;5.00",
    "c4;2025-03-02;1;5.00;and more",
  ].join("\n");
  await choose(page, "small.csv", file);
  await expect(page.getByRole("heading", { name: "Which column holds what?" })).toBeFocused();
  await page.getByRole("button", { name: "Try it" }).click();
  await expect(page.getByRole("heading", { name: "What would change" })).toBeVisible();
  await expect(page.getByText(/2 rows with problems stop/)).toBeVisible();
  // The messages name the row and the column.
  const impossible = page.getByRole("row").filter({ hasText: "2025-02-30" });
  await expect(impossible).toContainText("4");
  await expect(impossible).toContainText("date");
  await expect(page.getByRole("row").filter({ hasText: /columns/ })).toContainText("7");
  await page.getByRole("button", { name: /Leave them out, keep the other 4 rows/ }).click();
  await expect(page.getByText("None of these rows is there yet.")).toBeVisible();
  await page.getByRole("button", { name: "Import 4 rows" }).click();
  await expect(page.getByRole("heading", { name: "Everything was imported" })).toBeVisible();
  await page.getByRole("link", { name: "See the funnel" }).click();
  const purchase = page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: "Purchase" }) });
  await expect(purchase.getByRole("cell").first()).toHaveText("2");

  await page.goto(`/app/${program}/imports?new=purchases`);
  await choose(page, "small.csv", file);
  await expect(page.getByText(/an earlier import with the same columns/)).toBeVisible();
  await page.getByRole("button", { name: "Try it" }).click();
  await expect(page.getByText(/All of these rows are there already/)).toBeVisible();
  expect(trouble).toEqual([]);
});

test("a file that cannot be read says why, by row and column", async ({ page }) => {
  await signIn(page);
  await page.goto("/app/demo/imports?new=leads");
  const bad: [string, string | Buffer, RegExp][] = [
    ["empty.csv", "", /empty/i],
    ["picture.csv", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0]), /not .*(csv|text)|picture|image/i],
    ["nothing.json", "{}", /JSON document holds no list/],
    ["ragged.csv", "id,name\n1,Ada,x\n2,Bob,extra\n", /row 2 has 3/i],
  ];
  for (const [name, content, words] of bad) {
    await choose(page, name, content);
    await expect(page.getByRole("alert"), name).toContainText(words);
  }
  // A file with a hole in it: 200 MB that nobody has to write.
  const large = test.info().outputPath("large.csv");
  writeFileSync(large, "id,name\n");
  truncateSync(large, 200 * 1_048_576);
  await page.getByLabel(/Drop a CSV, TSV or JSON file here/).setInputFiles(large);
  await expect(page.getByRole("alert")).toContainText(/200 MB; an import takes at most 50 MB/);
});

test("what would become somebody's words wrongly is shown and decided before anything is sent", async ({ page }) => {
  test.setTimeout(120_000);
  const program = await emptyProgram();
  const { trouble } = watch(page);
  await signIn(page);
  await page.goto(`/app/${program}/imports?new=reviews`);
  const file = Buffer.from(
    [
      "review_id;author;stars;review;date;status",
      "1;Ann;5;\"Best cup;03/04/2024;published",
      "2;Bob;4;Fine;03/05/2024;published",
      "3;Cid;5;Round\";03/06/2024;published",
      '4;Dan;2;"It&#39;s sm\xe4ll";03/07/2024;spam',
      '5;Eve;3;"Good &amp; light";03/08/2024;blue',
    ].join("\n"),
    "latin1",
  );
  await choose(page, "reviews.csv", file);
  await page.getByRole("button", { name: "Try it" }).click();
  await expect(page.getByRole("heading", { name: "What would change" })).toBeVisible();
  for (const words of [/that look like rows/, /not UTF-8/, /day\/month or month\/day/, /1 state in/]) {
    await expect(page.getByRole("listitem").filter({ hasText: words }).first()).toBeVisible();
  }
  await expect(page.getByRole("button", { name: /^Import/ })).toHaveCount(0);
  const decide = async (name: string | RegExp) => {
    await page.getByRole("button", { name, exact: typeof name === "string" }).click();
  };
  await decide("They are rows");
  await decide("The words are right");
  await decide("Day first: 31/12");
  await page.getByRole("group", { name: /blue/ }).getByLabel("Counts").check();
  await decide("Decode");
  await page.getByRole("button", { name: "Import 4 rows" }).click();
  await expect(page.getByRole("heading", { name: "Everything was imported" })).toBeVisible();
  await expect(page.getByText("4 new testimonials")).toBeVisible();
  expect(trouble).toEqual([]);
});

test("an import is stopped and goes on where it stopped", async ({ page }) => {
  test.setTimeout(120_000);
  const program = await emptyProgram();
  await signIn(page);
  await page.goto(`/app/${program}/imports?new=purchases`);
  const rows = Array.from({ length: 3_000 }, (_, number) => `c${number},2025-01-${String(1 + (number % 28)).padStart(2, "0")},1,1.00`);
  const file = ["customer_id,date,quantity,amount_usd", ...rows].join("\n");
  await choose(page, "long.csv", file);
  await page.getByRole("button", { name: "Try it" }).click();
  await page.getByRole("button", { name: "Import 3,000 rows" }).click();
  await page.getByRole("button", { name: "Stop" }).click();
  await expect(page.getByRole("heading", { name: "Stopped" })).toBeVisible();
  await page.reload();
  await choose(page, "long.csv", file);
  await expect(page.getByText(/This file was begun before/)).toBeVisible();
  await page.getByRole("button", { name: "Try it" }).click();
  await page.getByRole("button", { name: /^Import/ }).click();
  await expect(page.getByRole("heading", { name: "Everything was imported" })).toBeVisible({ timeout: 60_000 });
  await page.goto(`/app/${program}/funnel`);
  const purchase = page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: "Purchase" }) });
  await expect(purchase.getByRole("cell").first()).toHaveText("3,000");
});

test("the largest file stays small in the browser and comes out as it is counted", async ({ browser }) => {
  test.setTimeout(600_000);
  const isReal = existsSync(PURCHASES);
  if (!isReal) console.log("real data not found, generated data used: ../shared/data/purchases.csv is not beside this checkout");
  const file = isReal ? readFileSync(PURCHASES) : Buffer.from(generated());
  const expected = isReal ? { rows: "69,659", people: "23,570", loyal: "11,662" } : { rows: "20,000", people: "5,000", loyal: "5,000" };
  const program = await emptyProgram();
  const page = await (await browser.newContext()).newPage();
  const { trouble } = watch(page);
  await signIn(page);
  await page.goto(`/app/${program}/imports?new=purchases`);
  await choose(page, "purchases.csv", file);
  await page.getByRole("button", { name: "Try it" }).click();
  await expect(page.getByRole("heading", { name: "What would change" })).toBeVisible({ timeout: 60_000 });
  expect(await figure(page, "to import")).toBe(expected.rows);
  await page.getByRole("button", { name: `Import ${expected.rows} rows` }).click();
  const start = Date.now();
  let most = await memory(browser);
  const done = page.getByRole("heading", { name: "Everything was imported" });
  await expect
    .poll(
      async () => {
        most = Math.max(most, await memory(browser));
        return done.isVisible();
      },
      { timeout: 480_000, intervals: [500] },
    )
    .toBe(true);
  console.log(`${expected.rows} rows in ${((Date.now() - start) / 1_000).toFixed(1)} s; the page held at most ${Math.round(most / 1_048_576)} MB`);
  expect(most).toBeLessThan(300 * 1_048_576);
  await page.getByRole("link", { name: "See the funnel" }).click();
  for (const [stage, people] of [["Purchase", expected.people], ["Loyalty", expected.loyal]] as const) {
    const row = page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: stage }) });
    await expect(row.getByRole("cell").first()).toHaveText(people);
  }
  expect(trouble).toEqual([]);
  await page.context().close();
});

test("the leads and the reviews come out as they are counted", async ({ page }) => {
  test.setTimeout(240_000);
  if (!existsSync(join(DATA, "leads.csv"))) {
    console.log("real data not found, nothing compared: ../shared/data is not beside this checkout");
    return;
  }
  const program = await emptyProgram();
  const { trouble } = watch(page);
  await signIn(page);

  await page.goto(`/app/${program}/imports?new=leads`);
  await choose(page, "leads.csv", readFileSync(join(DATA, "leads.csv")));
  // This file has no date: the first question that one of them would answer takes the focus.
  await page.getByRole("button", { name: "Try it" }).click();
  await expect(page.locator("[aria-invalid=true]").first()).toBeFocused();
  await page.getByLabel("One date for all rows").fill("2025-03-01");
  await page.getByRole("button", { name: "Try it" }).click();
  // "google" and "Google" are counted apart here, as they stand.
  await page.getByRole("button", { name: "Keep as it stands" }).first().click({ timeout: 60_000 });
  await page.getByRole("button", { name: "Import 9,240 rows" }).click({ timeout: 60_000 });
  await expect(page.getByRole("heading", { name: "Everything was imported" })).toBeVisible({ timeout: 120_000 });
  const reached = async (stage: string, people: string) => {
    const row = page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: stage }) });
    await expect(row.getByRole("cell").first()).toHaveText(people);
  };
  await page.goto(`/app/${program}/funnel`);
  await reached("Awareness", "9,240");
  await reached("Purchase", "3,561");

  await page.goto(`/app/${program}/imports?new=reviews`);
  await choose(page, "product-reviews.tsv", readFileSync(join(DATA, "product-reviews.tsv")));
  await page.getByLabel("Where does this file come from?").fill("A shop");
  await page.getByLabel("are repeats").check();
  await page.getByLabel("Leave rows with problems out").check();
  await page.getByRole("button", { name: "Try it" }).click();
  await page.getByRole("button", { name: "Keep as it stands" }).first().click({ timeout: 60_000 });
  await page.getByRole("button", { name: "Import 2,385 rows" }).click({ timeout: 60_000 });
  await expect(page.getByRole("heading", { name: "Everything was imported" })).toBeVisible({ timeout: 120_000 });
  await page.goto(`/app/${program}/submissions`);
  await expect(page.getByRole("main")).toContainText("2,385");
  expect(trouble).toEqual([]);
});

function generated(): string {
  const rows = Array.from({ length: 20_000 }, (_, number) => {
    const day = String(1 + (number % 28)).padStart(2, "0");
    return `${number % 5_000},2024-0${1 + (number % 9)}-${day},1,${(number % 90) + 1}.00`;
  });
  return ["customer_id,date,quantity,amount_usd", ...rows].join("\n");
}

/** What the largest of the browser's page processes holds for itself, in bytes; 0 where that cannot be asked. */
async function memory(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = (await session.send("SystemInfo.getProcessInfo")) as { processInfo: { type: string; id: number }[] };
  await session.detach();
  const sizes = processInfo
    .filter((one) => one.type === "renderer")
    .map((one) => {
      const path = `/proc/${one.id}/smaps_rollup`;
      if (!existsSync(path)) return 0;
      const pss = /^Pss:\s+(\d+) kB/m.exec(readFileSync(path, "utf8"))?.[1];
      return Number(pss ?? 0) * 1_024;
    });
  return Math.max(0, ...sizes);
}
