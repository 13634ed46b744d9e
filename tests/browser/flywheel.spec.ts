// The flywheel: it turns, answers what-if, names its losses with their lists, and shows who feeds whom.
import { expect, test, type Page } from "@playwright/test";

import { api, emptyProgram, expectAccessible, signIn, watch } from "./support";
import { measure, probe } from "./wheel";

interface Wheel {
  flywheel: {
    customers: number;
    loop_gain: number | null;
    friction: { code: string; label: string; count: number }[];
  };
}

async function open(page: Page, query = ""): Promise<void> {
  await signIn(page);
  await page.goto(`/app/demo/flywheel${query}`);
  await expect(page.getByRole("list", { name: "Phases of the flywheel" }).getByRole("listitem").first()).toBeAttached();
}

/** The turning layer as bytes. */
async function turning(page: Page): Promise<string> {
  return page.evaluate(() => document.querySelector<HTMLCanvasElement>("canvas.wheel")?.toDataURL() ?? "");
}

/** So many frames later, in which a wheel that turns would have turned. */
async function frames(page: Page, count: number): Promise<void> {
  await page.evaluate(async (left) => {
    for (; left > 0; left -= 1) await new Promise(requestAnimationFrame);
  }, count);
}

test("the wheel turns, can be paused and turned by hand", async ({ page }) => {
  const { trouble } = watch(page);
  await open(page);
  await expect(page.getByText(/One turn takes/).first()).toBeVisible();
  const first = await turning(page);
  await expect.poll(() => turning(page)).not.toBe(first);

  await page.getByRole("button", { name: "Pause" }).click();
  const paused = await turning(page);
  await frames(page, 20);
  expect(await turning(page)).toBe(paused);

  const grip = await page.locator(".grip").boundingBox();
  if (!grip) throw new Error("no wheel");
  const middle = { x: grip.x + grip.width / 2, y: grip.y + grip.height / 2 };
  await page.mouse.move(middle.x + grip.width * 0.43, middle.y);
  await page.mouse.down();
  await page.mouse.move(middle.x + grip.width * 0.3, middle.y + grip.height * 0.3, { steps: 5 });
  await page.mouse.up();
  await expect(page).toHaveURL(/\/flywheel$/);
  expect(await turning(page)).not.toBe(paused);
  await page.getByRole("button", { name: "Turn" }).click();
  const again = await turning(page);
  await expect.poll(() => turning(page)).not.toBe(again);
  expect(trouble).toEqual([]);
});

test("it stands still when less motion is asked for", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await open(page);
  await expect(page.getByText("The wheel stands still: this system asks for less motion.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Pause" })).toBeHidden();
  const first = await turning(page);
  await frames(page, 25);
  expect(await turning(page)).toBe(first);
});

test("a rate is supposed with the keyboard, kept in the address and taken back", async ({ page }) => {
  await open(page);
  const engage = page.getByRole("slider", { name: "Engage" });
  const panel = page.locator(".supposed");
  await expect(panel.locator("p[role=status]")).toHaveText("All rates are as measured.");
  await engage.focus();
  await page.keyboard.press("End");
  await expect(page).toHaveURL(/engage=1\b/);
  await expect(engage).toHaveAttribute("aria-valuetext", /100% of them buy, measured: /);
  await expect(panel.locator("p[role=status]")).toHaveText(/^Loop gain [\d.]+ instead of [\d.]+: .*one turn takes [\d.]+ s instead of/);
  await page.keyboard.press("ArrowLeft");
  await expect(page).toHaveURL(/engage=0\.995/);
  const mark = page.getByRole("list", { name: "Phases of the flywheel" }).getByText(/^Engage: 99\.5%/);
  await expect(mark).toBeAttached();

  await page.reload();
  await expect(engage).toHaveAttribute("aria-valuetext", /99\.5%/);
  await page.getByRole("button", { name: "Back to what was measured" }).click();
  await expect(page).toHaveURL(/\/flywheel$/);
  await expect(panel.locator("p[role=status]")).toHaveText("All rates are as measured.");
});

