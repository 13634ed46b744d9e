// The funnel's questions: compared, broken down, one stage explained, what if, and whether advocacy can carry.
import { expect, test, type Page } from "@playwright/test";

import { api, expectAccessible, signIn, watch } from "./support";

type Stage = { name: string; people: number; elapsed: number[] };
type Funnel = { funnel: { stages: Stage[]; cylinder_index: number } };

const number = (words: string | null): number => Number((/[\d,]+/.exec(words ?? "")?.[0] ?? "NaN").replaceAll(",", ""));

async function open(page: Page, query = ""): Promise<void> {
  await page.goto(`/app/demo/funnel${query}`);
  await expect(page.getByRole("list", { name: "Stages of the funnel" }).getByRole("listitem").first()).toBeAttached();
}

test("a stage is explained, and leads to exactly its people", async ({ page }) => {
  const { trouble } = watch(page);
  await signIn(page);
  const { funnel } = await api<Funnel>("GET", "/funnel");
  await open(page);
  const marks = page.getByRole("list", { name: "Stages of the funnel" });
  await marks.locator('[tabindex="0"]').focus();
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Enter");
  const position = funnel.stages.length - 2;
  await expect(page).toHaveURL(new RegExp(`step=${position}`));
  const detail = page.getByRole("region", { name: / to / });
  const heading = detail.getByRole("heading", { level: 2 });
  await expect(heading).toBeFocused();
  await expect(detail.getByRole("heading", { name: /^Next/ })).toBeVisible();

  // The bars are those of the API.
  const step = funnel.stages[position + 1];
  const bars = detail.getByRole("region", { name: "Time taken" }).getByRole("row");
  const counts = await bars.evaluateAll((rows) => rows.slice(1).map((row) => row.querySelectorAll("td")[0]?.textContent ?? ""));
  const elapsed = step?.elapsed ?? [];
  const first = elapsed.findIndex((people) => people > 0);
  const last = elapsed.findLastIndex((people) => people > 0);
  // Empty ones before the first are one row.
  expect(counts.map(number)).toEqual([...(first > 0 ? [0] : []), ...elapsed.slice(first, last + 1)]);

  // The line has its figures, and says what is too early to tell.
  await detail.getByText("The same as a table").click();
  await expect(detail.getByRole("region", { name: "Conversion over time" }).getByRole("row").nth(1)).toBeVisible();
  await detail.getByRole("link", { name: "By week" }).click();
  await expect(page).toHaveURL(/pace=week/);

  const all = detail.getByRole("link", { name: /^See all/ });
  const expected = number(await all.textContent());
  expect(expected).toBe((funnel.stages[position]?.people ?? 0) - (step?.people ?? 0));
  await expectAccessible(page, "a stage explained");
  await page.getByRole("link", { name: "Close" }).click();
  await expect(detail).toHaveCount(0);
  expect(trouble).toEqual([]);
});

test("two groups of people are compared with their uncertainty", async ({ page }) => {
  await signIn(page);
  await open(page);
  const who = page.getByLabel("Who");
  const value = await who.locator("optgroup option").first().getAttribute("value");
  await who.selectOption(value ?? "");
  await page.getByLabel("Compared with").selectOption({ label: "Everybody else" });
  const table = page.getByRole("region", { name: "Figures of both funnels" });
  await expect(table).toBeVisible();
  await expect(table.getByRole("columnheader", { name: /Everybody else/ }).first()).toBeVisible();
  const purchase = table.getByRole("row").filter({ has: page.getByRole("rowheader", { name: "Purchase", exact: true }) });
  await expect(purchase.getByRole("cell").nth(5)).toHaveText(/^[+−]?[\d.]+ to [+−]?[\d.]+$/);
  // The picture says both.
  await expect(page.getByRole("list", { name: "Stages of the funnel" }).getByText(/Everybody else: /).first()).toBeAttached();
  await expectAccessible(page, "two groups compared");

  // Another period, for the same people.
  await page.getByRole("link", { name: "90 days" }).click();
  await page.getByLabel("Compared with").selectOption({ label: "Another period" });
  await expect(page).toHaveURL(/compare_from=\d{4}-\d\d-\d\d&compare_to=/);
  await expect(table).toBeVisible();
  await page.getByLabel("Compared with").selectOption({ label: "Nothing" });
  await expect(page.getByRole("region", { name: "Figures of the funnel" })).toBeVisible();
});

test("the funnel is broken down by up to five values", async ({ page }) => {
  await signIn(page);
  await open(page);
  await page.getByLabel("Broken down by").selectOption({ label: "Source" });
  const table = page.getByRole("region", { name: "Figures by value" });
  await expect(table.getByRole("rowheader").first()).toBeVisible();
  const shown = await table.getByRole("rowheader").count();
  expect(shown).toBeLessThanOrEqual(5);
  await page.getByText("The 5 with the most people").click();
  await page.getByRole("checkbox").first().uncheck();
  await expect(table.getByRole("rowheader")).toHaveCount(shown - 1);
  await page.getByLabel("Conversion").selectOption({ label: "Purchase → Loyalty" });
  await expect(page).toHaveURL(/measure=step\.5/);
  await expectAccessible(page, "broken down");
  await table.getByRole("rowheader").getByRole("link").first().click();
  await expect(page).toHaveURL(/segment=source/);
  await expect(table).toHaveCount(0);
});

