// Moderating in the app: reasons, undo, and two moderators at the same submission.
import { expect, test } from "@playwright/test";

import { api, expectAccessible, find, signIn, tell, unique, watch } from "./support";

test("a rejection needs a reason, by keyboard, and can be taken back", async ({ page }) => {
  const quote = unique("This story is about another lamp altogether.");
  const author = unique("Cyd");
  await tell(quote, author);
  const { trouble } = watch(page);
  await signIn(page);
  await page.goto("/app/demo/submissions");
  await expect(page.getByRole("heading", { level: 2, name: `Submission of ${author}` })).toBeVisible();

  await page.keyboard.press("r");
  const dialog = page.getByRole("dialog", { name: "Why is it rejected?" });
  await expect(dialog).toBeVisible();
  await expect(dialog).not.toContainText(/negative/i);
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  expect((await find(quote)).state).toBe("pending");

  await page.keyboard.press("r");
  await page.keyboard.press("2");
  await expect(dialog).toBeHidden();
  await expect.poll(async () => (await find(quote)).state).toBe("rejected");

  await page.keyboard.press("u");
  await expect.poll(async () => (await find(quote)).state).toBe("pending");
  await expect(page.getByRole("link", { name: author })).toHaveCount(1);
  expect(trouble).toEqual([]);
});

test("two moderators never overwrite each other silently", async ({ browser }) => {
  const quote = unique("Two people read this at the same moment.");
  const author = unique("Dan");
  await tell(quote, author);
  const { id, revision } = await find(quote);
  const page = await (await browser.newContext()).newPage();
  await signIn(page);
  await page.goto(`/app/demo/submissions?item=${id}`);
  await expect(page.getByRole("heading", { level: 2, name: `Submission of ${author}` })).toBeVisible();

  // A colleague is faster.
  await api("PATCH", `/testimonials/${id}`, { state: "rejected", reject_reason: "off_topic" }, revision);
  await page.getByRole("button", { name: "Approve" }).click();
  const dialog = page.getByRole("dialog", { name: "Somebody changed this meanwhile" });
  await expect(dialog).toBeVisible();
  await expect(dialog).toContainText("it was pending, now it is rejected".replace("it was", "It was"));
  expect((await find(quote)).state).toBe("rejected");
  await dialog.getByRole("button", { name: "Keep their decision" }).click();
  expect((await find(quote)).state).toBe("rejected");
  await page.context().close();
});

test("an excerpt is chosen with the keyboard and is a range of the words", async ({ page }) => {
  const quote = unique("The first sentence is long and winding. The second one is the best");
  const author = unique("Eve");
  await tell(quote, author);
  const { id } = await find(quote);
  await signIn(page);
  await page.goto(`/app/demo/submissions?item=${id}`);
  await expect(page.getByRole("heading", { level: 2, name: `Submission of ${author}` })).toBeVisible();
  await page.keyboard.press("e");
  const field = page.getByLabel("Select the part to show");
  await expect(field).toBeFocused();
  await page.keyboard.press("Home");
  for (let step = 0; step < 18; step += 1) await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("Enter");
  type Detail = { testimonial: { excerpt: { start: number; end: number } | null; quote: string } };
  await expect
    .poll(async () => (await api<Detail>("GET", `/testimonials/${id}`)).testimonial.excerpt)
    .toEqual({ start: 0, end: 18 });
  expect((await api<Detail>("GET", `/testimonials/${id}`)).testimonial.quote).toBe(quote);
});

test("likely spam waits in a tab of its own until somebody takes it out", async ({ page }) => {
  const quote = unique("My password manager fills in whatever it finds.");
  const author = unique("Fay");
  await tell(quote, author, { leave_empty: "https://example.com" });
  const { trouble } = watch(page);
  await signIn(page);
  await page.goto("/app/demo/submissions");
  await expect(page.getByRole("link", { name: author })).toHaveCount(0);
  await page.getByRole("link", { name: /^Likely spam/ }).click();
  await page.getByRole("link", { name: author }).click();
  await expect(page.getByRole("heading", { level: 2, name: `Submission of ${author}` })).toBeVisible();
  await expect(page.getByText("its author got no mail")).toBeVisible();
  await expectAccessible(page, "likely spam");
  await page.getByRole("button", { name: "No spam: into the queue" }).click();
  await expect.poll(async () => (await find(quote)).state).toBe("pending");
  expect(trouble).toEqual([]);
});

test("a moderator says whose a story is that proves nothing", async ({ page }) => {
  const quote = unique("Whoever wrote this used the address of a customer.");
  const author = unique("Gus");
  const email = `${Date.now().toString(36)}@example.com`;
  const known = unique("Greta");
  const touchpoint = { person: { email, name: known }, kind: "purchase", at: "2026-05-01T12:00:00Z" };
  await api("POST", "/touchpoints", { touchpoints: [touchpoint] });
  await tell(quote, author, { email });
  const { id } = await find(quote);
  const { trouble } = watch(page);
  await signIn(page);
  await page.goto(`/app/demo/submissions?item=${id}`);
  await expect(page.getByText("Address not proven")).toBeVisible();
  await expect(page.getByText(`The address belongs to ${known}`)).toBeVisible();
  await expectAccessible(page, "a story that proves nothing");
  await page.getByRole("button", { name: "It is this person: approve" }).click();
  await expect.poll(async () => (await find(quote)).state).toBe("approved");
  type Story = { testimonial: { person: string | null } };
  const { testimonial } = await api<Story>("GET", `/testimonials/${id}`);
  expect(testimonial.person).not.toBeNull();
  expect(trouble).toEqual([]);
});
