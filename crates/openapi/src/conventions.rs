//! What holds for the whole API: its name, how callers prove who they are, headers, tags.

use serde_json::{Value, json};

use crate::operation::Operation;

const DESCRIPTION: &str = "\
One record a person, from first visit to ambassador: funnel, flywheel and pyramid, testimonials with consent, \
asks and imports.

- **One** thing is `{\"person\": {…}}`, **many** are `{\"people\": […], \"meta\": {\"next\": \"…\"}}`: pass \
`meta.next` as `cursor` until it is absent.
- Unknown fields and parameters are refused with 422. Problems are `application/problem+json` (RFC 9457) with a \
stable `type`. A 503 changed nothing and can be repeated as it is.
- What has an `ETag` is changed with `If-Match`: 428 without it, 412 when somebody changed it meanwhile.
- `x-permission` says what the role of a member or the scopes of a token must include.

docs/API.md says more.";

pub(crate) fn info() -> Value {
    json!({
        "title": "Laurel",
        "version": "1",
        "summary": "The JSON API of a Laurel installation",
        "description": DESCRIPTION,
        "license": {"name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0"},
    })
}

pub(crate) fn security_schemes() -> Value {
    json!({
        "session": {
            "type": "apiKey",
            "in": "cookie",
            "name": "__Host-laurel",
            "description": "A browser that followed a mailed sign-in link. Unsafe methods must come from the same \
                origin (`Sec-Fetch-Site`, else `Origin`). On http://localhost the name has no `__Host-`.",
        },
        "token": {
            "type": "http",
            "scheme": "bearer",
            "bearerFormat": "laurel_…",
            "description": "An API token of one program, with scopes out of `view`, `moderate` and `edit`.",
        },
    })
}

pub(crate) fn headers() -> Value {
    json!({
        "RequestId": {
            "description": "Names the request; the same id stands in the server's log.",
            "schema": {"type": "string"},
        },
        "ETag": {
            "description": "The revision, in quotes. Send it as `If-Match` to change what was read.",
            "schema": {"type": "string", "pattern": "^\"[0-9]+\"$"},
            "example": "\"3\"",
        },
    })
}

pub(crate) fn if_match() -> Value {
    json!({
        "name": "If-Match",
        "in": "header",
        "required": true,
        "description": "The `ETag` of what was seen. Without it the answer is 428; when somebody changed it meanwhile, 412.",
        "schema": {"type": "string", "pattern": "^\"[0-9]{1,15}\"$"},
        "example": "\"3\"",
    })
}

/// The group of a path: the collection behind the program.
pub(crate) fn tag(path: &str) -> &str {
    let below = path.strip_prefix("/api/v1/").unwrap_or(path);
    let inside = below.strip_prefix("programs/{program}/").unwrap_or(below);
    inside.split('/').next().unwrap_or_default()
}

pub(crate) fn tags(operations: &[Operation]) -> Vec<Value> {
    let mut names: Vec<&str> = Vec::new();
    let of_operations = operations.iter().map(|operation| tag(operation.route.path));
    for name in of_operations.chain(["embed", "openapi"]) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
        .into_iter()
        .map(|name| json!({"name": name}))
        .collect()
}
