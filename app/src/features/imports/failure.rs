//! Which failures pass by themselves, and which would come again.

use laurel_api::ProblemType;

use super::transfer::Failure;
use crate::api::ApiError;
use crate::words::t;

/// What a refused or lost batch means for the import.
pub fn failure(error: &ApiError) -> Failure {
    let reason = error.to_string();
    match (error, error.kind()) {
        (ApiError::Network, _) => Failure::Passing(t().wizard_offline().to_owned()),
        // A server that is just restarting, or the network's own error page, answers unreadably.
        (ApiError::Unreadable, _)
        | (_, Some(ProblemType::Internal | ProblemType::Unavailable | ProblemType::TooMany)) => {
            Failure::Passing(reason)
        }
        (_, Some(ProblemType::TooLargeBatch)) => Failure::TooLarge(reason),
        (_, Some(ProblemType::SignInNeeded)) => {
            Failure::Lasting(t().wizard_signed_out().to_owned())
        }
        _ => {
            let fields = error
                .fields()
                .iter()
                .map(|field| t().wizard_field_problem(&field.field, &field.message));
            Failure::Lasting(
                std::iter::once(reason)
                    .chain(fields)
                    .collect::<Vec<_>>()
                    .join(" "),
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_repetition_can_solve_passes() {
        let problem = |kind: &str, status: u16| {
            ApiError::from_answer(&format!(
                r#"{{"type":"/problems/{kind}","title":"T","status":{status},"request_id":"r",
                    "errors":[{{"field":"rows[3].at","code":"time_outside","message":"Too late."}}]}}"#
            ))
        };
        assert!(matches!(failure(&ApiError::Network), Failure::Passing(_)));
        assert!(matches!(
            failure(&problem("unavailable", 503)),
            Failure::Passing(_)
        ));
        assert!(matches!(
            failure(&problem("sign-in-needed", 401)),
            Failure::Lasting(_)
        ));
        assert!(matches!(
            failure(&problem("too-large-batch", 413)),
            Failure::TooLarge(_)
        ));
        let Failure::Lasting(reason) = failure(&problem("invalid", 422)) else {
            panic!("lasting")
        };
        assert!(reason.contains("rows[3].at: Too late."));
    }
}
