//! Generates a client with progenitor from documents of OpenAPI 3.0, in which an operation returns each response, and checks
//! that the client has the type of each response.

use std::error::Error;
use std::fs;

use progenitor_impl::Generator;
use serde_json::{Map, Value, json};

fn main() -> Result<(), Box<dyn Error>> {
    for path in std::env::args().skip(1) {
        let count = check(&path).map_err(|error| format!("{path}: {error}"))?;
        println!("{path}: progenitor reads {count} responses");
    }
    Ok(())
}

fn check(path: &str) -> Result<usize, Box<dyn Error>> {
    let mut document: Value = serde_json::from_str(&fs::read_to_string(path)?)?;
    let responses: Vec<String> = keys(&document["components"]["responses"]);
    let paths: Map<String, Value> = responses
        .iter()
        .enumerate()
        .map(|(at, response)| {
            let operation = json!({
                "operationId": format!("operation_{at}"),
                "responses": {
                    "204": { "description": "Done." },
                    "4XX": { "$ref": format!("#/components/responses/{response}") },
                },
            });
            (format!("/{at}"), json!({ "get": operation }))
        })
        .collect();
    document["paths"] = paths.into();
    let client = Generator::default()
        .generate_tokens(&serde_json::from_value(document.clone())?)?
        .to_string();
    for (at, response) in responses.iter().enumerate() {
        let signature = client
            .split_once(&format!("async fn operation_{at} "))
            .and_then(|(_, rest)| rest.split_once('{'))
            .map_or("", |(signature, _)| signature);
        if !signature.contains("Error < types ::") {
            return Err(format!("{response} does not have a type: {signature:?}").into());
        }
    }
    Ok(responses.len())
}

fn keys(object: &Value) -> Vec<String> {
    let members = object.as_object().into_iter();
    members.flat_map(Map::keys).cloned().collect()
}
