/** Builds what a wall shows. Text enters by `textContent` only, so markup in it stays text. */
import type { EmbedPayload as Wall, EmbedWords as Words, PublishedTestimonial as Testimonial } from "./payload";

type Content = Node | string | null | false | undefined;

/** A sentence with its arguments in the places `{0}`, `{1}`, … */
function fill(sentence: string, ...texts: unknown[]): string {
  return sentence.replace(/{(\d)}/g, (_, place) => `${texts[place]}`);
}

/** An element with a class and children; those that are missing are left out. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  className: string,
  ...children: Content[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  if (className) made.className = className;
  for (const child of children) if (child) made.append(child);
  return made;
}

/** People's words and names may run from right to left. */
function words<Name extends keyof HTMLElementTagNameMap>(name: Name, text: string | null): HTMLElementTagNameMap[Name] | null {
  if (!text) return null;
  const made = element(name, "", text);
  made.dir = "auto";
  return made;
}

/** `2026-11-22T…` as the language writes it, without a locale library to start up. */
function date(say: Words, rfc3339: string): string {
  const [year, month, day] = rfc3339.slice(0, 10).split("-");
  return fill(say.date, Number(day), say.months.split(" ")[Number(month) - 1], year);
}

function stars(say: Words, rating: number): HTMLElement {
  const made = element("p", "stars", "★".repeat(rating) + "☆".repeat(5 - rating));
  made.role = "img";
  made.ariaLabel = fill(say.stars, rating);
  return made;
}

function card(say: Words, said: Testimonial): HTMLElement {
  const disclosure = (text: string | null) => {
    const made = words("p", text);
    if (made) made.className = "disclosure";
    return made;
  };
  const { relationship } = said;
  // Disclosures stand above the words: whoever reads these has seen those.
  return element(
    "figure",
    "",
    said.rating && stars(say, said.rating) || null,
    disclosure(relationship === "customer" ? null : say[relationship]),
    disclosure(said.incentive && fill(say.incentive, said.incentive)),
    words("blockquote", said.quote),
    element(
      "figcaption",
      "",
      words("b", said.author || say.unnamed),
      words("div", [said.headline, said.company].filter(Boolean).join(", ")),
      element("div", "", [said.excerpt_of_longer && say.excerpt, date(say, said.date), said.source && fill(say.source, said.source)].filter(Boolean).join(" · ")),
    ),
  );
}

/** The cards, in their layout. */
export function cards({ words: say, widget, testimonials }: Wall): HTMLElement {
  return element("div", widget.layout === "list" ? "cards list" : "cards", ...testimonials.map((said) => card(say, said)));
}

/** The heading, and who selected the words or what all ratings come to. */
export function head({ words: say }: Wall): HTMLElement {
  return element("div", "", words("h2", say.heading), words("p", say.line));
}

/** Where everything stands, and how it was collected. */
export function wayToAll({ words: say, widget }: Wall): HTMLElement | null {
  if (!/^https?:/.test(widget.wall_url ?? "")) return null;
  const link = element("a", "", say.all);
  link.href = widget.wall_url as string;
  return link;
}
