//! One endpoint as an operation of the document.

use laurel_api::endpoint::{Endpoint, NoBody, Route};
use laurel_api::{Method, Needs};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use crate::answers;
use crate::conventions;
use crate::examples::Example;
use crate::schemas::Schemas;

/// An endpoint with the words that say what it does.
#[derive(Debug, Clone, Copy)]
pub struct Operation {
    /// The definition.
    pub route: Route,
    /// A sentence or two.
    pub summary: &'static str,
}

/// The operation of endpoint `E`.
pub(crate) fn describe<E: Endpoint>(
    summary: &str,
    schemas: &mut Schemas,
    example: Option<&Example>,
) -> Value {
    let route = E::ROUTE;
    let takes_body = !is_no_body::<E::Request>();
    let mut operation = json!({
        "operationId": route.name,
        "summary": summary,
        "tags": [conventions::tag(route.path)],
        "x-permission": permission(route.needs),
        "parameters": parameters::<E>(schemas, example),
        "responses": responses::<E>(schemas, example),
    });
    let mut add = |key: &str, value: Value| {
        if let Some(operation) = operation.as_object_mut() {
            operation.insert(key.to_owned(), value);
        }
    };
    if takes_body {
        let mut content = json!({"schema": schemas.request::<E::Request>()});
        insert(
            &mut content,
            "example",
            example.and_then(|example| example.request.clone()),
        );
        add(
            "requestBody",
            json!({"required": !takes_nothing::<E::Request>(), "content": {"application/json": content}}),
        );
    }
    if route.needs == Needs::SignedIn {
        add("security", json!([{"session": []}]));
    }
    operation
}

/// What the caller must be allowed to do.
pub(crate) fn permission(needs: Needs) -> &'static str {
    match needs {
        Needs::SignedIn => "signed in",
        Needs::In(permission) => permission.code(),
    }
}

fn is_no_body<T: 'static>() -> bool {
    std::any::TypeId::of::<T>() == std::any::TypeId::of::<NoBody>()
}

/// Whether the body may be left out, which is the same as `{}`.
fn takes_nothing<T: DeserializeOwned>() -> bool {
    serde_json::from_str::<T>("{}").is_ok()
}

/// Those of the path, of the query, and `If-Match`.
fn parameters<E: Endpoint>(schemas: &mut Schemas, example: Option<&Example>) -> Vec<Value> {
    let (path, query) = (schemas.fields::<E::Path>(), schemas.fields::<E::Query>());
    let mut parameters = Vec::new();
    for (name, field) in path {
        let mut parameter =
            json!({"name": name, "in": "path", "required": true, "schema": field.schema});
        insert(
            &mut parameter,
            "description",
            field.description.map(Value::String),
        );
        insert(
            &mut parameter,
            "example",
            example.and_then(|example| example.path.get(&name).cloned()),
        );
        parameters.push(parameter);
    }
    for (name, field) in query {
        let mut parameter = json!({"name": name, "in": "query", "required": field.required, "schema": field.schema});
        insert(
            &mut parameter,
            "description",
            field.description.map(Value::String),
        );
        insert(
            &mut parameter,
            "example",
            example.and_then(|example| example.query.get(&name).cloned()),
        );
        parameters.push(parameter);
    }
    if answers::needs_revision(&E::ROUTE) {
        parameters.push(conventions::if_match());
    }
    parameters
}

fn responses<E: Endpoint>(schemas: &mut Schemas, example: Option<&Example>) -> Value {
    let mut content = json!({"schema": schemas.response::<E::Response>()});
    insert(
        &mut content,
        "example",
        example.map(|example| example.response.clone()),
    );
    let mut headers = Map::new();
    headers.insert(
        "X-Request-Id".to_owned(),
        json!({"$ref": "#/components/headers/RequestId"}),
    );
    if answers::has_revision(&E::ROUTE) {
        headers.insert(
            "ETag".to_owned(),
            json!({"$ref": "#/components/headers/ETag"}),
        );
    }
    let mut responses = Map::new();
    responses.insert(
        "200".to_owned(),
        json!({
            "description": if is_no_body::<E::Response>() { "Done." } else { "The answer." },
            "headers": headers,
            "content": {"application/json": content},
        }),
    );
    responses.extend(answers::problems(&E::ROUTE));
    Value::Object(responses)
}

/// Whether the method changes something.
pub(crate) fn is_unsafe(route: &Route) -> bool {
    route.method != Method::Get
}

fn insert(object: &mut Value, key: &str, value: Option<Value>) {
    if let (Some(object), Some(value)) = (object.as_object_mut(), value) {
        object.insert(key.to_owned(), value);
    }
}
