// What the journeys share: where things are, signing in, the API, and watching a page for trouble.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** A variable that `cargo xtask test` sets. */
function variable(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: start these tests with \`cargo xtask test --only browser\``);
  return value;
}

export const BASE = variable("LAUREL_BASE_URL");
export const SAMPLE = variable("LAUREL_SAMPLE_URL");
export const TOKEN = variable("LAUREL_TOKEN");

/** Withdrawn words are gone from everywhere within a minute. */
export const A_MINUTE = 60_000;

/** Calls the API of the demo program with its development token, which may do everything but own. */
export async function api<T>(method: string, path: string, body?: unknown, revision?: number): Promise<T> {
  const headers: Record<string, string> = { authorization: `Bearer ${TOKEN}` };
  if (body !== undefined) headers["content-type"] = "application/json";
  if (revision !== undefined) headers["if-match"] = `"${revision}"`;
  const response = await fetch(`${BASE}/api/v1/programs/demo${path}`, {
    method,
    headers,
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return JSON.parse(text) as T;
}

/** The address of a member of the demo program with this role. */
export async function member(role: string): Promise<string> {
  const { members } = await api<{ members: { email: string; role: string }[] }>("GET", "/members");
  const found = members.find((one) => one.role === role);
  if (!found) throw new Error(`the demo has no ${role}`);
  return found.email;
}

/** Signs in with one click, and waits until the app is there. */
export async function signIn(page: Page, role = "owner"): Promise<void> {
  await page.goto(`/dev/sign-in?email=${encodeURIComponent(await member(role))}`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
}

/** A widget of the demo program that shows everything, and the sample company's page with it. */
export async function samplePage(): Promise<string> {
  const body = { name: "Browser test", layout: "wall", tag: null, show_rating: true, max_items: 60 };
  const { widget } = await api<{ widget: { id: string } }>("POST", "/widgets", body);
  return `${SAMPLE}/?widget=${widget.id}`;
}

/** Runs a task of the project: with the program that started these tests, or with cargo. */
export async function xtask(...words: string[]): Promise<void> {
  const program = process.env.LAUREL_XTASK;
  const cwd = join(__dirname, "../..");
  await promisify(execFile)(program ?? "cargo", program ? words : ["xtask", ...words], { cwd });
}

/** Creates an empty program that the demo's owner owns; answers its address. */
export async function emptyProgram(): Promise<string> {
  const slug = `browser-${Date.now().toString(36)}`;
  const owner = await member("owner");
  await xtask("program", "--slug", slug, "--name", "Empty", "--owner", owner, "--state", variable("LAUREL_STATE"));
  return slug;
}

/**
 * Notes everything on a page that should never happen: errors in the console (a violated
 * Content-Security-Policy is one), uncaught exceptions, dialogs.
 */
export function watch(page: Page): { trouble: string[] } {
  const trouble: string[] = [];
  page.on("console", (message) => {
    const { url } = message.location();
    // Browsers ask every site for an icon; the sample company has none.
    if (message.type() === "error" && !url.endsWith("/favicon.ico")) trouble.push(`console: ${message.text()} ${url}`);
  });
  page.on("pageerror", (error) => trouble.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => {
    trouble.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  return { trouble };
}

/** Expects that axe finds nothing to complain about. */
export async function expectAccessible(page: Page, where: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map((violation) => {
    const places = violation.nodes.map((node) => node.target.join(" ")).slice(0, 5);
    return `${violation.id}: ${violation.help}\n    ${places.join("\n    ")}`;
  });
  expect(found, `axe on ${where}`).toEqual([]);
}

/** A text that nobody else has written. */
export function unique(text: string): string {
  return `${text} (${Date.now().toString(36)}${Math.random().toString(36).slice(2, 6)})`;
}

/** Fills in the whole form except for what is given otherwise. */
export async function fillStory(
  page: Page,
  story: { quote: string; author: string; headline?: string; company?: string; email?: string },
): Promise<void> {
  await page.getByLabel("Your story").fill(story.quote);
  const five = page.getByRole("radio", { name: /^5/ });
  await page.locator("label").filter({ has: five }).click();
  await page.getByRole("textbox", { name: "Name" }).fill(story.author);
  await page.getByRole("textbox", { name: "E-mail" }).fill(story.email ?? `${Date.now().toString(36)}@example.com`);
  await page.getByRole("textbox", { name: /^Headline/ }).fill(story.headline ?? "Watchmaker");
  await page.getByRole("textbox", { name: /^Company/ }).fill(story.company ?? "Example Ltd");
  await page.getByLabel("Your relationship to the company").selectOption("customer");
  await page.getByRole("checkbox", { name: /websites/ }).check();
}

/** Tells a story without a browser's help, as the author would; answers the receipt's path. */
export async function tell(quote: string, author: string, more: Record<string, string> = {}): Promise<string> {
  const form = await (await fetch(`${BASE}/p/demo/tell`)).text();
  const submission = /name="submission" value="([^"]+)"/.exec(form)?.[1];
  if (!submission) throw new Error("the form has no id");
  const response = await fetch(`${BASE}/p/demo/tell`, {
    method: "POST",
    redirect: "manual",
    headers: { "content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin", origin: BASE },
    body: new URLSearchParams({
      submission,
      quote,
      author,
      rating: "4",
      email: `${Math.random().toString(36).slice(2)}@example.com`,
      relationship: "customer",
      consent_website: "yes",
      ...more,
    }),
  });
  const location = response.headers.get("location");
  if (response.status !== 303 || !location) throw new Error(`${response.status} ${await response.text()}`);
  return location.replace(/\/thanks$/, "");
}

/** A testimonial of the demo program by its words. */
export async function find(quote: string): Promise<{ id: string; revision: number; state: string }> {
  type Item = { id: string; revision: number; state: string; quote: string };
  // It may move from one list to another while they are read one after the other.
  for (let attempt = 0; attempt < 3; attempt += 1) {
    for (const state of ["pending", "suspected", "approved", "rejected", "withdrawn"]) {
      const { testimonials } = await api<{ testimonials: Item[] }>("GET", `/testimonials?state=${state}&limit=100`);
      const found = testimonials.find((one) => one.quote === quote);
      if (found) return found;
    }
  }
  throw new Error(`no testimonial says ${quote.slice(0, 60)}`);
}

/** Approves a testimonial of the demo program. */
export async function approve(quote: string): Promise<void> {
  const { id, revision } = await find(quote);
  await api("PATCH", `/testimonials/${id}`, { state: "approved" }, revision);
}
