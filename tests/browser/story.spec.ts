// The main journey: a story is told on a phone, moderated by keyboard, stands on the wall and on
// another company's site, and is gone from both when its author takes it back.
import { devices, expect, test, type Browser } from "@playwright/test";

import { A_MINUTE, expectAccessible, fillStory, samplePage, signIn, unique, watch } from "./support";

const { defaultBrowserType: _, ...phone } = devices["Pixel 7"];

for (const javaScriptEnabled of [false, true]) {
  test(`a story travels from a phone to another site and back, JavaScript ${javaScriptEnabled ? "on" : "off"}`, async ({
    browser,
  }) => {
    test.setTimeout(3 * A_MINUTE);
    const quote = unique("I repaired forty watches under this lamp and never squinted once.");
    const author = unique("Ada");
    const author_phone = await (await browser.newContext({ ...phone, javaScriptEnabled })).newPage();
    const sample = await samplePage();

    await test.step("the form keeps what was typed when something is wrong", async () => {
      await author_phone.goto("/p/demo/tell");
      await fillStory(author_phone, { quote: "Too short.", author });
      await author_phone.getByRole("button", { name: "Send my story" }).click();
      const story = author_phone.getByLabel("Your story");
      await expect(story).toHaveAccessibleDescription(/at least 20 characters/);
      await expect(story).toHaveValue("Too short.");
      await expect(author_phone.getByLabel("Name", { exact: true })).toHaveValue(author);
      await expect(author_phone.getByRole("checkbox", { name: /websites/ })).toBeChecked();
      await expect(author_phone.getByRole("checkbox", { name: /social media/ })).not.toBeChecked();
    });

    await test.step("the story is sent", async () => {
      await author_phone.getByLabel("Your story").fill(quote);
      await author_phone.getByRole("button", { name: "Send my story" }).click();
      await expect(author_phone.getByRole("heading", { level: 1 })).toHaveText("Thank you");
      await author_phone.getByRole("link", { name: "Open my receipt" }).click();
      await expect(author_phone.getByText("Waiting to be read")).toBeVisible();
    });

    await test.step("it is approved by keyboard alone", async () => {
      const page = await (await browser.newContext()).newPage();
      const { trouble } = watch(page);
      await signIn(page);
      await page.goto("/app/demo/submissions");
      // The latest submission stands first and is open.
      await expect(page.getByRole("heading", { level: 2, name: `Submission of ${author}` })).toBeVisible();
      await page.keyboard.press("j");
      await page.keyboard.press("k");
      await expect(page.getByRole("heading", { level: 2, name: `Submission of ${author}` })).toBeVisible();
      await page.keyboard.press("a");
      await expect(page.getByRole("status").filter({ hasText: /Approved/ }).first()).toBeVisible();
      await expect(page.getByRole("link", { name: author })).toHaveCount(0);
      expect(trouble).toEqual([]);
      await page.context().close();
    });

    await test.step("it stands on the wall and on the company's page", async () => {
      await expect.poll(() => shown(browser, "/p/demo", quote), { timeout: A_MINUTE }).toBe(true);
      await expect.poll(() => shown(browser, sample, quote), { timeout: A_MINUTE }).toBe(true);
      await author_phone.reload();
      await expect(author_phone.getByRole("heading", { name: "Published" })).toBeVisible();
    });

    await test.step("its author takes it back", async () => {
      await author_phone.getByText("Take everything back").click();
      await author_phone.getByRole("button", { name: "Withdraw my story and all consent" }).click();
      await expect(author_phone.getByRole("heading", { name: "Withdrawn" })).toBeVisible();
      await expect(author_phone.getByText(quote)).toHaveCount(0);
      if (javaScriptEnabled) await expectAccessible(author_phone, "a withdrawn receipt");
    });

    await test.step("it is gone from both within a minute", async () => {
      await expect.poll(() => shown(browser, "/p/demo", quote), { timeout: A_MINUTE }).toBe(false);
      await expect.poll(() => shown(browser, sample, quote), { timeout: A_MINUTE }).toBe(false);
    });
  });
}

/** Whether a visitor who was never there before sees these words; nothing on the page may go wrong. */
async function shown(browser: Browser, url: string, words: string): Promise<boolean> {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const { trouble } = watch(page);
    await page.goto(url);
    const wall = page.locator("laurel-wall");
    if ((await wall.count()) > 0) {
      await wall.scrollIntoViewIfNeeded();
      await expect(wall.locator("blockquote").first()).toBeVisible();
    }
    const count = await page.getByText(words).count();
    expect(trouble, `trouble on ${url}`).toEqual([]);
    return count > 0;
  } finally {
    await context.close();
  }
}

test("the company's page keeps its own words when Laurel does not answer", async ({ page }) => {
  const sample = await samplePage();
  await page.route("**/embed/*.json*", (route) => route.abort());
  await page.goto(sample);
  const wall = page.locator("laurel-wall");
  await wall.scrollIntoViewIfNeeded();
  await expect(wall.getByRole("link", { name: /Read what people say/ })).toBeVisible();
  const before = await wall.boundingBox();
  expect(before?.height ?? 0).toBeGreaterThan(100);
});

test("the wall on another site moves nothing around it", async ({ page }) => {
  const sample = await samplePage();
  await page.addInitScript(() => {
    const shifts = { total: 0 };
    (globalThis as unknown as { shifts: typeof shifts }).shifts = shifts;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.total += (entry as unknown as { value: number }).value;
    }).observe({ type: "layout-shift", buffered: true });
  });
  await page.goto(sample);
  const wall = page.locator("laurel-wall");
  await wall.scrollIntoViewIfNeeded();
  await expect(wall.locator("blockquote").first()).toBeVisible();
  const total = await page.evaluate(() => (globalThis as unknown as { shifts: { total: number } }).shifts.total);
  expect(total).toBe(0);
});

test("a double click sends one story", async ({ page }) => {
  const author = unique("Bo");
  await page.goto("/p/demo/tell");
  await fillStory(page, { quote: unique("This was sent by somebody with a nervous finger."), author });
  await page.getByRole("button", { name: "Send my story" }).dblclick();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Thank you");
  await signIn(page);
  await page.goto("/app/demo/submissions");
  await expect(page.getByRole("link", { name: author })).toHaveCount(1);
});
