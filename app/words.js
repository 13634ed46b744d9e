// Fetches the messages of the reader's language, while the program is on its way. The program takes them
// from `laurelWords` (app/src/words.rs) before it draws anything.

// A folder of crates/words/messages each; a test of xtask compares.
const LANGUAGES = ["en", "de"];
const PSEUDO = "en-x-pseudo";

// What the reader chose, or the first language of the browser that Laurel speaks.
function chosen() {
  let stored = null;
  try {
    stored = localStorage.getItem("laurel-language");
  } catch {
    // Storage may be refused; then the browser's languages decide.
  }
  if (stored === PSEUDO) return PSEUDO;
  const wanted = [stored, ...navigator.languages].filter(Boolean);
  const primary = wanted.map((tag) => tag.toLowerCase().split("-")[0]);
  return primary.find((tag) => LANGUAGES.includes(tag)) ?? LANGUAGES[0];
}

export async function fetchWords() {
  const tag = chosen();
  const file = tag === PSEUDO ? LANGUAGES[0] : tag;
  const response = await fetch(new URL(`./words.${file}.json`, import.meta.url));
  if (!response.ok) throw new Error(`words.${file}.json: ${response.status}`);
  globalThis.laurelWords = { tag, texts: await response.json() };
}
