// Funnel, flywheel and pyramid: walked by keyboard, equal to the API's figures, sharp at every pixel ratio.
import { expect, test, type Page } from "@playwright/test";

import { api, signIn, watch } from "./support";

const CHARTS = [
  { page: "funnel", marks: "Stages of the funnel" },
  { page: "flywheel", marks: "Phases of the flywheel" },
  { page: "pyramid", marks: "Levels of the pyramid" },
] as const;

for (const chart of CHARTS) {
  test(`the ${chart.page} is walked with the arrow keys and leads to people`, async ({ page }) => {
    const { trouble } = watch(page);
    await signIn(page);
    await page.goto(`/app/demo/${chart.page}`);
    const marks = page.getByRole("list", { name: chart.marks });
    await expect(marks.getByRole("listitem").first()).toBeAttached();
    const count = await marks.getByRole("listitem").count();
    expect(count).toBeGreaterThanOrEqual(3);

    // Tab reaches one mark, the arrow keys walk the others.
    expect(await marks.locator('[tabindex="0"]').count()).toBe(1);
    await marks.locator('[tabindex="0"]').focus();
    await page.keyboard.press("Home");
    const focused = () => page.evaluate(() => document.activeElement?.textContent ?? "");
    const seen = new Set<string>();
    for (let step = 0; step < count; step += 1) {
      const words = await focused();
      expect(words).toMatch(/\d|nobody|none/i);
      seen.add(words);
      const tooltip = page.locator(".plot .tooltip");
      await expect(tooltip).toBeVisible();
      await expect(tooltip).toContainText(/\d/);
      const box = await tooltip.boundingBox();
      const plot = await page.locator(".plot").boundingBox();
      expect(box && plot && box.x >= plot.x - 1 && box.x + box.width <= plot.x + plot.width + 1).toBe(true);
      await page.keyboard.press("ArrowRight");
    }
    expect(seen.size).toBe(count);
    // At the end it stops; the way back is the other arrow, and End leads there at once.
    const last = await focused();
    await page.keyboard.press("ArrowLeft");
    expect(await focused()).not.toBe(last);
    await page.keyboard.press("End");
    expect(await focused()).toBe(last);

    await page.keyboard.press("Home");
    const link = page.locator(".marks a:focus");
    if (chart.page === "funnel") {
      // A stage of the funnel is explained on the page; from there it leads to its people.
      await page.keyboard.press("Enter");
      await expect(page).toHaveURL(/stage=0/);
      await expect(page.getByRole("heading", { level: 2 }).first()).toBeFocused();
      await page.getByRole("link", { name: /^See all/ }).click();
      await expect(page.getByRole("heading", { level: 1, name: "People" })).toBeFocused();
    } else if (chart.page === "pyramid") {
      // A level's people stand under the picture.
      await page.keyboard.press("Enter");
      await expect(page).toHaveURL(/level=1/);
      await expect(page.getByRole("heading", { level: 2, name: "Physical rewards" })).toBeFocused();
    } else if ((await link.count()) > 0) {
      await page.keyboard.press("Enter");
      await expect(page).toHaveURL(/\/app\/demo\/people\?/);
      await expect(page.getByRole("heading", { level: 1, name: "People" })).toBeFocused();
      await expect(page.getByRole("table").getByRole("row").nth(1)).toBeVisible();
      await page.goBack();
      await expect(marks.getByRole("listitem").first()).toBeAttached();
    }
    expect(trouble).toEqual([]);
  });

  test(`the ${chart.page} is sharp at any pixel ratio and width`, async ({ browser }) => {
    for (const [deviceScaleFactor, width] of [
      [1, 1_280],
      [1.5, 900],
      [2, 390],
      [3, 320],
    ] as const) {
      const context = await browser.newContext({ deviceScaleFactor, viewport: { width, height: 800 } });
      const page = await context.newPage();
      await signIn(page);
      await page.goto(`/app/demo/${chart.page}`);
      await expect(page.locator(".plot canvas").first()).toBeVisible();
      await expect.poll(() => canvases(page)).toEqual({ sharp: true, painted: true, fits: true });
      await context.close();
    }
  });
}