test("what if is moved by keyboard, seen downstream, shared and taken back", async ({ page }) => {
  await signIn(page);
  const { funnel } = await api<Funnel>("GET", "/funnel");
  await open(page);
  await page.getByRole("heading", { name: "What if more people continued?" }).click();
  const slider = page.getByRole("slider").first();
  const before = Number(await slider.inputValue());
  await slider.focus();
  for (let step = 0; step < 4; step += 1) await page.keyboard.press("ArrowRight");
  expect(Number(await slider.inputValue())).toBeGreaterThan(before);
  await expect(page).toHaveURL(/what_if=1-/);
  const result = page.locator(".what-if .stat").first();
  const more = number(await result.locator(".value").textContent());
  expect(more).toBeGreaterThan(funnel.stages[4]?.people ?? Infinity);
  await expect(page.getByRole("list", { name: "Stages of the funnel" }).getByText(/What if: /).first()).toBeAttached();
  await expectAccessible(page, "what if");

  // Whoever opens the address sees the same.
  await page.reload();
  await expect(result.locator(".value")).toHaveText(more.toLocaleString("en-GB"));
  await page.locator(".what-if").getByRole("button", { name: "Back to what was measured" }).click();
  await expect(page).not.toHaveURL(/what_if/);
  await expect(result.locator(".note")).toHaveText("as measured");
});

test("what if is dragged in the picture; a click on the same place still explains the stage", async ({ page }) => {
  const { trouble } = watch(page);
  await signIn(page);
  await open(page);
  const handle = page.locator(".plot .handle").nth(3);
  const drag = async (by: number) => {
    await handle.scrollIntoViewIfNeeded();
    const box = await handle.boundingBox();
    const [x, y] = [(box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + by / 2, y, { steps: 4 });
    await page.mouse.move(x + by, y, { steps: 4 });
    await page.mouse.up();
  };
  const supposed = () => Number(/what_if=4-([\d.]+)/.exec(page.url())?.[1] ?? NaN);
  await drag(24);
  await expect(page).toHaveURL(/what_if=4-/);
  expect(new URL(page.url()).searchParams.has("stage"), "a drag is no click").toBe(false);
  const wider = supposed();
  await drag(-60);
  await expect.poll(supposed).toBeLessThan(wider);
  // The edge went along, so the next drag begins where the last one ended.
  await drag(4_000);
  await expect(page).toHaveURL(/what_if=4-100/);
  // Out and back is a drag, too, and no click on the stage.
  const box = await handle.boundingBox();
  const [x, y] = [(box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x - 50, y, { steps: 4 });
  await page.mouse.move(x, y, { steps: 4 });
  await page.mouse.up();
  await expect(page).toHaveURL(/what_if=4-100/);
  expect(new URL(page.url()).searchParams.has("stage"), "out and back is no click").toBe(false);
  const figure = page.locator("figure.chart");
  await expect(figure.getByText(/^What if: [\d,]+ reach Purchase /)).toBeVisible();
  await figure.getByRole("button", { name: "Back to what was measured" }).click();
  await expect(page).not.toHaveURL(/what_if/);
  await handle.click();
  await expect(page).toHaveURL(/stage=4/);
  await expect(page).not.toHaveURL(/what_if/);
  // Two funnels that were both measured are not dragged.
  await page.getByLabel("Who").selectOption({ index: 1 });
  await page.getByLabel("Compared with").selectOption({ label: "Everybody else" });
  await expect(page.getByRole("region", { name: "Figures of both funnels" })).toBeVisible();
  await expect(page.locator(".plot .handle:visible")).toHaveCount(0);
  expect(trouble).toEqual([]);
});

test("readiness has evidence and a way to fix each item", async ({ page }) => {
  await signIn(page);
  await open(page);
  const items = page.locator(".readiness > li");
  await expect(items).toHaveCount(5);
  for (const item of await items.all()) {
    await expect(item.locator(".status")).toHaveText(/^(Met|Not met|Not known)$/);
    await expect(item.getByText(/\d/).first()).toBeVisible();
    await expect(item.getByRole("link")).toHaveAttribute("href", /\/app\/demo\//);
  }
});

test("with everything open nothing is wider than a phone", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 700 });
  await signIn(page);
  for (const query of ["?segment=source:&compare_segment=&step=4&what_if=1-50", "?breakdown=source&stage=5&pace=week"]) {
    await open(page, query);
    await expect(page.locator(".loading")).toHaveCount(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    await expectAccessible(page, query);
  }
});
