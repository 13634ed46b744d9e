/** What `/embed/{widget}.json` answers: `laurel_api::published::PublishedWall`. */
export interface Wall {
  widget: {
    title: string;
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
  relationship_disclosure: string | null;
  incentive_disclosure: string | null;
  source: string | null;
}
