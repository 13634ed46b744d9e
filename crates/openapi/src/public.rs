//! What everybody may read: a widget's payload, and the document itself.

use laurel_api::ProblemType;
use laurel_api::published::EmbedPayload;
use laurel_domain::WidgetId;
use serde_json::{Map, Value, json};

use crate::answers;
use crate::examples::Examples;
use crate::schemas::Schemas;

/// The name of the payload's example.
pub(crate) const EMBED: &str = "GetEmbed";

pub(crate) fn add_paths(
    paths: &mut Map<String, Value>,
    schemas: &mut Schemas,
    examples: &Examples,
) {
    paths.insert(
        "/embed/{widget}.json".to_owned(),
        json!({"get": embed(schemas, examples)}),
    );
    paths.insert(
        "/api/v1/openapi.json".to_owned(),
        json!({"get": document()}),
    );
}

fn embed(schemas: &mut Schemas, examples: &Examples) -> Value {
    let mut responses = Map::new();
    let mut content = json!({"schema": schemas.response::<EmbedPayload>()});
    let example = examples.get(EMBED);
    if let (Some(content), Some(example)) = (content.as_object_mut(), example) {
        content.insert("example".to_owned(), example.response.clone());
    }
    responses.insert(
        "200".to_owned(),
        json!({
            "description": "What the widget shows.",
            "headers": {"ETag": cached()},
            "content": {"application/json": content},
        }),
    );
    responses.insert(
        "304".to_owned(),
        json!({"description": "The copy that `If-None-Match` names is current."}),
    );
    responses.extend(answers::references(&[
        ProblemType::NotFound,
        ProblemType::Internal,
        ProblemType::Unavailable,
    ]));
    json!({
        "operationId": EMBED,
        "summary": "What a widget shows, for scripts of every site.",
        "tags": ["embed"],
        "security": [],
        "parameters": [
            {
                "name": "widget", "in": "path", "required": true, "schema": schemas.request::<WidgetId>(),
                "description": "The widget's id, as it stands in its snippet.",
                "example": example.and_then(|example| example.path.get("widget")),
            },
            {
                "name": "If-None-Match", "in": "header", "required": false, "schema": {"type": "string"},
                "description": "The `ETag` of a copy.",
            },
        ],
        "responses": responses,
    })
}

fn document() -> Value {
    json!({
        "operationId": "GetOpenapi",
        "summary": "This document.",
        "tags": ["openapi"],
        "security": [],
        "responses": {
            "200": {
                "description": "An OpenAPI 3.1 document.",
                "headers": {"ETag": cached()},
                "content": {"application/json": {"schema": {"type": "object"}}},
            },
        },
    })
}

fn cached() -> Value {
    json!({"description": "For `If-None-Match`.", "schema": {"type": "string"}})
}
