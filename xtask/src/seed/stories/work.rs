//! Letters from people who bought for their work, and from partners, employees and an investor.

use laurel_domain::testimonial::Relationship::{Employee, Investor, Partner};

use super::{By, EVERYWHERE, ONLINE, Story, WEBSITE, letter};
use By::{At, From, Named, Work};

pub(super) const STORIES: &[Story] = &[
    letter(At("Library"), 5, 304, "Morild", "We bought forty for the reading room and expected to hear about it, because our readers write letters when we change the soap. Not one complaint in a year. Two readers asked for the name of the lamp. The librarians' own desks were changed the month after.")
        .consented(EVERYWHERE).tagged(&["business", "reading"]).cut("Not one complaint in a year."),
    letter(At("Conservation Studio"), 5, 309, "Morild", "Our conservators judge ink at night as they would at noon. What decided it for us was not the light, which several makers can do, but that every part has a number and a price on one sheet of paper. In a museum you buy for your successor.")
        .consented(EVERYWHERE).tagged(&["business", "repair"]).cut("In a museum you buy for your successor."),
    letter(At("Hotel"), 4, 229, "Skumring", "Twelve rooms, twelve lamps, four months. Guests mention them in the guest book between the breakfast and the view. One star held back because the hotel plug set was a separate order and we noticed that on the day they arrived.")
        .consented(ONLINE).tagged(&["business"]),
    letter(At("Animation"), 5, 255, "Morild", "Studio lights flicker on camera. These do not: we tested them at every frame rate we own before we believed it. The whole animation floor has had them since the spring, and the only ticket about light this year was about the sun.")
        .consented(EVERYWHERE).tagged(&["business"]),
    letter(At("School"), 3, 230, "Lykt", "Good lamps, difficult invoices. We are a public school; we need an order number on every page and got three corrected versions before the treasurer was content. The pupils like the lamps. The treasurer likes nobody.")
        .consented(WEBSITE).tagged(&["business", "service"]),
    letter(At("Law"), 5, 201, "Skumring", "As a small law office we looked for something that clients would not notice and colleagues would. After a winter of long evenings, two people who had asked for new glasses turned out not to need them. I make no medical claims; I am a lawyer.")
        .consented(ONLINE).tagged(&["business"]).cut("I make no medical claims; I am a lawyer."),
    letter(At("Dental Lab"), 4, 170, "Morild", "Color is our business: crowns have to match teeth at four in the afternoon in December. The lamps are right. The clamps mark soft wood, so put a piece of cork under them. The second delivery came with cork already in the box, because somebody had listened.")
        .consented(EVERYWHERE).tagged(&["business", "service"]).cut("The second delivery came with cork already in the box, because somebody had listened."),
    letter(At("Co-working"), 5, 133, "Skumring", "Half of our members work late and the other half work very late. Since we replaced the ceiling light by a lamp at each desk, people stay for the company and not because they cannot see the door.")
        .consented(WEBSITE).tagged(&["business"]),
    letter(Work, 2, 109, "Morild", "Two of fourteen arms sank within the first month. Both were repaired at our bench by a person who came by train, which is more than we expected, but we had bought these lamps so that nobody would have to come. Since then nothing.")
        .consented(WEBSITE).tagged(&["business", "service"]),
    letter(From("Poland"), 5, 88, "Morild", "W introligatorni liczy się każdy odcień papieru. Po roku pracy przy tych lampach nie wyobrażam sobie powrotu do świetlówek. Części zamienne przychodzą w tydzień.")
        .consented(WEBSITE).tagged(&["craft"]),
    letter(At("Radio"), 5, 59, "Lykt", "We record village radio in kitchens, boats and one bell tower. Lykt makes no sound and no shadow on the script, and it fits the bag with the microphones.")
        .consented(EVERYWHERE).tagged(&["business", "portable"]),
    letter(Work, 5, 28, "Skumring", "I was asked to find desk lamps for ninety people with ninety opinions. We borrowed ten, put them on the ten most critical desks, and asked after a month. Eight wanted to keep theirs, one wanted two, and one has his own lamp from 1974 and will be left in peace.")
        .consented(ONLINE).tagged(&["business"]).cut("Eight wanted to keep theirs, one wanted two, and one has his own lamp from 1974 and will be left in peace."),
    letter(Named("Runa Sætre", "Owner", "Lampehjørnet Trondheim", Partner), 5, 246, "Skumring", "I sell lamps of eleven makers, and this is the one that does not come back. When somebody does return with it, it is to buy a shade in another color. I earn on every one I sell, so take that as you like; my own has stood on the counter for three years.")
        .consented(WEBSITE).tagged(&["reading"]),
    letter(Named("Dimitri Holm", "Assembler", "Halvlys", Employee), 5, 152, "Morild", "I build these, so of course I say they are good. But I also repair them, and that is the better witness: what I see on my bench is nearly always a cat, a child or a removal firm, and nearly never the lamp.")
        .consented(ONLINE).tagged(&["repair"]).cut("what I see on my bench is nearly always a cat, a child or a removal firm, and nearly never the lamp"),
    letter(Named("Philippa Grieg-Amundsen", "Partner", "Fjordlys Invest", Investor), 4, 122, "Lykt", "We put money into the workshop after I had used the prototype for a winter. I tell you that so you can discount what I say. Discounted: it is a very good lamp with a socket in the wrong place.")
        .consented(WEBSITE).tagged(&["portable"]),
];
