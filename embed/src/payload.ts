/** What `/embed/{widget}.json` answers: `laurel_api::published`, `EmbedWords` in front of `PublishedWall`. */
export interface Wall {
  words: Words;
  widget: {
    about: string;
    layout: "wall" | "list";
    theme: "auto" | "light" | "dark";
    selected_by: string | null;
    show_rating: boolean;
    wall_url: string | null;
  };
  /** Over all published ratings, never over the selection shown. */
  rating: { average: number; count: number } | null;
  testimonials: Testimonial[];
}

/** Somebody's words, with who said them and what must be disclosed. */
export interface Testimonial {
  id: string;
  quote: string;
  excerpt_of_longer: boolean;
  rating: number | null;
  author: string | null;
  headline: string | null;
  company: string | null;
  /** RFC 3339, UTC. */
  date: string;
  relationship: "customer" | "employee" | "partner" | "investor";
  /** What was offered for speaking. */
  incentive: string | null;
  source: string | null;
}

/** Laurel's own sentences in the language that was asked for; `{0}` is what is filled in. */
export interface Words {
  language: string;
  heading: string;
  /** Who selected the words, and what all ratings come to. */
  line: string;
  stars: string;
  unnamed: string;
  excerpt: string;
  source: string;
  employee: string;
  partner: string;
  investor: string;
  incentive: string;
  all: string;
  more: string;
  /** Twelve names with a space between two. */
  months: string;
  /** `{0}` day, `{1}` month, `{2}` year. */
  date: string;
}
