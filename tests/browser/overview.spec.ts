// The start page and the plan, with mouse and keyboard.
import { expect, test } from "@playwright/test";

import { api, emptyProgram, expectAccessible, signIn, unique, watch } from "./support";

type Check = { item: string; title: string; own: boolean; kept: { revision: number } };
type Plan = { plan: { phases: { checks: Check[] }[] } };

async function checks(): Promise<Check[]> {
  const { plan } = await api<Plan>("GET", "/plan");
  return plan.phases.flatMap((phase) => phase.checks);
}

test("the start page is one request, and each sentence leads to its list", async ({ page }) => {
  const { trouble } = watch(page);
  await signIn(page);
  const asked: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("/api/v1/programs/")) asked.push(new URL(request.url()).pathname);
  });
  await page.goto("/app/demo");
  await expect(page.getByRole("heading", { name: "This week" })).toBeVisible();
  await expect(page.locator(".pictures svg")).toHaveCount(3);
  // The other one is the shell's: name and counters of the program.
  expect(asked.sort()).toEqual(["/api/v1/programs/demo", "/api/v1/programs/demo/overview"]);
  const first = page.locator(".headlines a").first();
  await first.focus();
  await page.keyboard.press("Enter");
  await expect(page).not.toHaveURL(/\/app\/demo$/);
  await page.goBack();
  await page.locator(".picture", { hasText: "Funnel" }).click();
  await expect(page).toHaveURL(/\/funnel\?from=/);
  expect(trouble).toEqual([]);
});

test("an empty program ticks off its first steps", async ({ page }) => {
  const slug = await emptyProgram();
  await signIn(page);
  await page.goto(`/app/${slug}`);
  await expect(page.getByRole("heading", { name: "First steps" })).toBeVisible();
  await expect(page.locator(".checklist li")).toHaveCount(4);
  await expect(page.locator(".checklist li.done")).toHaveCount(0);
  await expect(page.getByText("A quiet week")).toBeVisible();
  await expectAccessible(page, "the start page of an empty program");
  await page.goto(`/app/${slug}/plan`);
  await expect(page.getByText("Not known:").first()).toBeAttached();
  await expectAccessible(page, "the plan of an empty program");
});

test("a check is added, assigned, ticked and removed by keyboard", async ({ page }) => {
  await signIn(page);
  await page.goto("/app/demo/plan");
  const title = unique("The shop knows our advocates");
  const add = page.getByRole("button", { name: "Add a check to Activation" });
  await add.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toBeVisible();
  await expectAccessible(page, "the dialog for a new check");
  await page.getByLabel("What is to hold").fill(title);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  const card = page.locator(".check", { hasText: title });
  await expect(card).toBeVisible();

  await card.getByRole("button", { name: /^Edit|^Assign/ }).click();
  await page.getByLabel("Owner").selectOption({ index: 1 });
  await page.getByLabel(/^Due/).fill("2020-01-31");
  await page.getByLabel(/^Notes/).fill("Ask at the till.");
  await expectAccessible(page, "the dialog of a check");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(card.getByText("Overdue")).toBeVisible();
  await page.getByRole("link", { name: /^Overdue/ }).click();
  await expect(page).toHaveURL(/show=overdue/);
  await expect(card).toBeVisible();
  await page.getByRole("link", { name: /^All/ }).click();
  await card.getByRole("checkbox").focus();
  await page.keyboard.press("Space");
  await expect(card.getByText("Overdue")).toHaveCount(0);
  await expect(card.getByText(/ticked by/)).toBeVisible();

  await card.getByRole("button", { name: /^Edit/ }).click();
  await page.getByRole("button", { name: "Remove this check" }).click();
  await expect(card).toHaveCount(0);
});

test("who comes second chooses between both versions", async ({ page }) => {
  const title = unique("Two people at once");
  const { item } = await api<{ item: string }>("POST", "/plan", { phase: "iteration", title });
  await signIn(page);
  await page.goto("/app/demo/plan");
  const card = page.locator(".check", { hasText: title });
  await card.getByRole("button", { name: /^Edit|^Assign/ }).click();
  await page.getByLabel(/^Notes/).fill("mine");
  await api("PATCH", `/plan/${item}`, { note: "theirs" }, 1);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  const alert = page.getByRole("alert").filter({ hasText: "Somebody changed this meanwhile" });
  await expect(alert).toContainText("theirs");
  await expectAccessible(page, "the choice between two versions");
  await alert.getByRole("button", { name: "Save mine instead" }).click();
  await expect(card.getByText("mine")).toBeVisible();
  expect((await checks()).find((check) => check.item === item)?.kept.revision).toBe(3);
  await api("DELETE", `/plan/${item}`, {});
});
