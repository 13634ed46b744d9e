/** Builds what a wall shows. Text enters by `textContent` only, so markup in it stays text. */
import type { Testimonial, Wall } from "./payload";

type Content = Node | string | null | false | undefined;

const MONTHS = "January February March April May June July August September October November December".split(" ");

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

/** `2026-11-22T…` as `22 November 2026`, without a locale library to start up. */
function date(rfc3339: string): string {
  const [year, month, day] = rfc3339.slice(0, 10).split("-");
  return `${Number(day)} ${MONTHS[Number(month) - 1]} ${year}`;
}

function stars(rating: number): HTMLElement {
  const made = element("p", "stars", "★".repeat(rating) + "☆".repeat(5 - rating));
  made.role = "img";
  made.ariaLabel = `${rating} out of 5 stars`;
  return made;
}

function card(said: Testimonial): HTMLElement {
  const disclosure = (text: string | null) => {
    const made = words("p", text);
    if (made) made.className = "disclosure";
    return made;
  };
  // Disclosures stand above the words: whoever reads these has seen those.
  return element(
    "figure",
    "",
    said.rating && stars(said.rating) || null,
    disclosure(said.relationship_disclosure),
    disclosure(said.incentive_disclosure),
    words("blockquote", said.quote),
    element(
      "figcaption",
      "",
      words("b", said.author || "Name not given"),
      words("div", [said.headline, said.company].filter(Boolean).join(", ")),
      element("div", "", [said.excerpt_of_longer && "Excerpt", date(said.date), said.source && `from ${said.source}`].filter(Boolean).join(" · ")),
    ),
  );
}

/** The cards, in their layout. */
export function cards(wall: Wall): HTMLElement {
  return element("div", wall.widget.layout === "list" ? "cards list" : "cards", ...wall.testimonials.map(card));
}

/** The heading, and who selected the words or what all ratings come to. */
export function head({ widget, rating }: Wall): HTMLElement {
  const average =
    widget.show_rating &&
    rating &&
    `★ ${rating.average.toFixed(1)} out of 5, average of ${
      rating.count > 1 ? `all ${`${rating.count}`.replace(/\B(?=(\d{3})+$)/g, ",")} published ratings` : "1 published rating"
    }`;
  return element(
    "div",
    "",
    words("h2", widget.title),
    words("p", [widget.selected_by && `Selected by ${widget.selected_by}`, average].filter(Boolean).join(" · ")),
  );
}

/** Where everything stands, and how it was collected. */
export function wayToAll({ widget }: Wall): HTMLElement | null {
  if (!/^https?:/.test(widget.wall_url ?? "")) return null;
  const link = element("a", "", "All words, and how they were collected");
  link.href = widget.wall_url as string;
  return link;
}
