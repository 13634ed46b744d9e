// Signing in with the code of a mail that is read elsewhere, and the list of browsers in which one is signed in.
import { expect, test } from "@playwright/test";

import { BASE, expectAccessible, member, signIn, watch } from "./support";

/** The latest mail in the development outbox to an address: its link and its code. */
async function latestMail(email: string): Promise<{ link: string; code: string }> {
  let found = { link: "", code: "" };
  await expect
    .poll(async () => {
      const list = await (await fetch(`${BASE}/dev/outbox`)).text();
      const row = list.split("<tr").find((one) => one.includes(email) && one.includes("sign-in"));
      const path = row?.match(/\/dev\/outbox\/[0-9a-f-]+/)?.[0];
      if (!path) return false;
      const mail = await (await fetch(`${BASE}${path}`)).text();
      const link = mail.match(/\/sign-in\/[0-9a-f]{64}/)?.[0] ?? "";
      const code = mail.match(/(?<![0-9a-zA-Z])[0-9]{6}(?![0-9a-zA-Z])/)?.[0] ?? "";
      found = { link, code };
      return link !== "" && code !== "";
    })
    .toBe(true);
  return found;
}

test("the code signs in where the link was asked for; the phone's browser says what to do", async ({ page, browser }) => {
  const { trouble } = watch(page);
  const email = await member("moderator");
  await page.goto("/");
  await page.getByLabel(/e-mail address/).fill(email);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Look into your inbox" })).toBeVisible();
  const { link, code } = await latestMail(email);

  const phone = await browser.newContext({ viewport: { width: 375, height: 700 } });
  const mailApp = await phone.newPage();
  await mailApp.goto(BASE + link);
  await expect(mailApp.getByRole("heading", { name: "Another browser asked for this link" })).toBeVisible();
  await expectAccessible(mailApp, "a link of another browser");
  await phone.close();

  const field = page.getByLabel("Code from the mail");
  await field.fill(code === "000000" ? "000001" : "000000");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toContainText("This code does not work");
  await expectAccessible(page, "a wrong code");
  await field.fill(code);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/app\/demo/);
  await page.goto(link);
  await expect(page.getByRole("heading", { name: "This link has been used" })).toBeVisible();
  // The refused answers stand in the console.
  expect(trouble.filter((line) => !/4(10|22)/.test(line))).toEqual([]);
});

test("one sees where one is signed in, and signs out there with the keyboard", async ({ page, browser }) => {
  const { trouble } = watch(page);
  const elsewhere = await browser.newContext({ baseURL: BASE });
  const other = await elsewhere.newPage();
  await signIn(page, "editor");
  await page.goto("/app/account");
  await expect(page.getByRole("heading", { level: 1, name: "Your account" })).toBeVisible();
  const rows = page.getByRole("region", { name: /browsers in which/ }).locator("tbody tr");
  await expect(rows.filter({ hasText: "This browser" })).toHaveCount(1);
  const before = await rows.count();

  await signIn(other, "editor");
  await page.reload();
  await expect(rows).toHaveCount(before + 1);
  await expectAccessible(page, "the account");
  await rows.first().getByRole("button", { name: /Sign out/ }).focus();
  await page.keyboard.press("Enter");
  await expect(rows).toHaveCount(before);
  await other.goto("/app/demo/people");
  await expect(other.getByRole("button", { name: "Send me a sign-in link" })).toBeVisible();

  await signIn(other, "editor");
  await page.reload();
  await page.getByRole("button", { name: "Sign out everywhere else" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Sign out everywhere else" }).click();
  await expect(rows).toHaveCount(1);
  await expect(page.getByText("You are signed in nowhere else.")).toBeVisible();
  await elsewhere.close();
  expect(trouble).toEqual([]);
});
