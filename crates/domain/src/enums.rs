//! One macro for the closed lists of the product's vocabulary.
//!
//! Each list has a stable code (stored, sent over the wire) and `ALL` in the order in which lists are
//! shown. `laurel-words` has their names for people.

/// A code that is not in a closed list.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{given}” is not one of: {allowed}")]
pub struct UnknownCode {
    /// What was given.
    pub given: String,
    /// The codes that would have been accepted, comma-separated.
    pub allowed: String,
}

/// Defines an enum with codes, parsing and serde by code.
macro_rules! coded_enum {
    (
        $(#[$meta:meta])*
        $name:ident { $( $(#[$vmeta:meta])* $variant:ident = $code:literal; )+ }
    ) => {
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        $(#[$meta])*
        pub enum $name {
            $( $(#[$vmeta])* #[serde(rename = $code)] $variant, )+
        }

        impl $name {
            /// Every value, in the order in which lists are shown.
            pub const ALL: &'static [Self] = &[ $( Self::$variant, )+ ];

            /// The stable code: stored, and sent over the wire.
            pub const fn code(self) -> &'static str {
                match self { $( Self::$variant => $code, )+ }
            }

            /// The value with this code.
            ///
            /// # Errors
            /// [`UnknownCode`](crate::enums::UnknownCode) when no value has it.
            pub fn parse(code: &str) -> Result<Self, $crate::enums::UnknownCode> {
                match code {
                    $( $code => Ok(Self::$variant), )+
                    _ => Err($crate::enums::UnknownCode {
                        given: code.chars().take(60).collect(),
                        allowed: [ $( $code, )+ ].join(", "),
                    }),
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.code())
            }
        }

        impl $crate::fact::AsFigure for $name {
            fn as_figure(&self) -> Option<$crate::fact::Figure> {
                Some($crate::fact::Figure::Text(self.code().to_owned()))
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::enums::UnknownCode;
            fn from_str(code: &str) -> Result<Self, Self::Err> { Self::parse(code) }
        }
    };
}
pub(crate) use coded_enum;
