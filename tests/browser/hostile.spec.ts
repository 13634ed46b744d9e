// Script tags, right-to-left text, 3,000-character words and emoji in every field: text everywhere.
import { expect, test, type Page } from "@playwright/test";

import { api, approve, fillStory, find, samplePage, signIn, tell, unique, watch } from "./support";

const HOSTILE = [
  `<script>document.title="hacked"</script><img src=x onerror='document.title="hacked"'>`,
  `"><svg onload=alert(1)></textarea></blockquote><script>alert(1)</script>`,
  "\u202etxet desrever\u202c שלום עולם مرحبا بالعالم 👩🏽‍🔧🏳️‍🌈 {{7*7}} ${7*7}",
];

/** No text became anything else than text. */
async function expectHarmless(page: Page, trouble: string[], where: string): Promise<void> {
  expect(trouble, where).toEqual([]);
  expect(await page.title(), where).not.toBe("hacked");
  expect(await page.locator("img[src='x'], svg[onload], [onerror]").count(), where).toBe(0);
}

test("hostile stories are text on every page", async ({ page }) => {
  test.setTimeout(180_000);
  const sample = await samplePage();
  const { trouble } = watch(page);
  const quotes: string[] = [];
  for (const text of HOSTILE) {
    const quote = unique(text.padEnd(30, "."));
    const line = [...text].slice(0, 60).join("");
    quotes.push(quote);
    await page.goto("/p/demo/tell");
    await fillStory(page, { quote, author: line, headline: line, company: line });
    await page.getByRole("button", { name: "Send my story" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Thank you");
    await page.getByRole("link", { name: "Open my receipt" }).click();
    await expect(page.locator("blockquote").first()).toHaveText(quote);
    await expectHarmless(page, trouble, "the receipt");
  }
  await signIn(page);
  for (const quote of quotes) {
    const { id } = await find(quote);
    await page.goto(`/app/demo/submissions?item=${id}`);
    await expect(page.locator("article.story")).toContainText(quote);
    await expectHarmless(page, trouble, "the queue");
    await approve(quote);
  }
  await expect
    .poll(async () => {
      await page.goto("/p/demo");
      const all = await page.locator("blockquote").allTextContents();
      return quotes.every((quote) => all.includes(quote));
    })
    .toBe(true);
  await expectHarmless(page, trouble, "the wall");
  await page.goto(sample);
  const wall = page.locator("laurel-wall");
  await wall.scrollIntoViewIfNeeded();
  await expect(wall.locator("blockquote").first()).toBeVisible();
  for (const quote of quotes) await expect(wall.getByText(quote)).toHaveCount(1);
  await expectHarmless(page, trouble, "the sample page");
});

test("hostile people are text in the app", async ({ page }) => {
  const touchpoints = HOSTILE.map((text, number) => {
    const line = [...text].slice(0, 110).join("");
    const person = { external_id: `hostile-${number}`, name: line, company: line, headline: line, source: line, city: line };
    return { person, kind: "website_visit", at: new Date().toISOString(), note: line };
  });
  await api("POST", "/touchpoints", { touchpoints });
  const { trouble } = watch(page);
  await signIn(page);
  await page.goto("/app/demo/people?q=hostile-");
  await expect(page.getByRole("rowheader")).toHaveCount(HOSTILE.length);
  await expectHarmless(page, trouble, "the list of people");
  await page.getByRole("rowheader").first().getByRole("link").click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(/[<"\u202e]/);
  await expectHarmless(page, trouble, "a profile");
  await page.goto("/app/demo/funnel");
  await expect(page.getByRole("table")).toBeVisible();
  await expectHarmless(page, trouble, "the funnel");
});

test("words that are very long break nothing, on the smallest phone", async ({ page }) => {
  const quote = unique("W".repeat(2_900));
  const author = "N".repeat(80);
  const receipt = await tell(quote, author, { headline: "H".repeat(120), company: "C".repeat(120) });
  await approve(quote);
  const person = { external_id: "long", name: author, company: "C".repeat(120), source: "S".repeat(120) };
  await api("POST", "/touchpoints", { touchpoints: [{ person, kind: "website_visit", at: new Date().toISOString(), key: "long" }] });
  await page.setViewportSize({ width: 320, height: 640 });
  const sample = await samplePage();
  await signIn(page);
  const { id } = await find(quote);
  for (const url of [receipt, "/p/demo", sample, `/app/demo/submissions?state=approved&item=${id}`, "/app/demo/people", "/app/demo/funnel"]) {
    await page.goto(url);
    await expect(page.getByRole("heading").first()).toBeVisible();
    await expect(page.locator(".loading")).toHaveCount(0);
    const sideways = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    await expect.poll(sideways, { message: url }).toBeLessThanOrEqual(0);
  }
});
