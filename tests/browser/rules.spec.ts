// A program's rules in the browser: the funnel's stages, and what makes an advocate. Everybody is counted
// again by what is saved, and there is a way back.
import { expect, test, type Page } from "@playwright/test";

import { BASE, emptyProgram, expectAccessible, signIn, watch } from "./support";

/** Calls the API of a program as whoever is signed in on the page. */
async function call<T>(page: Page, method: string, path: string, body?: unknown, revision?: number): Promise<T> {
  const headers: Record<string, string> = { origin: BASE, "sec-fetch-site": "same-origin" };
  if (revision !== undefined) headers["if-match"] = `"${revision}"`;
  const answer = await page.request.fetch(`${BASE}/api/v1/programs/${path}`, { method, headers, data: body });
  if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`);
  return (await answer.json()) as T;
}

/** A program of its own with three people: a visitor, a customer, and an advocate who gave a testimonial. */
async function withPeople(page: Page): Promise<string> {
  const slug = await emptyProgram();
  await signIn(page);
  const at = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
  const fact = (name: string, kind: string, days: number) => ({
    person: { external_id: name, name },
    kind,
    at: at(days),
    key: `${name} ${kind}`,
  });
  const touchpoints = [
    fact("Vera", "website_visit", 20),
    fact("Cato", "website_visit", 20),
    fact("Cato", "purchase", 10),
    fact("Ada", "website_visit", 20),
    fact("Ada", "purchase", 10),
    fact("Ada", "testimonial", 5),
  ];
  await call(page, "POST", `${slug}/touchpoints`, { touchpoints });
  return slug;
}

/** Everybody is through: the note above the page is gone. */
async function counted(page: Page, slug: string): Promise<void> {
  await expect
    .poll(async () => (await call<{ recomputation: unknown }>(page, "GET", `${slug}/settings`)).recomputation, {
      timeout: 60_000,
    })
    .toBeFalsy();
}

test("stages are renamed, dropped and added, tried on the people, saved, and brought back", async ({ page }) => {
  const { trouble } = watch(page);
  const slug = await withPeople(page);
  await page.goto(`/app/${slug}/funnel`);
  await page.getByRole("link", { name: "Edit stages" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Stages of the funnel" })).toBeVisible();
  await expectAccessible(page, "the editor of the stages");
  const rows = page.getByRole("list", { name: "Stages", exact: true }).locator("> li");
  const save = page.getByRole("button", { name: "Save the stages" });
  await expect(rows).toHaveCount(7);
  await expect(save).toHaveAttribute("aria-disabled", "true");

  // A new stage needs a name and a way in; two of the same name are refused where they stand.
  await rows.nth(1).getByLabel("Name").fill("Curiosity");
  await page.getByRole("button", { name: "Remove stage 4" }).press("Enter");
  await expect(rows).toHaveCount(6);
  await page.getByRole("button", { name: "Add a stage" }).press("Enter");
  await expect(rows).toHaveCount(7);
  await expect(page.getByText("Something above needs attention first.")).toBeVisible();
  const added = rows.nth(6);
  await added.getByLabel("Name").fill("curiosity");
  await expect(added.getByText("Two stages cannot have the same name.")).toBeVisible();
  await added.getByLabel("Name").fill("Told a story");
  await added.getByRole("combobox", { name: "Touchpoint" }).selectOption({ label: "Gave a testimonial" });
  await page.getByRole("button", { name: "Move stage 7 up" }).press("Enter");
  await expect(page.getByRole("button", { name: "Move stage 6 up" })).toBeFocused();

  // Tried on the real people: nothing is changed by that.
  await page.getByRole("button", { name: "Try it on the real people" }).click();
  const tried = page.getByRole("table", { name: "With these stages" });
  await expect(tried.getByRole("row", { name: /Told a story/ })).toContainText("1");
  await expect(tried.getByRole("row", { name: /Curiosity/ })).toContainText("3");
  await expectAccessible(page, "the stages with what they would make of the funnel");

  await save.click();
  await expect(page.getByText("Saved.", { exact: true })).toBeVisible();
  await counted(page, slug);
  await page.goto(`/app/${slug}/funnel`);
  const figures = page.getByRole("table").first();
  await expect(figures).toContainText("Curiosity");
  await expect(figures).toContainText("Told a story");
  await expect(figures).not.toContainText("Intent");

  await page.goto(`/app/${slug}/settings/stages`);
  await page.getByRole("button", { name: "Restore the previous rules" }).click();
  await expect(page.getByText("Restored.", { exact: true })).toBeVisible();
  await expect(rows.nth(1).getByLabel("Name")).toHaveValue("Interest");

  // The way back outlives the count and the page.
  await expect(page.getByText("The figures are up to date.")).toBeVisible();
  await page.getByRole("navigation", { name: "Program" }).getByRole("link", { name: "People" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "People" })).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("Restored.", { exact: true })).toBeVisible();
  await page.getByRole("navigation", { name: "Program" }).getByRole("link", { name: "Funnel" }).click();
  await expect(figures).toContainText("Told a story");
  await counted(page, slug);
  expect(trouble).toEqual([]);
});

test("two members who change the rules at once are asked which shall hold", async ({ page }) => {
  const slug = await withPeople(page);
  await page.goto(`/app/${slug}/settings/stages`);
  const first = page.getByLabel("Name", { exact: true }).first();
  await first.fill("Mine");
  type Rules = { settings: { stages: { name: string }[] }; revision: number };
  const { settings, revision } = await call<Rules>(page, "GET", `${slug}/settings`);
  const stages = settings.stages.map((stage, place) => (place === 0 ? { ...stage, name: "Theirs" } : stage));
  await call(page, "PUT", `${slug}/settings`, { settings: { ...settings, stages } }, revision);

  await page.getByRole("button", { name: "Save the stages" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "changed the rules while you were editing" })).toBeVisible();
  await expect(first).toHaveValue("Mine");
  await page.getByRole("button", { name: "Save mine over theirs" }).click();
  await expect(page.getByText("Saved over theirs.")).toBeVisible();
  const now = await call<Rules>(page, "GET", `${slug}/settings`);
  expect(now.settings.stages[0]?.name).toBe("Mine");
});

test("values and thresholds are changed, and people stand otherwise by them", async ({ page }) => {
  const { trouble } = watch(page);
  const slug = await withPeople(page);
  type People = { people: { id: string; name: string }[] };
  const { people } = await call<People>(page, "GET", `${slug}/people?q=Ada`);
  const ada = `/app/${slug}/people/${people[0]?.id}`;
  await page.goto(ada);
  await expect(page.getByText("nothing stands against asking")).toBeVisible();

  await page.goto(`/app/${slug}/settings`);
  await page.getByRole("link", { name: "Edit the rules" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Values and thresholds" })).toBeVisible();
  await expectAccessible(page, "the values and thresholds");
  const save = page.getByRole("button", { name: "Save the rules" });
  const overdraft = page.getByLabel("Overstretched below zero by more than");
  await expect(overdraft).toHaveValue("20,000");
  await expect(page.getByText("leave a person askable")).toBeVisible();
  await overdraft.fill("plenty");
  await expect(page.getByText("Please write a whole number.")).toBeVisible();
  await expect(save).toHaveAttribute("aria-disabled", "true");
  await overdraft.fill("20,000");
  await expect(page.getByText("Nothing is changed yet.")).toBeVisible();

  // Hardly anything may be given ahead here: who gave a testimonial is thanked first, and the page says for how long.
  await overdraft.fill("100");
  await expect(page.getByText("keep a person from being asked for")).toBeVisible();
  const testimonial = page.getByLabel("Points: Gave a testimonial");
  await expect(testimonial).toHaveValue("5,000");
  await testimonial.fill("1000001");
  await expect(page.getByText("This is a number from 0 to 1,000,000.")).toBeVisible();
  await testimonial.fill("4,900");
  await expect(page.getByText("usually 5,000", { exact: true })).toBeVisible();
  await page.getByRole("checkbox", { name: "High effort: Gave a testimonial" }).check();
  await page.keyboard.press("Tab");
  await save.press("Enter");
  await expect(page.getByText("Saved.", { exact: true })).toBeVisible();
  await counted(page, slug);
  await page.goto(ada);
  await expect(page.getByText("Not to be asked now.")).toBeVisible();

  // They are there when the page is opened again; an emptied value is the usual one.
  await page.goto(`/app/${slug}/settings/rules`);
  await expect(testimonial).toHaveValue("4,900");
  await expect(page.getByRole("checkbox", { name: "High effort: Gave a testimonial" })).toBeChecked();
  await testimonial.fill("");
  await save.click();
  await expect(testimonial).toHaveValue("5,000");
  await counted(page, slug);
  expect(trouble).toEqual([]);
});
