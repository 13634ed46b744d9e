//! What the event log says of a change: which kind of thing was changed.

use crate::enums::coded_enum;

coded_enum! {
    /// The kind of thing that an event is about.
    Subject {
        /// A testimonial.
        Testimonial = "testimonial";
        /// A widget.
        Widget = "widget";
        /// A member of the program.
        Member = "member";
        /// An API token.
        Token = "token";
        /// An import.
        Import = "import";
        /// The program itself: its name, its rules.
        Program = "program";
        /// A saved view.
        View = "view";
        /// A check of the plan.
        Plan = "plan";
        /// A person.
        Person = "person";
        /// Touchpoints, many at once.
        Touchpoint = "touchpoint";
        /// An ask.
        Ask = "ask";
        /// A job that was tried again.
        Job = "job";
    }
}
