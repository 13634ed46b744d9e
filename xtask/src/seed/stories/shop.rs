//! Reviews that were written in a shop, whose terms allow quoting them.

use super::{By, Story, review};
use By::{At, Home};

pub(super) const STORIES: &[Story] = &[
    review(Home, 5, 363, "Skumring", "Bought it for the look, kept it for the dimmer. There are no steps in it at all.").licensed().tagged(&["reading"]),
    review(Home, 4, 325, "Lykt", "Does what it should. Battery as promised, switch a little stiff in the first week.").licensed().tagged(&["portable"]),
    review(Home, 5, 293, "Morild", "Finally I see which of my threads is navy and which is black. Third lamp I tried this year, and the last.").licensed().tagged(&["craft"]),
    review(Home, 3, 268, "Skumring", "Nice light, but the cable is too short for an old house with one socket per room. I bought an extension and feel a bit silly about it.").licensed(),
    review(At("Press"), 5, 240, "Morild", "Six of them over the layout tables. Solid, cool, quiet. Would order again and have.").licensed().tagged(&["business"]),
    review(Home, 5, 215, "Skumring", "Present for myself after the exam that this lamp and I passed together.").licensed().tagged(&["reading"]),
    review(Home, 4, 186, "Skumring", "The brass gets fingerprints. That is the whole list of complaints after half a year.").licensed(),
    review(Home, 5, 149, "Lykt", "Lives in the tent, the van and the bath. Survived all three.").licensed().tagged(&["portable"]),
    review(Home, 2, 127, "Lykt", "Light too warm for me, more candle than lamp. Returned within the thirty evenings and the money was back in two days, so no hard feelings.").licensed().tagged(&["service"]),
    review(At("Hotel"), 5, 73, "Skumring", "Front desk of a small hotel. Guests ask where it is from about twice a week.").licensed().tagged(&["business"]),
];
