//! What the event log says of a change: which kind of thing was changed.

use crate::enums::coded_enum;

coded_enum! {
    /// The kind of thing that an event is about.
    Subject {
        /// A testimonial.
        Testimonial = "testimonial", "Testimonial";
        /// A widget.
        Widget = "widget", "Widget";
        /// A member of the program.
        Member = "member", "Member";
        /// An API token.
        Token = "token", "API token";
        /// An import.
        Import = "import", "Import";
        /// The program itself: its name, its rules.
        Program = "program", "Program";
        /// A saved view.
        View = "view", "Saved view";
        /// A check of the plan.
        Plan = "plan", "Plan";
        /// A person.
        Person = "person", "Person";
        /// Touchpoints, many at once.
        Touchpoint = "touchpoint", "Touchpoints";
        /// An ask.
        Ask = "ask", "Ask";
        /// A job that was tried again.
        Job = "job", "Job";
    }
}
