// The language of public pages: a German author meets no English word, and longer words than ours fit.
import { expect, test, type Page } from "@playwright/test";

import { englishOn, onlyEnglish } from "./catalog";
import { approve, expectAccessible, find, samplePage, tell, unique, watch } from "./support";

test("the catalog knows English when it sees it", async ({ page }) => {
  expect(onlyEnglish().length).toBeGreaterThan(150);
  await page.goto("/p/demo/tell?lang=en");
  expect((await englishOn(page)).length).toBeGreaterThan(20);
});

test.describe("in German", () => {
  test.use({ locale: "de-DE" });

  test("an author goes from the form to receipt and mails", async ({ page }) => {
    test.setTimeout(120_000);
    const { trouble } = watch(page);
    const quote = unique("Die Lampe hat zwei Schreibtische, drei Umzüge und eine Flut überlebt.");
    const email = `${Date.now().toString(36)}@beispiel.example`;
    const isGerman = async (where: string) => {
      await expect(page.locator("html")).toHaveAttribute("lang", "de");
      expect(await englishOn(page), where).toEqual([]);
    };

    await page.goto("/p/demo/tell");
    await isGerman("the form");
    await expectAccessible(page, "the form in German");
    await page.getByLabel("Ihre Geschichte").fill("Zu kurz.");
    await page.getByRole("button", { name: "Meine Geschichte senden" }).click();
    await expect(page.getByRole("alert")).toBeVisible();
    await isGerman("the form with problems");

    await page.getByLabel("Ihre Geschichte").fill(quote);
    await page.locator("label").filter({ has: page.getByRole("radio", { name: "4 Sterne" }) }).click();
    await page.getByLabel("Ihr Name").fill("Änne Beispiel");
    await page.getByLabel("E-Mail-Adresse").fill(email);
    await page.getByLabel("Ihre Beziehung zum Unternehmen").selectOption("partner");
    await page.getByRole("checkbox", { name: /Websites/ }).check();
    await page.getByRole("button", { name: "Meine Geschichte senden" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Danke");
    await isGerman("the thanks");

    await page.getByRole("link", { name: "Meinen Beleg öffnen" }).click();
    await expect(page.getByText("Wartet darauf, gelesen zu werden")).toBeVisible();
    const receipt = new URL(page.url()).pathname;
    await page.getByText("Meine Worte ändern").click();
    await isGerman("the receipt");
    await page.getByRole("button", { name: "Zustimmen: Soziale Medien" }).click();
    await expect(page.getByRole("status")).toHaveText("Ihre Einwilligung ist vermerkt.");
    await isGerman("the receipt after consent");

    await approve(quote);
    await page.goto(receipt);
    await expect(page.getByRole("heading", { name: "Veröffentlicht" })).toBeVisible();
    await isGerman("the published receipt");

    for (const subject of [/: Beleg$/, /ist veröffentlicht$/]) {
      // The list has mails of others, in their languages.
      await page.goto("/dev/outbox");
      await page.getByRole("row").filter({ hasText: email }).getByRole("link", { name: subject }).click();
      await expect(page.getByRole("heading", { level: 1, name: subject })).toBeVisible();
      await isGerman(`the mail ${subject}`);
    }

    await page.goto(receipt);
    await page.getByText("Alles zurückziehen").click();
    await page.getByRole("button", { name: /alle Einwilligungen zurückziehen/ }).click();
    await expect(page.getByRole("heading", { name: "Zurückgezogen" })).toBeVisible();
    await isGerman("the withdrawn receipt");
    // The form that was refused is answered with 422, which the console calls an error.
    expect(trouble.filter((one) => !one.includes("422"))).toEqual([]);
  });

  test("readers of walls, the start page and problems see German", async ({ page }) => {
    const widget = (await samplePage()).split("widget=")[1] ?? "";
    for (const url of ["/p/demo", `/embed/${widget}`, "/", "/sign-in/0000", "/sign-in/nothing", "/p/no-such-program"]) {
      await page.goto(url);
      expect(await englishOn(page), url).toEqual([]);
    }
    await page.goto("/");
    await page.getByLabel("Ihre berufliche E-Mail-Adresse").fill("nobody@beispiel.example");
    await page.getByRole("button", { name: "Anmeldelink anfordern" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Sehen Sie in Ihr Postfach");
    expect(await englishOn(page)).toEqual([]);
  });

  test("a German company's site gets German sentences around the words", async ({ page }) => {
    const quote = unique("Unter dieser Lampe habe ich vierzig Uhren repariert.");
    await tell(quote, unique("Änne"), { relationship: "employee" });
    await approve(quote);
    const sample = await samplePage();
    // The sample company writes English; here its page says that it is German, before any script runs.
    await page.addInitScript(() => {
      new MutationObserver(() => document.documentElement.setAttribute("lang", "de")).observe(document, { childList: true });
    });
    await page.goto(sample);
    const wall = page.locator("laurel-wall");
    await wall.scrollIntoViewIfNeeded();
    await expect(wall.getByRole("heading", { name: /^Was andere über/ })).toBeVisible();
    await expect(wall.getByText(/von 5, Durchschnitt/)).toBeVisible();
    await expect(wall.getByRole("link", { name: "Alle Worte, und wie sie gesammelt wurden" })).toBeVisible();
    await expect(wall.getByText("Arbeitet für das Unternehmen").first()).toBeAttached();
    await expect(wall.getByRole("img", { name: "4 von 5 Sternen" }).first()).toBeAttached();
  });

  test("the footer leads to the same page in another language, which then stays", async ({ page }) => {
    await page.goto("/p/demo");
    await page.getByRole("navigation", { name: "Sprache" }).getByRole("link", { name: "English" }).click();
    await expect(page.locator("html")).toHaveAttribute("lang", "en");
    await page.getByRole("link", { name: "Tell your story" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(/work for you/);
    await page.getByRole("button", { name: "Send my story" }).click();
    await expect(page.getByRole("alert")).toContainText("Please fill this in.");
  });
});

test.describe("with longer words, from right to left, on a phone", () => {
  test.use({ viewport: { width: 375, height: 800 } });

  test("no page cuts text off or scrolls sideways", async ({ page }) => {
    test.setTimeout(120_000);
    const quote = unique("Long words do not break what stands around them, says this story.");
    const receipt = await tell(quote, "Pseudo");
    const { id } = await find(quote);
    expect(id).toBeTruthy();
    const widget = (await samplePage()).split("widget=")[1] ?? "";
    const pages = ["/", "/p/demo", "/p/demo/tell", receipt, `${receipt}/thanks`, `/embed/${widget}`, "/sign-in/0000", "/p/no-such-program"];
    for (const url of pages) {
      await page.goto(`${url}?lang=en-x-pseudo`);
      await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
      for (const summary of await page.locator("summary").all()) await summary.click();
      expect(await cutOff(page), url).toEqual([]);
    }
    await page.goto("/p/demo/tell?lang=en-x-pseudo");
    await page.locator("button[type=submit]").click();
    await expect(page.getByRole("alert")).toBeVisible();
    expect(await cutOff(page), "the form with problems").toEqual([]);
  });
});

/** Elements that hide a part of their text, and the page itself when it is wider than the screen. */
async function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const root = document.documentElement;
    const found = root.scrollWidth > root.clientWidth ? [`the page: ${root.scrollWidth} px`] : [];
    for (const element of document.body.querySelectorAll<HTMLElement>("*")) {
      const hides = getComputedStyle(element).overflowX !== "visible";
      // What is for screen readers only is a dot on purpose; text fields scroll what is typed.
      const seen = element.clientWidth > 1 && !element.closest(".visually-hidden, .trap") && !element.matches("input, textarea");
      if (hides && seen && element.scrollWidth > element.clientWidth + 1) {
        found.push(`${element.tagName}.${element.className}: ${element.scrollWidth} > ${element.clientWidth}`);
      }
    }
    return found;
  });
}
