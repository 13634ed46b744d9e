// A person's record is corrected where it is read, and whoever does not want to be asked is not asked.
import { expect, test, type Page } from "@playwright/test";

import { api, expectAccessible, signIn, unique, watch } from "./support";

/** Somebody who visited the website today; answers the name. */
async function visitor(): Promise<string> {
  const name = unique("Ola");
  const person = { external_id: name, name };
  const touchpoints = [{ person, kind: "website_visit", at: new Date().toISOString(), key: name }];
  await api("POST", "/touchpoints", { touchpoints });
  return name;
}

async function openProfile(page: Page, name: string): Promise<void> {
  await page.goto(`/app/demo/people?q=${encodeURIComponent(name)}`);
  await page.getByRole("link", { name }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
}

test("a record is corrected by keyboard, and what is wrong is said at its field", async ({ page }) => {
  const { trouble } = watch(page);
  const name = await visitor();
  await signIn(page);
  await openProfile(page, name);
  await page.getByRole("button", { name: "Edit" }).press("Enter");
  const dialog = page.getByRole("dialog", { name: "Edit the record" });
  await expect(dialog.getByLabel("Name", { exact: true })).toBeFocused();
  await expect(dialog.getByLabel("Name", { exact: true })).toHaveValue(name);
  await expectAccessible(page, "the dialog that edits a record");

  // Too long is said where it is, and nothing that was typed is lost.
  await dialog.getByLabel("Industry").fill("Lighthouse keeping");
  await dialog.getByLabel("Company", { exact: true }).fill("x".repeat(121));
  await page.keyboard.press("Enter");
  await expect(dialog.getByText("At most 120 characters fit here; this has 121.")).toBeVisible();
  await expect(dialog.getByLabel("Company", { exact: true })).toHaveAttribute("aria-invalid", "true");
  await dialog.getByLabel("Company", { exact: true }).fill("Ytre Fyr <b>AS</b>");
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(page.getByText("Lighthouse keeping")).toBeVisible();
  await expect(page.getByText("Ytre Fyr <b>AS</b>")).toBeVisible();

  // People are found by what the record says now.
  await page.goto("/app/demo/people?industry=Lighthouse%20keeping");
  await expect(page.getByRole("link", { name })).toBeVisible();

  // Nothing changed: nothing is sent. Escape closes, and the focus is back on the button.
  await openProfile(page, name);
  const edit = page.getByRole("button", { name: "Edit" });
  await edit.click();
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toBeHidden();
  await edit.click();
  await page.keyboard.press("Escape");
  await expect(edit).toBeFocused();
  expect(trouble.filter((one) => !one.includes("422"))).toEqual([]);
});

test("whoever does not want to be asked is marked, and asked again once that is taken back", async ({ page }) => {
  const { trouble } = watch(page);
  const name = await visitor();
  await signIn(page);
  await openProfile(page, name);
  const optedOut = async (wanted: boolean) => {
    await page.getByRole("button", { name: "Edit" }).click();
    await page.getByRole("checkbox", { name: "Does not want to be asked" }).setChecked(wanted);
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("The record is corrected").last()).toBeVisible();
  };
  const flag = page.getByText("This person asked not to be asked.");
  await optedOut(true);
  await expect(flag).toBeVisible();
  await expect(page.getByText("Not to be asked now.")).toBeVisible();
  await expectAccessible(page, "the profile of somebody who does not want to be asked");

  await page.getByRole("button", { name: "Ask for something" }).click();
  const dialog = page.getByRole("dialog", { name: "Ask for an act of advocacy" });
  await dialog.getByLabel("What we ask for").selectOption({ label: "Reference call" });
  await dialog.getByRole("button", { name: "Record the ask" }).click();
  await expect(dialog).toContainText("Does not want to be asked");
  await page.keyboard.press("Escape");

  await optedOut(false);
  await expect(flag).toHaveCount(0);
  await page.getByRole("button", { name: "Ask for something" }).click();
  await dialog.getByLabel("What we ask for").selectOption({ label: "Reference call" });
  await dialog.getByRole("button", { name: "Record the ask" }).click();
  await expect(page.getByText("Asked 1 person")).toBeVisible();
  await expect(page.getByRole("row", { name: /Reference call/ })).toContainText("Open");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("Ask withdrawn")).toBeVisible();
  await expect(page.getByRole("row", { name: /Reference call/ })).toContainText("Withdrawn");
  expect(trouble).toEqual([]);
});

test("tags are written and taken off beside the record", async ({ page }) => {
  const { trouble } = watch(page);
  const name = await visitor();
  await signIn(page);
  await openProfile(page, name);
  const field = page.getByLabel("Add a tag");
  await field.press("Enter");
  await expect(page.getByText("Type a tag first.")).toBeVisible();
  await field.fill("<i>lamp</i>");
  await field.press("Enter");
  await expect(page.getByRole("button", { name: "Remove the tag <i>lamp</i>" })).toBeVisible();
  await expect(field).toBeFocused();
  await expect(field).toHaveValue("");
  await page.getByRole("button", { name: "Remove the tag <i>lamp</i>" }).click();
  await expect(page.getByText("None yet.")).toBeVisible();
  expect(trouble).toEqual([]);
});
