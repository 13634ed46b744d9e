// Which texts are Laurel's own English: read from the message files, less what German says in the same words.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

import type { Page } from "@playwright/test";

const MESSAGES = join(__dirname, "../../crates/words/messages");

/** The public messages of a language by file and key. */
function messages(language: string): Map<string, string> {
  const found = new Map<string, string>();
  const folder = join(MESSAGES, language, "public");
  for (const file of readdirSync(folder)) {
    let key = "";
    for (const line of readFileSync(join(folder, file), "utf8").split("\n")) {
      if (!line.trim() || line.startsWith("#")) continue;
      if (/^\s/.test(line)) {
        found.set(key, `${found.get(key)} ${line.trim()}`);
      } else {
        const [name = "", ...text] = line.split("=");
        key = `${file}: ${name.trim()}`;
        found.set(key, text.join("=").trim());
      }
    }
  }
  return found;
}

/** What stands between a message's arguments; of a plural, the text of each case. */
function parts(message: string): string[] {
  const found: string[] = [];
  let depth = 0;
  let part = "";
  for (const character of message) {
    if (character === "{" || character === "}" || character === "#") {
      // Within an argument stand its name and the names of cases; within those, text.
      if (depth % 2 === 0) found.push(part.trim());
      part = "";
      if (character === "{") depth += 1;
      if (character === "}") depth -= 1;
    } else {
      part += character;
    }
  }
  return [...found, part.trim()].filter((text) => /\p{L}{2}/u.test(text));
}

/** Parts of English messages that occur in no German one. */
export function onlyEnglish(): string[] {
  const german = [...messages("de").values()];
  const english = [...messages("en").values()].flatMap(parts);
  return [...new Set(english)].filter((part) => !german.some((text) => text.includes(part)));
}

/** Every text of the page that somebody sees or hears. */
async function texts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found = [document.title, document.querySelector<HTMLMetaElement>("meta[name=description]")?.content ?? ""];
    const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement;
      // The language switch names each language by itself.
      const own = parent?.closest("script, style, [hreflang], [lang]:not(html)");
      if (!own) found.push(walker.currentNode.textContent ?? "");
    }
    for (const element of document.querySelectorAll("*")) {
      for (const name of ["aria-label", "alt", "placeholder", "title"]) found.push(element.getAttribute(name) ?? "");
    }
    return found.map((text) => text.replace(/\s+/g, " ").trim()).filter(Boolean);
  });
}

/** Texts of the page that are an English message of ours, or have a sentence of one in them. */
export async function englishOn(page: Page): Promise<string[]> {
  const english = onlyEnglish();
  const isSentence = (part: string) => part.split(" ").length >= 3;
  return (await texts(page)).filter((text) => english.some((part) => text === part || (isSentence(part) && text.includes(part))));
}
