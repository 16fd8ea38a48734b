//! Catalogs as HTML pages. Each is one file that needs no network and is complete without its script.

mod body;
mod text;

use std::collections::BTreeMap;
use std::fmt;

use api_error_catalog_model::Loaded;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, UndefinedBehavior, Value};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::model;

/// The template of a catalog's page.
pub const PAGE: &str = "page.html";
/// The template of the index of several catalogs.
pub const INDEX: &str = "index.html";
/// The style of both.
pub const STYLE: &str = "page.css";
/// The script of both.
pub const SCRIPT: &str = "page.js";

/// The built-in files of the pages.
const BUILT_IN: [(&str, &str); 5] = [
    (PAGE, include_str!("page.html")),
    (INDEX, include_str!("index.html")),
    ("parts.html", include_str!("parts.html")),
    (STYLE, include_str!("page.css")),
    (SCRIPT, include_str!("page.js")),
];

/// The error of a template, whose message begins with its name and line.
#[derive(Debug)]
pub struct TemplateError(minijinja::Error);

impl fmt::Display for TemplateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let error = &self.0;
        let name = error.name().unwrap_or("template");
        write!(f, "{name}:{}: {}", error.line().unwrap_or(1), error.kind())?;
        error
            .detail()
            .map_or(Ok(()), |detail| write!(f, ": {detail}"))
    }
}

impl std::error::Error for TemplateError {}

impl From<minijinja::Error> for TemplateError {
    fn from(error: minijinja::Error) -> TemplateError {
        TemplateError(error)
    }
}

/// The templates of the pages, with their style and script.
#[derive(Debug)]
pub struct Pages {
    environment: Environment<'static>,
    style: String,
    script: String,
}

impl Pages {
    /// Returns the built-in files, in which the files of `own` replace those with the same name. A file whose name ends
    /// in `.html` is a Jinja template for `minijinja`; the style and the script are used unchanged.
    ///
    /// # Errors
    ///
    /// Fails if a template is invalid.
    pub fn new(own: &BTreeMap<String, String>) -> Result<Pages, TemplateError> {
        let mut files: BTreeMap<&str, &str> = BUILT_IN.into_iter().collect();
        files.extend(
            own.iter()
                .map(|(name, text)| (name.as_str(), text.as_str())),
        );
        let mut take = |name| files.remove(name).unwrap_or_default().to_owned();
        let (style, script) = (take(STYLE), take(SCRIPT));
        let mut environment = environment()?;
        for (name, text) in files {
            environment.add_template_owned(name.to_owned(), text.to_owned())?;
        }
        Ok(Pages {
            environment,
            style,
            script,
        })
    }

    /// Returns the page of a catalog.
    ///
    /// # Errors
    ///
    /// Fails if the template uses a value that does not exist.
    pub fn page(&self, loaded: &Loaded) -> Result<String, TemplateError> {
        self.render(PAGE, model::page(loaded))
    }

    /// Returns the index of several catalogs, which links to `<catalog>.html` in the same directory.
    ///
    /// # Errors
    ///
    /// Fails if the template uses a value that does not exist.
    pub fn index(&self, catalogs: &[Loaded]) -> Result<String, TemplateError> {
        self.render(INDEX, model::index(catalogs))
    }

    fn render(&self, name: &str, mut model: serde_json::Value) -> Result<String, TemplateError> {
        model["style"] = json!(self.style);
        model["script"] = json!(self.script);
        model["csp"] = json!(format!(
            "default-src 'none'; style-src '{}'; script-src '{}'; img-src data:; base-uri 'none'; form-action 'none'",
            hash(&self.style),
            hash(&self.script)
        ));
        Ok(self.environment.get_template(name)?.render(Serde(model))?)
    }
}

/// Returns the source by which a Content Security Policy permits an inline style or script.
fn hash(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text)))
}

fn environment() -> Result<Environment<'static>, minijinja::Error> {
    let mut environment = Environment::new();
    environment.set_syntax(
        SyntaxConfig::builder()
            .trim_blocks(true)
            .lstrip_blocks(true)
            .build()?,
    );
    environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
    environment.set_formatter(text::format);
    environment.add_filter("prose", |text: String| {
        Value::from_safe_string(text::prose(&text))
    });
    environment.add_filter("body", |text: String| {
        Value::from_safe_string(body::highlighted(&text))
    });
    environment.add_filter("href", |address: Option<String>| {
        address.filter(|address| text::is_link(address))
    });
    environment.add_filter("words", |name: String| name.replace(['_', '-'], " "));
    Ok(environment)
}
