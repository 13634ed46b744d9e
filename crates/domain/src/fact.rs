//! What the rules found out, as a code with figures. `laurel-words` makes a sentence of it for a language.

use serde::{Deserialize, Serialize};

/// A figure of a fact.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Figure {
    /// A count.
    Count(u64),
    /// A share from 0 to 1, a score, a rate.
    Number(f64),
    /// A code, or a name that the program chose.
    Text(String),
    /// Several of them.
    List(Vec<String>),
}

/// A code with figures.
pub trait Fact {
    /// Stable: sent over the wire.
    fn code(&self) -> &'static str;

    /// The figures by their names, in the order in which they are declared; those that there are not are
    /// left out.
    fn figures(&self) -> Vec<(&'static str, Figure)>;
}

/// What can be a figure.
pub trait AsFigure {
    /// As it goes over the wire; `None` when there is none.
    fn as_figure(&self) -> Option<Figure>;
}

impl AsFigure for u64 {
    fn as_figure(&self) -> Option<Figure> {
        Some(Figure::Count(*self))
    }
}

impl AsFigure for f64 {
    fn as_figure(&self) -> Option<Figure> {
        Some(Figure::Number(*self))
    }
}

impl AsFigure for String {
    fn as_figure(&self) -> Option<Figure> {
        Some(Figure::Text(self.clone()))
    }
}

impl<T: AsFigure> AsFigure for Option<T> {
    fn as_figure(&self) -> Option<Figure> {
        self.as_ref().and_then(T::as_figure)
    }
}

impl<T: AsFigure> AsFigure for Vec<T> {
    fn as_figure(&self) -> Option<Figure> {
        let texts = self.iter().filter_map(|item| match item.as_figure() {
            Some(Figure::Text(text)) => Some(text),
            _ => None,
        });
        Some(Figure::List(texts.collect()))
    }
}

/// Defines an enum of facts: `Variant { figure: type } = "code";`.
macro_rules! facts {
    (
        $(#[$meta:meta])*
        $name:ident {
            $( $(#[$vmeta:meta])* $variant:ident $( { $( $field:ident : $type:ty ),+ } )? = $code:literal; )+
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq)]
        pub enum $name {
            $(
                $(#[$vmeta])*
                $variant $( {
                    $( #[doc = concat!("The figure `", stringify!($field), "`.")] $field: $type ),+
                } )?,
            )+
        }

        impl $crate::fact::Fact for $name {
            fn code(&self) -> &'static str {
                match self { $( Self::$variant { .. } => $code, )+ }
            }

            fn figures(&self) -> Vec<(&'static str, $crate::fact::Figure)> {
                let found: Vec<(&'static str, Option<$crate::fact::Figure>)> = match self {
                    $(
                        Self::$variant $( { $($field),+ } )? => vec![
                            $( $( (stringify!($field), $crate::fact::AsFigure::as_figure($field)) ),+ )?
                        ],
                    )+
                };
                found.into_iter().filter_map(|(name, figure)| Some((name, figure?))).collect()
            }
        }
    };
}
pub(crate) use facts;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::motivation::Motivation;

    facts! {
        /// For the tests.
        #[expect(unreachable_pub, reason = "the macro makes public enums")]
        Sample {
            /// Without figures.
            Nothing = "nothing";
            /// With one of each.
            All { people: u64, share: f64, name: String, before: Option<u64>, moved_by: Vec<Motivation> } = "all";
        }
    }

    #[test]
    fn figures_have_the_names_of_their_fields() {
        assert_eq!(
            (Sample::Nothing.code(), Sample::Nothing.figures()),
            ("nothing", Vec::new())
        );
        let all = Sample::All {
            people: 3,
            share: 0.5,
            name: "Loyalty".to_owned(),
            before: None,
            moved_by: vec![Motivation::Access],
        };
        assert_eq!(
            all.figures(),
            [
                ("people", Figure::Count(3)),
                ("share", Figure::Number(0.5)),
                ("name", Figure::Text("Loyalty".to_owned())),
                ("moved_by", Figure::List(vec!["access".to_owned()])),
            ]
        );
        let json = serde_json::to_string(&all.figures()).expect("figures are JSON");
        assert_eq!(
            json,
            r#"[["people",3],["share",0.5],["name","Loyalty"],["moved_by",["access"]]]"#
        );
    }
}
