//! What waits: for a decision, for the author's consent; and what was turned down.

use laurel_domain::testimonial::RejectReason::{
    Duplicate, NoExperience, OffTopic, PersonalData, Spam, Unreadable,
};
use laurel_domain::testimonial::Relationship::Partner;

use super::{By, Story, letter, review};
use By::{At, From, Home, Named, Work};

pub(super) const STORIES: &[Story] = &[
    letter(Home, 5, 144, "Morild", "I write this under the lamp it is about. It is ten at night, it is raining sideways, and I can see every letter of your catalogue's smallest print, which I recommend you make bigger.").unallowed().tagged(&["reading"]),
    letter(At("Press"), 4, 92, "Skumring", "Three lamps for the editorial desk on trial, three invoices paid without discussion. That has not happened before in this house.").unallowed().tagged(&["business"]),
    review(Home, 5, 61, "Skumring", "The best thing on my desk, and I own a very good cat.").unallowed(),
    letter(Home, 4, 44, "Lykt", "For reading in bed without waking anybody it is perfect. I only wish it remembered the last brightness; it always wakes up brighter than I do.").unallowed().tagged(&["portable", "reading"]),

    letter(Home, 5, 12, "Skumring", "My mother's old lamp died after forty years, and I was ready to be disappointed by anything new. I sat under this one for an evening with the letters she had kept. It was the right light for it. I do not know how else to say it.").tagged(&["reading", "family"]),
    letter(At("Watch Repair"), 5, 11, "Morild", "We repair clocks for four churches and one tram company. Since February every bench has a Morild, and the loupe stays in the drawer more often than not. If you ever change the joint, please keep the old one in stock; we plan to be here longer than your catalogue."),
    letter(Home, 3, 9, "Lykt", "Good lamp, and the repair guide is a joy to read. But mine arrived with the battery flat and the guide assumes that it is charged. It took me an evening to understand that nothing was broken."),
    letter(From("United States"), 5, 9, "Skumring", "I teach online until eleven at night and my students used to see a ghost. Now they see a person, and one of them asked what had changed in my life. A lamp, I said. I will not be taking further questions."),
    review(Home, 4, 8, "Morild", "Precise, bright, no glare on the tablet. A bit serious-looking for a bedroom, but so am I."),
    letter(Work, 2, 7, "Skumring", "The lamps are fine. The portal through which we are meant to order spare parts forgot our basket twice and our address once. In the end I telephoned and it took four minutes."),
    letter(From("Ukraine"), 5, 6, "Lykt", "Коли зникає світло, ми ставимо Lykt посеред столу, і вечір триває далі. Діти роблять уроки, бабуся читає вголос. Дякуємо вам за акумулятор, який можна замінити самому."),
    letter(Home, 5, 5, "Skumring", "Five stars for the lamp, six for the person who answered the telephone and turned out to be the person who had built it."),
    letter(Named("Ole-Martin Vik", "Light planner", "Vik & Daughters", Partner), 4, 4, "Morild", "I plan light for offices and specify your lamps about ten times a year, and you pay me nothing for it, though you did once send cheese. Specified today: twenty-four Morild for an architects' office. The only question I always get is about the cable. Make it longer."),
    letter(Home, 1, 3, "Skumring", "Arrived broken for the second time. I like the idea of this company a great deal more than I like unpacking its parcels. Third attempt next week."),
    review(Home, 5, 2, "Lykt", "Bought for the power cuts, used every evening."),
    letter(Home, 0, 1, "Morild", "No stars from me, I do not believe in them. It is a lamp, it is on, I can see what I am doing, and in ten years I mean to write to you again and say the same."),

    review(Home, 5, 190, "Skumring", "CHEAP DESIGNER LAMPS 80 % OFF best price click the link in my profile!!! Worldwide shipping lamps lamps lamps").rejected(Spam),
    letter(Home, 4, 163, "Lykt", "The bakery next to your workshop closes far too early on Saturdays and somebody should tell them. Their cardamom buns are the reason I come to Trondheim at all.").rejected(OffTopic),
    review(Home, 5, 137, "Skumring", "Bought it for the look, kept it for the dimmer. There are no steps in it at all. (Posting this again because I could not find my first review.)").rejected(Duplicate),
    letter(Work, 4, 104, "Morild", "Great lamp, and if you want to see it at work, just ring our neighbour on the second floor, she is home every day until noon and leaves the key with the chemist on the corner.").rejected(PersonalData),
    review(Home, 1, 79, "Morild", "I have not bought this and I never would. Nobody needs a lamp at this price. My cousin saw one in a window.").rejected(NoExperience),
    review(Home, 3, 37, "Lykt", "asdf lamp lamp the the good of is when it. Test test 123 does this work").rejected(Unreadable),
];
