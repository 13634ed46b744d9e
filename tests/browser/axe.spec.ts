// axe finds nothing on any page, light and dark.
import { expect, test } from "@playwright/test";

import { api, approve, expectAccessible, member, samplePage, signIn, tell, unique } from "./support";

const APP = ["", "funnel", "flywheel", "pyramid", "pyramid?level=2", "pyramid?moves=rose", "asks", "submissions", "people", "plan", "imports", "imports?new=purchases", "widgets", "settings", "settings/stages", "settings/rules", "settings/activity"];

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test("public pages", async ({ page }) => {
      test.setTimeout(180_000);
      const quote = unique("Even the switch is a pleasure to use after all these years.");
      const receipt = await tell(quote, unique("Fay"), { relationship: "partner" });
      const sample = await samplePage();
      const widget = sample.split("widget=")[1] ?? "";
      const visit = async (url: string) => {
        await page.goto(url);
        await expectAccessible(page, url);
      };
      await visit(receipt);
      await visit(`${receipt}/thanks`);
      await approve(quote);
      for (const url of ["/", "/p/demo", "/p/demo/tell", receipt, `/embed/${widget}`, "/p/no-such-program", "/dev/outbox"]) {
        await visit(url);
      }
      await visit(sample);
      const wall = page.locator("laurel-wall");
      await wall.scrollIntoViewIfNeeded();
      await expect(wall.locator("blockquote").first()).toBeVisible();
      await expectAccessible(page, "the sample page with its wall");

      await page.goto("/p/demo/tell");
      await page.getByRole("button", { name: "Send my story" }).click();
      await expect(page.getByRole("alert")).toBeVisible();
      await expectAccessible(page, "the form with problems");
      await page.goto("/");
      await page.getByLabel(/e-mail address/).fill(await member("owner"));
      await page.getByRole("button", { name: "Send me a sign-in link" }).click();
      await expect(page.getByRole("heading", { name: "Look into your inbox" })).toBeVisible();
      await expectAccessible(page, "sign-in sent");
      await page.goto("/sign-in/0000");
      await expectAccessible(page, "a dead sign-in link");
    });

    test("the app", async ({ page }) => {
      test.setTimeout(180_000);
      await signIn(page);
      await page.goto("/app");
      await expectAccessible(page, "/app");
      for (const path of APP) {
        await page.goto(`/app/demo/${path}`);
        await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
        await expect(page.locator(".loading")).toHaveCount(0);
        await expectAccessible(page, `/app/demo/${path}`);
      }
      type People = { people: { id: string }[] };
      const { people } = await api<People>("GET", "/people?stage=6");
      await page.goto(`/app/demo/people/${people[0]?.id}`);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expect(page.locator(".loading")).toHaveCount(0);
      await expectAccessible(page, "a person");
      await page.goto("/app/demo/no-such-page");
      await expectAccessible(page, "not found");
    });

    test("dialogs of the app", async ({ page }) => {
      const author = unique("Gil");
      await tell(unique("A story that waits for a decision in a dialog."), author);
      await signIn(page);
      await page.goto("/app/demo/submissions");
      await expect(page.getByRole("heading", { level: 2, name: /Submission of/ })).toBeVisible();
      for (const key of ["?", "r"]) {
        await page.keyboard.press(key);
        await expect(page.getByRole("dialog")).toBeVisible();
        await expectAccessible(page, `the dialog behind ${key}`);
        await page.keyboard.press("Escape");
        await expect(page.getByRole("dialog")).toHaveCount(0);
      }
    });
  });
}
