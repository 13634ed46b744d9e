// What leaves the page with a chart, and views with names that everybody finds.
import { readFile } from "node:fs/promises";

import { expect, test, type Page } from "@playwright/test";

import { api, expectAccessible, signIn, unique, watch } from "./support";

/** Presses a button under the chart and answers the file that comes of it. */
async function saved(page: Page, kind: "PNG" | "SVG" | "CSV"): Promise<{ name: string; bytes: Buffer }> {
  const coming = page.waitForEvent("download");
  await page.getByRole("button", { name: new RegExp(`^${kind}`) }).click();
  const download = await coming;
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

for (const chart of ["funnel", "flywheel", "pyramid"]) {
  test(`the ${chart} is saved as picture, drawing and figures`, async ({ page }) => {
    const { trouble } = watch(page);
    await signIn(page);
    const year = new Date().getUTCFullYear();
    await page.goto(`/app/demo/${chart}?from=${year - 1}-01-01`);
    await expect(page.locator(".chart-actions")).toBeVisible();

    const png = await saved(page, "PNG");
    expect(png.name).toBe(`demo-${chart}-since-${year - 1}-01-01.png`);
    expect(png.bytes.subarray(0, 8)).toEqual(Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]));
    // Twice as sharp as the page, with room for title and paper around.
    const plot = await page.locator(".plot").boundingBox();
    expect(png.bytes.readUInt32BE(16)).toBeGreaterThanOrEqual(2 * Math.min(plot?.width ?? 0, 1_200));

    const svg = (await saved(page, "SVG")).bytes.toString("utf8");
    expect(svg).toMatch(/^<svg /);
    expect(svg).toContain("Halvlys");
    expect(svg).toContain(`1 Jan ${year - 1}`);
    const whole = await page.evaluate((text) => {
      const parsed = new DOMParser().parseFromString(text, "image/svg+xml");
      return { error: parsed.querySelector("parsererror") !== null, texts: parsed.querySelectorAll("text").length };
    }, svg);
    expect(whole.error).toBe(false);
    expect(whole.texts).toBeGreaterThan(5);

    const csv = (await saved(page, "CSV")).bytes.toString("utf8");
    expect(csv.startsWith("\uFEFF")).toBe(false);
    const lines = csv.split("\r\n");
    expect(lines.at(-1)).toBe("");
    expect(lines.length).toBeGreaterThan(5);
    expect(trouble).toEqual([]);
  });
}

test("the funnel's file has the API's figures", async ({ page }) => {
  await signIn(page);
  await page.goto("/app/demo/funnel");
  await expect(page.locator(".chart-actions")).toBeVisible();
  const csv = (await saved(page, "CSV")).bytes.toString("utf8");
  const { funnel } = await api<{ funnel: { stages: { name: string; people: number; drop_off: number }[] } }>("GET", "/funnel");
  const rows = csv.trimEnd().split("\r\n").map((line) => line.split(","));
  const column = (name: string) => rows[0]?.indexOf(name) ?? -1;
  for (const [index, stage] of funnel.stages.entries()) {
    const row = rows[index + 1] ?? [];
    expect(row[column("stage")]).toBe(stage.name);
    expect(Number(row[column("people")])).toBe(stage.people);
    expect(Number(row[column("drop_off")])).toBe(stage.drop_off);
  }
});

test("on paper there are the chart and its table, on white, and nothing to press", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await signIn(page);
  await page.goto("/app/demo/funnel");
  await expect(page.locator(".plot canvas").first()).toBeVisible();
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  await expect(page.locator(".chart-actions")).toBeHidden();
  await expect(page.getByRole("navigation").first()).toBeHidden();
  await expect(page.getByRole("table").first()).toBeVisible();
  const corner = () =>
    page.locator(".plot canvas").first().evaluate((canvas: HTMLCanvasElement) =>
      [...(canvas.getContext("2d")?.getImageData(2, 2, 1, 1).data ?? [])].join(),
    );
  await expect.poll(corner).toBe("255,255,255,255");
});

test("a view is saved under a name, opens by its address for others, and is taken back", async ({ page, browser }) => {
  const { trouble } = watch(page);
  await signIn(page, "editor");
  await page.goto("/app/demo/funnel?from=2026-01-01");
  const name = unique("Since <b>January</b>");
  await page.getByRole("button", { name: "Saved views" }).click();
  const dialog = page.getByRole("dialog", { name: "Saved views" });
  await dialog.getByRole("textbox", { name: "Name" }).fill(name);
  await expectAccessible(page, "the saved views");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status").filter({ hasText: name })).toBeVisible();

  const other = await (await browser.newContext()).newPage();
  await signIn(other, "viewer");
  await other.goto("/app/demo/pyramid");
  await other.getByRole("button", { name: "Saved views" }).click();
  await expect(other.getByRole("button", { name: `Delete ${name}` })).toHaveCount(0);
  await other.getByRole("link", { name, exact: true }).click();
  await expect(other).toHaveURL(/\/funnel\?from=2026-01-01$/);
  await expect(other.getByRole("heading", { level: 1, name: "Funnel" })).toBeVisible();
  await other.context().close();

  // The way back stays for as long as somebody points at it.
  await page.clock.install();
  await page.getByRole("button", { name: "Saved views" }).click();
  await page.getByRole("button", { name: `Delete ${name}` }).click();
  const undo = page.getByRole("button", { name: "Undo" });
  await undo.hover();
  await page.clock.runFor(60_000);
  await undo.click();
  const restored = page.getByText("The view is back.");
  await expect(restored).toBeVisible();
  await page.mouse.move(0, 0);
  await page.clock.runFor(15_000);
  await expect(restored).toHaveCount(0);
  const { views } = await api<{ views: { id: string; name: string }[] }>("GET", "/views");
  const again = views.find((view) => view.name === name);
  expect(again).toBeDefined();
  await api("DELETE", `/views/${again?.id}`);
  expect(trouble).toEqual([]);
});
