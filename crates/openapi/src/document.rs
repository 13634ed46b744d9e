//! The document as a whole.

use laurel_api::endpoint::Endpoint;
use laurel_api::endpoints::{self, Visitor};
use serde_json::{Map, Value, json};

use crate::answers;
use crate::conventions;
use crate::examples::Examples;
use crate::operation::{self, Operation};
use crate::public;
use crate::references;
use crate::schemas::Schemas;

/// The OpenAPI document, and what it was made of.
#[derive(Debug)]
pub struct Description {
    /// The OpenAPI 3.1 document.
    pub document: Value,
    /// The operations, in the order of their definitions.
    pub operations: Vec<Operation>,
}

/// Describes the API; `examples` are shown with its operations.
pub fn describe(examples: &Examples) -> Description {
    let mut builder = Builder {
        schemas: Schemas::new(),
        paths: Map::new(),
        operations: Vec::new(),
        examples,
    };
    endpoints::visit(&mut builder);
    let Builder {
        mut schemas,
        mut paths,
        operations,
        ..
    } = builder;
    public::add_paths(&mut paths, &mut schemas, examples);
    let responses = answers::components(&mut schemas);
    let (components, renamed) = schemas.finish();
    let mut document = json!({
        "openapi": "3.1.1",
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "info": conventions::info(),
        "servers": [{"url": "/", "description": "The Laurel that serves this document."}],
        "security": [{"session": []}, {"token": []}],
        "tags": conventions::tags(&operations),
        "paths": paths,
        "components": {
            "schemas": components,
            "responses": responses,
            "headers": conventions::headers(),
            "securitySchemes": conventions::security_schemes(),
        },
    });
    references::rename(&mut document, &renamed);
    Description {
        document,
        operations,
    }
}

struct Builder<'a> {
    schemas: Schemas,
    paths: Map<String, Value>,
    operations: Vec<Operation>,
    examples: &'a Examples,
}

impl Visitor for Builder<'_> {
    fn endpoint<E: Endpoint>(&mut self, summary: &'static str) {
        let example = self.examples.get(E::ROUTE.name);
        let described = operation::describe::<E>(summary, &mut self.schemas, example);
        let path = self
            .paths
            .entry(E::ROUTE.path)
            .or_insert_with(|| Value::Object(Map::new()));
        if let Some(path) = path.as_object_mut() {
            path.insert(E::ROUTE.method.as_str().to_lowercase(), described);
        }
        self.operations.push(Operation {
            route: E::ROUTE,
            summary,
        });
    }
}
