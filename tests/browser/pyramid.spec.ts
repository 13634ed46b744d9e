// From a level of the pyramid to its people; several of them are asked or rewarded in one step, by keyboard.
import { expect, test } from "@playwright/test";

import { api, expectAccessible, signIn, unique, watch } from "./support";

/** Some people who were just thanked for their first act, under a company of their own. */
async function thanked(count: number): Promise<string[]> {
  const day = 86_400_000;
  const at = (days: number) => new Date(Date.now() - days * day).toISOString();
  const names = Array.from({ length: count }, () => unique("Ida"));
  const touchpoints = names.flatMap((name) => {
    const person = { external_id: name, name };
    return [
      { person, kind: "shared_content", at: at(9), key: `${name} act` },
      { person, kind: "swag", at: at(0), key: `${name} swag` },
    ];
  });
  await api("POST", "/touchpoints", { touchpoints });
  return names;
}

test("people of a level are asked together, and who is blocked is named with the reason", async ({ page }) => {
  const { trouble } = watch(page);
  const names = await thanked(3);
  await signIn(page);
  await page.goto("/app/demo/pyramid?level=1&facet=ready");
  const table = page.getByRole("region", { name: "People behind the figure" });
  const box = (name: string) => table.getByRole("checkbox", { name: `Select ${name}` });
  await expect(box(names[0] ?? "")).toBeVisible();
  await expectAccessible(page, "the pyramid with people");

  // The three stand beside one another, as they were touched last.
  await box(names[0] ?? "").focus();
  await page.keyboard.press("Space");
  for (const name of names.slice(1)) await box(name).check();
  const bar = page.getByRole("region", { name: "Selected people" });
  await expect(bar).toContainText("3 people selected");

  await bar.getByRole("button", { name: "Ask" }).press("Enter");
  const dialog = page.getByRole("dialog", { name: "Ask 3 people" });
  await expect(dialog).toBeVisible();
  await expectAccessible(page, "the dialog that asks");
  await dialog.getByRole("button", { name: "Record the ask" }).click();
  await expect(dialog).toContainText("Please choose an act.");
  await dialog.getByLabel("What we ask for").selectOption({ label: "Reference call" });
  await dialog.getByRole("button", { name: "Record the ask" }).click();
  await expect(page.getByText("Asked 3 people")).toBeVisible();
  await expect(bar).toHaveCount(0);

  // The same once more: each is blocked, with the reason.
  for (const name of names) await box(name).check();
  await bar.getByRole("button", { name: "Ask" }).click();
  await dialog.getByLabel("What we ask for").selectOption({ label: "Reference call" });
  await dialog.getByRole("button", { name: "Record the ask" }).click();
  await expect(dialog).toContainText("Nobody was asked");
  await expect(dialog.getByText("Has not answered the same request yet")).toHaveCount(3);
  await dialog.getByRole("button", { name: "Close" }).click();

  // The list of asks has them; one is closed, and that is taken back.
  await page.goto("/app/demo/asks");
  const row = page.getByRole("row").filter({ hasText: names[1] ?? "" });
  await expect(row).toContainText("Reference call");
  await row.getByRole("button", { name: /^Declined/ }).click();
  await expect(row).toHaveCount(0);
  await page.getByRole("navigation", { name: "State" }).getByRole("link", { name: "Declined" }).click();
  await expect(row).toBeVisible();
  await row.getByRole("button", { name: /^Open again/ }).click();
  await expect(row).toHaveCount(0);
  expect(trouble).toEqual([]);
});

test("a reward and a motivation are recorded for everybody selected", async ({ page }) => {
  const { trouble } = watch(page);
  const names = await thanked(2);
  await signIn(page);
  await page.goto(`/app/demo/people?q=${encodeURIComponent(names[0] ?? "")}`);
  await page.getByRole("checkbox", { name: "Select everybody on this page" }).check();
  const bar = page.getByRole("region", { name: "Selected people" });
  await bar.getByRole("button", { name: "Record a reward" }).click();
  const dialog = page.getByRole("dialog");
  await expectAccessible(page, "the dialog that rewards");
  await dialog.getByLabel("What they receive").selectOption({ label: "Was thanked" });
  await dialog.getByLabel("Cost for each").fill("4.50");
  await dialog.getByRole("button", { name: "Record for 1 person" }).click();
  await expect(page.getByText("Was thanked: recorded for 1 person")).toBeVisible();

  await page.getByRole("checkbox", { name: "Select everybody on this page" }).check();
  await bar.getByRole("button", { name: "Set motivation" }).click();
  await dialog.getByLabel("What motivates them").selectOption({ label: "Status" });
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Motivation noted; 1 person changed")).toBeVisible();
  await page.getByRole("link", { name: names[0] ?? "" }).click();
  await expect(page.getByText("Was thanked").first()).toBeVisible();
  await expect(page.getByText("4.50 USD").first()).toBeVisible();
  expect(trouble).toEqual([]);
});
