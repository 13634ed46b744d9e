// When the network or the storage fails: the person sees what happened, nothing of theirs is lost, and
// it can be repeated.
import { expect, test } from "@playwright/test";

import { fillStory, find, signIn, tell, unique } from "./support";

const UNAVAILABLE = {
  status: 503,
  contentType: "application/problem+json",
  body: JSON.stringify({
    type: "/problems/unavailable",
    title: "Storage is not available right now",
    status: 503,
    detail: "Nothing was changed. Please repeat the request in a moment.",
    request_id: "0123456789abcdef",
  }),
};

for (const page_name of ["funnel", "people", "submissions", "imports", "widgets"]) {
  test(`${page_name} says that storage is away, and goes on when it is back`, async ({ page }) => {
    await signIn(page);
    await page.goto("/app/demo/settings");
    await page.route(new RegExp(`/api/v1/programs/demo/(${page_name}|testimonials)`), (route) => route.fulfill(UNAVAILABLE));
    await page.goto(`/app/demo/${page_name}`);
    const banner = page.getByRole("alert").first();
    await expect(banner).toContainText(/not available|repeat/i);
    await page.unrouteAll();
    await page.getByRole("button", { name: "Try again" }).first().click();
    await expect(page.getByRole("alert")).toHaveCount(0);
    await expect(page.locator(".loading")).toHaveCount(0);
  });
}

test("the app says that it is offline, and goes on afterwards", async ({ page, context }) => {
  await signIn(page);
  await page.goto("/app/demo/funnel");
  await expect(page.getByRole("table")).toBeVisible();
  await context.setOffline(true);
  await page.getByRole("navigation", { name: "Program" }).getByRole("link", { name: "People" }).click();
  await expect(page.getByRole("alert").first()).toBeVisible();
  await context.setOffline(false);
  await page.getByRole("button", { name: "Try again" }).first().click();
  await expect(page.getByRole("table")).toBeVisible();
});

test("a connection that died without a word is given up, and what was asked can be repeated", async ({ page }) => {
  test.setTimeout(120_000);
  await signIn(page);
  await page.goto("/app/demo/funnel");
  await expect(page.getByRole("table")).toBeVisible();
  await page.route("**/api/v1/programs/demo/people?*", () => undefined);
  await page.getByRole("navigation", { name: "Program" }).getByRole("link", { name: "People" }).click();
  await expect(page.getByRole("alert").first()).toContainText("cannot be reached", { timeout: 40_000 });
  await page.unrouteAll({ behavior: "ignoreErrors" });
  await page.getByRole("button", { name: "Try again" }).first().click();
  await expect(page.getByRole("table")).toBeVisible();
});

test("a decision that could not be stored is taken back on the screen, and can be repeated", async ({ page }) => {
  const quote = unique("Nobody may believe that this was approved.");
  const author = unique("Hal");
  await tell(quote, author);
  const { id } = await find(quote);
  await signIn(page);
  await page.goto(`/app/demo/submissions?item=${id}`);
  await expect(page.getByRole("heading", { level: 2, name: `Submission of ${author}` })).toBeVisible();
  await page.route(/\/testimonials\/[^/]+$/, (route) =>
    route.request().method() === "PATCH" ? route.fulfill(UNAVAILABLE) : route.continue(),
  );
  await page.getByRole("button", { name: "Approve" }).click();
  await expect(page.getByText(/not available|repeat/i).first()).toBeVisible();
  await expect(page.getByRole("link", { name: author })).toHaveCount(1);
  expect((await find(quote)).state).toBe("pending");
  await page.unrouteAll();
  await page.getByRole("link", { name: author }).click();
  await page.getByRole("button", { name: "Approve" }).click();
  await expect.poll(async () => (await find(quote)).state).toBe("approved");
});

test("a session that ended asks to sign in again", async ({ page, context }) => {
  await signIn(page);
  await page.goto("/app/demo/people");
  await expect(page.getByRole("table")).toBeVisible();
  await context.clearCookies();
  await page.goto("/app/demo/people");
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
});

test("a story survives a connection that breaks while it is sent", async ({ page, context }) => {
  const quote = unique("The train went into a tunnel when I pressed the button.");
  await page.goto("/p/demo/tell");
  await fillStory(page, { quote, author: unique("Ida") });
  await context.setOffline(true);
  await page.getByRole("button", { name: "Send my story" }).click();
  await context.setOffline(false);
  await page.goto("/p/demo/tell");
  await expect(page.getByLabel("Your story")).toHaveValue(quote);
});

test("a page whose part cannot be fetched says so, and opens with Try again", async ({ page }) => {
  await signIn(page);
  await page.goto("/app/demo/funnel");
  await expect(page.getByRole("heading", { level: 1, name: "Funnel" })).toBeVisible();
  const fetched = await page.evaluate(() => performance.getEntriesByType("resource").map((entry) => entry.name));
  // A quick build is one file: there the page simply opens.
  const hasParts = fetched.some((name) => name.includes("/split_"));
  const parts = "**/assets/app/**/*.wasm";
  await page.route(parts, (route) => route.abort());
  await page.getByRole("link", { name: "Widgets" }).click();
  if (hasParts) {
    await expect(page.getByRole("alert")).toContainText("could not be loaded");
    await page.unroute(parts);
    await page.getByRole("button", { name: "Try again" }).click();
  }
  await expect(page.getByRole("heading", { level: 1, name: "Widgets" })).toBeVisible();
});
