// Made by `cargo xtask openapi` from docs/openapi.json; changes here are overwritten.

/** What `/embed/{widget}.json` answers. The Worker puts the two parts together as text. */
export interface EmbedPayload {
  /** The average over ALL published ratings by customers of the program, never over the selection shown. */
  rating: PublishedRating | null;
  /** What it shows, in order. */
  testimonials: PublishedTestimonial[];
  /** How it looks and what it is called. */
  widget: PublishedWidget;
  /** Laurel's own sentences. */
  words: EmbedWords;
}

/** An average of star ratings. */
export interface PublishedRating {
  /** 1 to 5: rounded to a tenth, with two decimals where that would show a whole number that it is not. */
  average: number;
  /** Over how many ratings: those of customers. */
  count: number;
}

/** A testimonial as the public sees it. */
export interface PublishedTestimonial {
  /** The person's name, when given. */
  author: string | null;
  /** Where they work. */
  company: string | null;
  /** When they said it. */
  date: Timestamp;
  /** Whether `quote` is a range of more words. */
  excerpt_of_longer: boolean;
  /** What they are, for example their job. */
  headline: string | null;
  /** Tells one from another; says nothing about the person. */
  id: string;
  /** What they were offered for speaking, in the program's words, where anything was. */
  incentive: string | null;
  /** The person's own words: all of them, or a range of them. */
  quote: string;
  /** Stars, when given. */
  rating: Rating | null;
  /** Their relationship to the company; all but customers are disclosed with the words. */
  relationship: Relationship;
  /** Where the words were first said; absent for words given through the program's own form. */
  source: string | null;
}

/** An instant in RFC 3339. Answers are in UTC, to the millisecond. */
export type Timestamp = string;

/** Stars, 1 to 5. */
export type Rating = number;

/**
 * The author's relationship to the company. All but `Customer` are disclosed with the words.
 *
 * - `customer`: Buys or uses what the company makes.
 * - `employee`: Works there.
 * - `partner`: Works with the company.
 * - `investor`: Has money in it.
 */
export type Relationship = "customer" | "employee" | "partner" | "investor";

/** A widget's settings, as far as its readers need them. */
export interface PublishedWidget {
  /** What the words are about: the product, or whatever the heading names. */
  about: string;
  /** How testimonials are arranged. */
  layout: Layout;
  /** The company that chose what is shown; absent when everything published is shown. */
  selected_by: string | null;
  /** Whether the average rating is shown. */
  show_rating: boolean;
  /** Which colors it uses on other sites. */
  theme: Theme;
  /** The wall with everything published, which also says how the words were collected. */
  wall_url: string | null;
}

/**
 * How a widget arranges its testimonials.
 *
 * - `wall`: Cards in as many columns as fit.
 * - `list`: One below the other.
 */
export type Layout = "wall" | "list";

/**
 * Which colors a widget uses on other sites.
 *
 * - `auto`: Those of the page around it; in a frame, as the reader's system says.
 * - `light`: Always light.
 * - `dark`: Always dark.
 */
export type Theme = "auto" | "light" | "dark";

/** Laurel's own sentences for `/embed/{widget}.json`, in the language that was asked for. They stand as `words` in front of the `PublishedWall`. `{0}` stands for what is filled in. */
export interface EmbedWords {
  /** Leads to the wall. */
  all: string;
  /** How a day is written: `{0}` day, `{1}` month, `{2}` year. */
  date: string;
  /** Discloses an author who works for the company. */
  employee: string;
  /** Marks a range of more words. */
  excerpt: string;
  /** The heading over the words. */
  heading: string;
  /** Discloses what was offered. */
  incentive: string;
  /** Discloses an investor. */
  investor: string;
  /** The language's tag. */
  language: string;
  /** Who selected the words, and what all ratings come to; may be empty. */
  line: string;
  /** Twelve names with a space between two. */
  months: string;
  /** Shows the cards that do not fit. */
  more: string;
  /** Discloses a business partner. */
  partner: string;
  /** Where the words were first said. */
  source: string;
  /** So many of 5 stars. */
  stars: string;
  /** Instead of an author's name. */
  unnamed: string;
}
