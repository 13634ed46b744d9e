//! What moves an advocate.
//!
//! Source: Captivate Collective's advocacy framework, in which every motivation relates to at least
//! one of three: belonging, access, status.

use crate::enums::coded_enum;

coded_enum! {
    /// What moves a person to speak for the brand. A member notes it; nothing derives it.
    Motivation {
        /// Being part of a group of like-minded people.
        Belonging = "belonging";
        /// Getting to people, products and news before others.
        Access = "access";
        /// Being seen as somebody who knows.
        Status = "status";
    }
}
