//! Letters from people who bought for their home.

use super::{By, EVERYWHERE, ONLINE, Story, WEBSITE, letter};
use By::{From, Home};

pub(super) const STORIES: &[Story] = &[
    letter(Home, 5, 352, "Skumring", "I read to my father every evening. He is ninety-one, the ward's ceiling light hurts him, and the little lamp by the chair was never enough for my eyes. With Skumring turned down to its lowest step we have found the one setting that suits us both. He asks for \"the good light\" now before he asks for the book.")
        .consented(EVERYWHERE).tagged(&["reading", "family"]).cut("With Skumring turned down to its lowest step we have found the one setting that suits us both."),
    letter(Home, 5, 331, "Lykt", "We moved in before the electricians did. For six weeks Lykt went from the kitchen box to the bathroom box to the sleeping bags, charged at work, and was the only thing in the flat that behaved. It has a proper place now, but we still call it the candle.")
        .consented(ONLINE).tagged(&["portable"]),
    letter(Home, 4, 318, "Skumring", "Lovely light, slightly too short an arm for a deep desk. I wrote to the workshop and they sent a longer lower tube at cost, with a drawing of which two screws to undo. That is why it is four stars and not three.")
        .consented(WEBSITE).tagged(&["service", "repair"]),
    letter(Home, 5, 300, "Morild", "I restore wristwatches at the kitchen table, after the children are asleep. What I need is a light that shows the difference between brass and gilt, and that does not wake anybody. This is the first lamp in thirty years that does both. The shade stays cool enough to hold.")
        .consented(EVERYWHERE).tagged(&["craft"]).cut("This is the first lamp in thirty years that does both."),
    letter(Home, 5, 287, "Skumring", "My daughter has dyslexia, and letters crawl for her under cold light. I do not claim a lamp cures anything. But homework used to end in tears at half past five and now it ends at half past six, with the homework done.")
        .consented(WEBSITE).tagged(&["reading", "family"]),
    letter(Home, 3, 274, "Lykt", "Pretty, well made, honest about the battery: eight evenings, as promised. But the charging socket is on the bottom, so it cannot stand up while it charges. Who designs a thing like that? I have got used to it. I would still like to know.")
        .consented(WEBSITE).tagged(&["portable"]),
    letter(Home, 5, 262, "Skumring", "Ordered on a Tuesday, arrived on the Friday, assembled in the time it took the tea to draw. There is a signature inside the foot: Oddvar. Thank you, Oddvar.")
        .consented(EVERYWHERE).tagged(&["service"]),
    letter(From("Spain"), 5, 249, "Skumring", "Llevo veinte años corrigiendo textos de noche y he tenido lámparas de todas las formas y precios. Ninguna me había hecho olvidar que estaba encendida. Esta sí: la enciendo, trabajo y, cuando levanto la vista, son las dos de la madrugada y no me duelen los ojos.")
        .consented(WEBSITE).tagged(&["reading"]),
    letter(Home, 2, 233, "Morild", "The light is excellent. The parcel was not: the arm came through the side of the box and the replacement took nineteen days, during which nobody told me anything. When somebody finally called, she was kind and had the tracking number ready. Please be that person on day two.")
        .consented(WEBSITE).tagged(&["service"]),
    letter(Home, 5, 221, "Skumring", "Our thirteen-year-old took it apart to see how the dimmer works. Normally that is the end of an object in this house. The drawing on your page showed where everything goes, and it works better than before because there had been a crumb in it.")
        .consented(ONLINE).tagged(&["repair", "family"]).cut("Normally that is the end of an object in this house."),
    letter(From("Germany"), 4, 208, "Morild", "Ich repariere Geigen, und für Lack braucht man ehrliches Licht. Die Farben stimmen, der Arm bleibt stehen, wo man ihn hinstellt. Einen Stern Abzug, weil der Schalter nur rechts sitzt und ich Linkshänder bin. Man gewöhnt sich daran.")
        .consented(WEBSITE).tagged(&["craft"]),
    letter(Home, 5, 196, "Lykt", "Power cuts are part of the week where we live. Lykt stands on the shelf by the door, charged, and nobody stumbles any more. The neighbours have ordered two.")
        .consented(EVERYWHERE).tagged(&["portable", "family"]),
    letter(Home, 5, 177, "Skumring", "I knit lace with thread the width of a hair, in black, because my sister asked for black. I would not have believed that one can see it at night.")
        .consented(WEBSITE).tagged(&["craft"]),
    letter(From("Jordan"), 5, 160, "Skumring", "أدرس في الليل بعد أن ينام أولادي، وكان الضوء القديم يتعب عيني بعد ساعة. مع هذا المصباح أنهيت رسالتي كلها. الضوء دافئ وهادئ، والذراع يبقى حيث أضعه.")
        .consented(WEBSITE).tagged(&["reading"]),
    letter(Home, 4, 141, "Morild", "I paint miniatures. Colors at night now look the way they will look at the exhibition, which is all I ask of a lamp. It is heavier than it appears in the pictures, so measure your shelf.")
        .consented(ONLINE).tagged(&["craft"]),
    letter(Home, 5, 118, "Skumring", "The thirty evenings at home convinced me on evening two, but I kept count anyway. On evening twenty-nine I moved it to my wife's desk to see whether she would give it back. She has not. I have ordered another.")
        .consented(EVERYWHERE).tagged(&["reading"]).cut("I moved it to my wife's desk to see whether she would give it back. She has not."),
    letter(From("Japan"), 5, 97, "Lykt", "夜、ベランダで本を読むのが好きです。明るすぎず、虫もあまり寄ってきません。説明書がとても丁寧で、電池を自分で交換できるところが気に入りました。")
        .consented(WEBSITE).tagged(&["portable"]),
    letter(Home, 3, 84, "Skumring", "I wanted to love it. The light is as gentle as everybody says. But the lowest step hums, very faintly, and in a silent bedroom I hear it. Support exchanged the module without a question and the new one hums less. Most people would never notice; I am a piano tuner.")
        .consented(WEBSITE).tagged(&["service"]),
    letter(Home, 5, 66, "Morild", "Seventy-eight years old, cataracts on both sides, and I am back at my stamps. My granddaughter set it up. I turn the wheel myself.")
        .consented(EVERYWHERE).tagged(&["craft", "family"]),
    letter(From("France"), 4, 51, "Skumring", "Une lampe que l'on répare avec un seul tournevis : j'ai cru à un argument de vente, puis j'ai changé l'abat-jour moi-même en dix minutes. Il manque seulement une version avec un câble plus long.")
        .consented(WEBSITE).tagged(&["repair"]),
    letter(Home, 5, 33, "Lykt", "It has been to the allotment, two campsites and one maternity ward. It is dented and I would not change it for a new one.")
        .consented(ONLINE).tagged(&["portable", "family"]),
    letter(Home, 5, 17, "Skumring", "Night shifts mean I have breakfast at six in the evening. I use Skumring the other way round from everybody else, bright when I get up and dim before I leave for bed at nine in the morning, and it makes the upside-down days feel like days.")
        .consented(WEBSITE).tagged(&["reading"]).cut("it makes the upside-down days feel like days"),
];