/** Whether each canvas has a pixel for a pixel, something on it, and the page does not scroll sideways. */
async function canvases(page: Page): Promise<{ sharp: boolean; painted: boolean; fits: boolean }> {
  return page.evaluate(() => {
    const all = [...document.querySelectorAll<HTMLCanvasElement>(".plot canvas")];
    const sharp = all.every((canvas) => {
      const box = canvas.getBoundingClientRect();
      return box.width > 0 && Math.abs(canvas.width - box.width * devicePixelRatio) <= 2;
    });
    const picture = all[0];
    const data = picture?.getContext("2d")?.getImageData(0, 0, picture.width, picture.height).data ?? [];
    const colors = new Set<number>();
    for (let at = 0; at < data.length; at += 4 * 97) {
      colors.add(((data[at] ?? 0) << 16) | ((data[at + 1] ?? 0) << 8) | (data[at + 2] ?? 0));
    }
    return { sharp, painted: colors.size > 2, fits: document.documentElement.scrollWidth <= innerWidth };
  });
}

test("the funnel's table says what the API says, for a period too", async ({ page }) => {
  await signIn(page);
  type Funnel = { funnel: { stages: { name: string; people: number }[] } };
  const year = new Date().getUTCFullYear();
  for (const query of ["", `?from=${year}-01-01`, `?to=${year}-03-31`]) {
    await page.goto(`/app/demo/funnel${query}`);
    const { funnel } = await api<Funnel>("GET", `/funnel${query}`);
    if (funnel.stages.every((stage) => stage.people === 0)) continue;
    const table = page.getByRole("region", { name: "Figures of the funnel" });
    await expect(table).toBeVisible();
    for (const stage of funnel.stages) {
      const row = table.getByRole("row").filter({ has: page.getByRole("rowheader", { name: stage.name, exact: true }) });
      await expect(row.getByRole("cell").first()).toHaveText(stage.people.toLocaleString("en-GB"));
    }
  }
});

test("the pyramid's table says what the API says", async ({ page }) => {
  await signIn(page);
  type Pyramid = { pyramid: { levels: { name: string; everyone: number }[] } };
  await page.goto("/app/demo/pyramid");
  const { pyramid } = await api<Pyramid>("GET", "/pyramid");
  for (const level of pyramid.levels) {
    const table = page.getByRole("region", { name: "People by need level" });
    const row = table.getByRole("row").filter({ has: page.getByRole("rowheader", { name: level.name }) });
    await expect(row.getByRole("cell").first()).toHaveText(level.everyone.toLocaleString("en-GB"));
  }
});

test("a mark's people are those it counts", async ({ page }) => {
  await signIn(page);
  await page.goto("/app/demo/funnel");
  const marks = page.getByRole("list", { name: "Stages of the funnel" });
  await expect(marks.getByRole("link").first()).toBeAttached();
  const words = (await marks.getByRole("link").last().textContent()) ?? "";
  const figures = page.getByRole("region", { name: "Figures of the funnel" });
  const href = await figures.getByRole("rowheader").last().getByRole("link").getAttribute("href");
  const expected = Number((/[\d,]+/.exec(words)?.[0] ?? "").replaceAll(",", ""));
  await page.goto(href ?? "");
  let people = 0;
  for (let pages = 0; pages < 200; pages += 1) {
    await expect(page.getByRole("table")).toBeVisible();
    people += (await page.getByRole("table").getByRole("rowheader").count());
    const more = page.getByRole("link", { name: "More people" });
    if ((await more.count()) === 0) break;
    const next = await more.getAttribute("href");
    await page.goto(next ?? "");
  }
  expect(people).toBe(expected);
});
