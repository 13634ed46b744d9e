//! A program's own page of data: name, product, incentive, counters; its members; its API tokens.

mod members;
mod program;
mod tokens;

use laurel_api::endpoints::{
    CreateToken, GetProgram, ListMembers, ListTokens, PutMember, RemoveMember, RevokeToken,
    UpdateProgram,
};

use crate::web::{Router, endpoint};

/// Adds the routes.
pub(crate) fn routes(router: Router) -> Router {
    let router = endpoint::<GetProgram, _, _>(router, program::get_program);
    let router = endpoint::<UpdateProgram, _, _>(router, program::update_program);
    let router = endpoint::<ListMembers, _, _>(router, members::list_members);
    let router = endpoint::<PutMember, _, _>(router, members::put_member);
    let router = endpoint::<RemoveMember, _, _>(router, members::remove_member);
    let router = endpoint::<ListTokens, _, _>(router, tokens::list_tokens);
    let router = endpoint::<CreateToken, _, _>(router, tokens::create_token);
    endpoint::<RevokeToken, _, _>(router, tokens::revoke_token)
}
