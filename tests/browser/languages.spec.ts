// The app in German from end to end, and in the pseudo-locale: long words, from right to left, on a phone.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test, type Page } from "@playwright/test";

import { api, signIn, watch } from "./support";

const PAGES = ["", "funnel", "flywheel", "pyramid", "pyramid?level=2", "pyramid?moves=rose", "people", "asks", "submissions", "plan", "imports", "imports?new=purchases", "widgets", "settings", "settings/stages", "settings/rules", "settings/activity"];

/** What stands after `key = ` in the message files of the app and of the rules, by its key. */
function messages(language: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const bundle of ["app", "rules"]) {
    const folder = join(__dirname, "../../crates/words/messages", language, bundle);
    for (const file of readdirSync(folder)) {
      const text = readFileSync(join(folder, file), "utf8").replace(/\n[ \t]+/g, " ");
      for (const [, key, message] of text.matchAll(/^([a-z0-9_]+) = (.*)$/gm)) {
        found.set(`${file} ${key}`, message ?? "");
      }
    }
  }
  return found;
}

/** English messages without arguments that say something else in German. */
function onlyEnglish(): Set<string> {
  const german = messages("de");
  const same = new Set(german.values());
  const all = [...messages("en")].filter(([key, text]) => !text.includes("{") && text !== german.get(key));
  return new Set(all.map(([, text]) => text).filter((text) => !same.has(text)));
}

/** Chooses a language before the app starts, and signs in. */
async function speak(page: Page, tag: string): Promise<void> {
  await page.addInitScript((chosen) => localStorage.setItem("laurel-language", chosen), tag);
  await signIn(page);
  await expect(page.locator("html")).toHaveAttribute("lang", tag);
}

/** Follows a link within the app, which is quicker than loading it anew. */
async function open(page: Page, path: string): Promise<void> {
  await page.evaluate((target) => {
    const link = document.createElement("a");
    link.href = target;
    document.body.append(link);
    link.click();
    link.remove();
  }, path);
  await page.waitForURL((url) => url.pathname + url.search === path);
  await expect(page.locator("main h1")).toBeVisible();
  await expect(page.locator("main .loading")).toHaveCount(0);
}

/** The addresses of all pages, with somebody's profile. */
async function paths(): Promise<string[]> {
  const { people } = await api<{ people: { id: string }[] }>("GET", "/people?stage=6");
  return [...PAGES, `people/${people[0]?.id}`].map((page) => (page ? `/app/demo/${page}` : "/app/demo"));
}

test("a member chooses German and comes back to English, by keyboard", async ({ page }) => {
  const { trouble } = watch(page);
  await signIn(page);
  await page.goto("/app/demo/people");
  await expect(page.getByText(/^1,\d{3} people known to the program\.$/)).toBeVisible();
  await page.getByRole("button", { name: "Deutsch" }).press("Enter");
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
  await expect(page.locator("html")).toHaveAttribute("dir", "ltr");
  await expect(page.getByRole("heading", { level: 1, name: "Personen" })).toBeVisible();
  await expect(page.getByText(/^1\.\d{3} Personen im Programm bekannt\.$/)).toBeVisible();
  await expect(page.getByRole("columnheader", { name: "Letzter Kontakt" })).toBeVisible();
  await expect(page.locator("tbody time").first()).toHaveText(/^(vor |gestern|heute|gerade|\d+\. \S+ \d{4}$)/);

  // Links and focus work as before.
  await page.getByRole("link", { name: "Anfragen", exact: true }).press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Anfragen" })).toBeFocused();
  // The choice stays.
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: "Anfragen" })).toBeVisible();
  await page.getByRole("button", { name: "English" }).press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Asks" })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  expect(trouble).toEqual([]);
});

test("no page of the app says anything in English once German is chosen", async ({ page }) => {
  test.setTimeout(180_000);
  const english = onlyEnglish();
  // What the program itself calls its stages, sources and tags is not translated.
  type Segments = { segments: { value: string }[] };
  for (const { value } of (await api<Segments>("GET", "/segments")).segments) english.delete(value);
  type Program = { program: { stages: string[] } };
  for (const name of (await api<Program>("GET", "")).program.stages) english.delete(name);

  await speak(page, "de");
  const found: string[] = [];
  for (const path of await paths()) {
    await open(page, path);
    const texts = await page.evaluate(() => {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      const texts: string[] = [];
      while (walker.nextNode()) texts.push((walker.currentNode.textContent ?? "").trim());
      for (const element of document.querySelectorAll("[aria-label], [title], [placeholder], [data-label]")) {
        for (const name of ["aria-label", "title", "placeholder", "data-label"]) {
          texts.push(element.getAttribute(name) ?? "");
        }
      }
      return texts;
    });
    for (const text of new Set(texts)) if (english.has(text)) found.push(`${path}: ${text}`);
  }
  expect(found).toEqual([]);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 375, height: 812 } });

  test("long words from right to left are not cut off", async ({ page }) => {
    test.setTimeout(180_000);
    await speak(page, "en-x-pseudo");
    await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
    const found: string[] = [];
    for (const path of await paths()) {
      await open(page, path);
      const cut = await page.evaluate(() => {
        const cut: string[] = [];
        const { scrollWidth, clientWidth } = document.documentElement;
        if (scrollWidth > clientWidth + 1) cut.push(`the page: ${scrollWidth} of ${clientWidth} px`);
        for (const element of document.body.querySelectorAll<HTMLElement>("*")) {
          // People's own words may end in an ellipsis, with the whole of it in the title; a table's head is
          // there for the ear alone where its rows are cards; what is typed scrolls within its field.
          if (element.closest(".visually-hidden, .clip, .marks, canvas, svg, input, .table.stacked thead")) continue;
          const { overflowX } = getComputedStyle(element);
          const clips = ["hidden", "clip"].includes(overflowX);
          if (!clips && !element.matches("button, .button, .tag, th, td, summary, legend")) continue;
          if (element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1) {
            const words = (element.textContent ?? "").trim().slice(0, 60);
            cut.push(`${element.tagName.toLowerCase()}.${element.className} “${words}”: ${element.scrollWidth} of ${element.clientWidth} px`);
          }
        }
        return cut;
      });
      found.push(...cut.map((one) => `${path}: ${one}`));
    }
    expect(found).toEqual([]);
  });
});