test("a rate is dragged on the chart", async ({ page }) => {
  await open(page);
  const handle = await page.locator(".handle").first().boundingBox();
  if (!handle) throw new Error("no handle");
  const [x, y] = [handle.x + handle.width / 2, handle.y + handle.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 60, y, { steps: 6 });
  await page.mouse.up();
  await expect(page).toHaveURL(/attract=[\d.]+/);
  await expect(page.locator(".supposed p[role=status]")).toHaveText(/^Loop gain/);
});

test("each loss leads to those who are counted", async ({ page }) => {
  await open(page);
  const { flywheel } = await api<Wheel>("GET", "/flywheel");
  for (const loss of flywheel.friction) {
    const row = page.getByRole("row").filter({ has: page.getByRole("link", { name: loss.label }) });
    await expect(row.getByRole("cell")).toHaveText(loss.count.toLocaleString("en-GB"));
  }
  const detractors = flywheel.friction.find((loss) => loss.code === "detractors")?.count ?? 0;
  await page.getByRole("region", { name: "Losses between the phases" }).getByRole("link", { name: "Detractors" }).click();
  await expect(page).toHaveURL(/people\?nps=detractor/);
  await expect(page.getByRole("combobox", { name: "NPS" })).toHaveValue("detractor");
  let people = 0;
  for (let pages = 0; pages < 40; pages += 1) {
    await expect(page.getByRole("table")).toBeVisible();
    people += await page.getByRole("table").getByRole("rowheader").count();
    const more = page.getByRole("link", { name: "More people" });
    if ((await more.count()) === 0) break;
    await page.goto((await more.getAttribute("href")) ?? "");
  }
  expect(people).toBe(detractors);
});

test("who feeds whom is walked from advocate to advocate", async ({ page }) => {
  await open(page);
  type Advocates = { advocates: { name: string; people_brought: number; customers_brought: number }[] };
  const { advocates } = await api<Advocates>("GET", "/advocates?limit=10");
  const list = page.getByRole("region", { name: "Advocates who brought most" });
  await expect(list.getByRole("rowheader")).toHaveText(advocates.map((one) => one.name));
  const second = advocates[1];
  if (!second) throw new Error("the demo has advocates");
  await list.getByRole("link", { name: second.name }).first().click();
  await expect(page).toHaveURL(/advocate=/);
  await expect(page.getByRole("heading", { level: 3, name: `People brought by ${second.name}` })).toBeVisible();
  await expect(page.locator(".chain > ul > li").first()).toBeVisible();
  await page.getByRole("link", { name: "Most people" }).click();
  await expect(page).toHaveURL(/by=people/);
});

test("a program without customers says how it begins", async ({ page }) => {
  const slug = await emptyProgram();
  await signIn(page);
  await page.goto(`/app/${slug}/flywheel`);
  await expect(page.getByRole("heading", { name: "Nobody first bought in this period" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Nobody is recorded as brought yet" })).toBeVisible();
  await expectAccessible(page, "an empty flywheel");
});

test("it is accessible on a phone, in the dark, in forced colors and with a supposed rate", async ({ page }) => {
  await page.setViewportSize({ width: 375, height: 800 });
  await page.emulateMedia({ colorScheme: "dark" });
  await open(page, "?engage=0.9");
  await expectAccessible(page, "the flywheel in the dark");
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  await page.emulateMedia({ colorScheme: "light", forcedColors: "active" });
  await expectAccessible(page, "the flywheel in forced colors");
});

test("a frame costs little and leaves nothing", async ({ page }) => {
  test.setTimeout(240_000);
  await probe(page);
  await open(page);
  await expect(page.locator("canvas.wheel")).toBeVisible();
  const plain = await measure(page, 10_000);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  const slow = await measure(page, 1_000);
  console.log(JSON.stringify({ flywheel: { plain, slow } }));
  expect(plain.memoryAfter).toBe(plain.memoryBefore);
  expect(plain.p95).toBeLessThanOrEqual(2);
  expect(slow.p95).toBeLessThanOrEqual(8);
});
