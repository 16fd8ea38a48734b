//! A page's facts as JSON, in the shape that `import` and `export` share.

use serde_json::{Value, json};

use crate::read::page::{Code, ErrorFact, Fact, Page};

/// The facts in the shared shape. `catalog` is the catalog's name.
#[must_use]
pub fn to_json(page: &Page, catalog: &str) -> Value {
    let types = page.types.iter().map(|fact| {
        json!({"type": fact.name.value, "statuses": numbers(&fact.statuses), "description": text(fact.about.description.as_ref())})
    });
    let statuses = page.statuses.iter().map(|fact| {
        json!({
            "status": fact.status.value,
            "name": text(fact.about.name.as_ref()),
            "description": text(fact.about.description.as_ref()),
            "action": text(fact.action.as_ref()),
            "causes": texts(&fact.about.causes),
            "solutions": texts(&fact.about.solutions),
        })
    });
    let close_codes = page.close_codes.iter().map(
        |fact| json!({"code": fact.code.value, "name": text(fact.about.name.as_ref()), "description": text(fact.about.description.as_ref())}),
    );
    json!({
        "format": 1,
        "catalog": catalog,
        "title": text(page.title.as_ref()),
        "support": texts(&page.support),
        "quirks": [],
        "errors": page.errors.iter().map(error).collect::<Value>(),
        "types": types.collect::<Value>(),
        "statuses": statuses.collect::<Value>(),
        "close_codes": close_codes.collect::<Value>(),
    })
}

fn error(fact: &ErrorFact) -> Value {
    let also = fact
        .also
        .iter()
        .map(|also| json!({"code": code(Some(&also.code)), "statuses": numbers(&also.statuses)}));
    json!({
        "name": text(fact.about.name.as_ref()),
        "code": code(fact.code.as_ref()),
        "statuses": numbers(&fact.statuses),
        "type": text(fact.error_type.as_ref()),
        "description": text(fact.about.description.as_ref()),
        "causes": texts(&fact.about.causes),
        "solutions": texts(&fact.about.solutions),
        "retry": texts(&fact.about.retry),
        "limits": texts(&fact.about.limits),
        "class": fact.class.as_ref().map(|class| class.value.as_str()),
        "also": also.collect::<Value>(),
    })
}

fn code(code: Option<&Fact<Code>>) -> Value {
    match code.map(|code| &code.value) {
        Some(Code::Text(text)) => json!(text),
        Some(Code::Number(number)) => json!(number),
        None => Value::Null,
    }
}

fn text(text: Option<&Fact<String>>) -> Value {
    text.map_or(Value::Null, |text| json!(text.value))
}

fn texts(texts: &[Fact<String>]) -> Value {
    texts.iter().map(|text| text.value.as_str()).collect()
}

fn numbers(numbers: &[Fact<u16>]) -> Value {
    numbers.iter().map(|number| number.value).collect()
}
