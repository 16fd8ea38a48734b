//! The draft → a YAML document in the order of `docs/format.md`.

use api_error_catalog_core::table::CodeForm;
use api_error_catalog_model::edit::{Yaml, YamlEntry};
use api_error_catalog_model::model::Hint;
use api_error_catalog_pages::{Fact, Page};

use super::draft::{Draft, DraftError, DraftNumber};
use super::envelope::EnvelopeDraft;
use super::error_entry::{description, error, group, status};
use super::hints;

/// The entries of the file.
pub(super) fn entries(
    draft: &Draft,
    page: &Page,
    name: &str,
    file: Option<&str>,
    page_hints: &[Hint],
) -> Vec<YamlEntry> {
    let mut entries = vec![
        YamlEntry::new("format", Yaml::number(1)),
        YamlEntry::new("catalog", Yaml::text(name)),
    ];
    entries.push(YamlEntry::new("title", Yaml::text(&title(name))));
    entries.extend(source(draft, file, page_hints));
    entries.extend(support(draft, page));
    entries.extend(wire(draft));
    entries.extend(types(draft));
    let (observed, own): (Vec<&DraftError>, Vec<&DraftError>) = draft
        .errors
        .iter()
        .filter(|error| group(draft, error).is_none())
        .partition(|error| error.reference.seen.is_some());
    for (key, errors) in [("errors", own), ("observed", observed)] {
        let errors: Vec<YamlEntry> = errors.into_iter().map(|each| error(draft, each)).collect();
        entries
            .extend((!errors.is_empty()).then(|| YamlEntry::new(key, Yaml::Map(errors)).apart()));
    }
    entries.extend(number_section("statuses", &draft.statuses));
    entries.extend(number_section("close_codes", &draft.close_codes));
    entries
}

/// `acme_speech` → `Acme Speech`.
fn title(name: &str) -> String {
    let words = name.split('_').filter(|word| !word.is_empty()).map(|word| {
        let (first, rest) = word.split_at(1);
        format!("{}{rest}", first.to_uppercase())
    });
    words.collect::<Vec<_>>().join(" ")
}

fn source(draft: &Draft, file: Option<&str>, page_hints: &[Hint]) -> Option<YamlEntry> {
    let title = draft
        .title
        .as_ref()
        .map(|title| YamlEntry::new("title", Yaml::text(title)));
    let file = file.map(|file| YamlEntry::new("file", Yaml::text(file)));
    let entries: Vec<YamlEntry> = title
        .into_iter()
        .chain(file)
        .chain(hints::entry(page_hints))
        .collect();
    (!entries.is_empty()).then(|| YamlEntry::new("source", Yaml::Map(entries)))
}

fn support(draft: &Draft, page: &Page) -> Option<YamlEntry> {
    let is_mail = |address: &str| !address.contains("://") && address.contains('@');
    let url = draft.support.iter().find(|found| !is_mail(&found.value));
    let mail = draft.support.iter().find(|found| is_mail(&found.value));
    let rest = draft
        .support
        .iter()
        .filter(|found| Some(*found) != url && Some(*found) != mail);
    let rest = rest
        .map(|found| {
            format!(
                "Also on line {} of the page: {}",
                page.line(&found.span),
                found.value
            )
        })
        .collect();
    let entry = |key, found: &Fact<String>| YamlEntry::new(key, Yaml::text(&found.value));
    let entries: Vec<YamlEntry> = url
        .map(|url| entry("url", url))
        .into_iter()
        .chain(mail.map(|mail| entry("email", mail)))
        .collect();
    (!entries.is_empty()).then(|| YamlEntry::new("support", Yaml::Map(entries)).under(rest))
}

fn wire(draft: &Draft) -> Vec<YamlEntry> {
    let form = match draft.code_form {
        CodeForm::Text => "string",
        CodeForm::Integer => "integer",
        CodeForm::None => "none",
    };
    let why = match draft.code_form {
        CodeForm::None => vec!["There are no codes: the status is what tells an error.".to_owned()],
        CodeForm::Text | CodeForm::Integer => Vec::new(),
    };
    let mut entries = vec![
        YamlEntry::new("code", Yaml::Plain(form.to_owned()))
            .under(why)
            .apart(),
    ];
    entries.push(
        YamlEntry::new("envelope", Yaml::text(&draft.wire.envelope.template))
            .under(shape_comments(&draft.wire.envelope, draft.shown)),
    );
    entries.extend(draft.wire.websocket.as_ref().map(|form| {
        YamlEntry::new("websocket", Yaml::text(&form.template))
            .under(shape_comments(form, draft.shown))
    }));
    let also: Vec<Yaml> = draft
        .wire
        .also_read
        .iter()
        .map(|form| Yaml::text(&form.template))
        .collect();
    let comments = draft
        .wire
        .also_read
        .iter()
        .flat_map(|form| shape_comments(form, draft.shown))
        .collect();
    entries.extend(
        (!also.is_empty()).then(|| YamlEntry::new("also_read", Yaml::List(also)).under(comments)),
    );
    entries
}

fn shape_comments(form: &EnvelopeDraft, shown: &str) -> Vec<String> {
    if let Some(why) = &form.unsure {
        return vec![format!("unsure: {why}")];
    }
    let lines: Vec<String> = form.lines.iter().take(8).map(usize::to_string).collect();
    let more = if form.lines.len() > lines.len() {
        " and more"
    } else {
        ""
    };
    match lines.as_slice() {
        [line] => vec![format!(
            "As the JSON on line {line} {shown}; what may be missing is a guess."
        )],
        _ => vec![format!(
            "As the JSON on lines {}{more} {shown}.",
            lines.join(", ")
        )],
    }
}

fn types(draft: &Draft) -> Option<YamlEntry> {
    let each = draft.types.iter().map(|ty| {
        let mut entries = Vec::new();
        entries.extend(status(&ty.statuses));
        entries.push(description(
            &ty.description.text,
            ty.description.doubt.as_ref(),
        ));
        let errors = draft
            .errors
            .iter()
            .filter(|error| group(draft, error).is_some_and(|group| std::ptr::eq(group, ty)));
        let errors: Vec<YamlEntry> = errors.map(|each| error(draft, each)).collect();
        entries.extend((!errors.is_empty()).then(|| YamlEntry::new("errors", Yaml::Map(errors))));
        let comments = ty
            .doubts
            .iter()
            .chain(&ty.description.more)
            .cloned()
            .collect();
        YamlEntry::of(Yaml::text(&ty.name), Yaml::Map(entries)).under(comments)
    });
    let each: Vec<YamlEntry> = each.collect();
    (!each.is_empty()).then(|| YamlEntry::new("types", Yaml::Map(each)).apart())
}

fn number_section(key: &str, all: &[DraftNumber]) -> Option<YamlEntry> {
    let each = all.iter().map(|one| {
        let mut entries = vec![YamlEntry::new("name", Yaml::text(&one.name))];
        entries.extend(
            one.description
                .as_ref()
                .map(|text| YamlEntry::new("description", Yaml::text(text))),
        );
        entries.extend(
            one.action
                .as_ref()
                .map(|text| YamlEntry::new("action", Yaml::text(text))),
        );
        let value = Yaml::Map(entries);
        YamlEntry::of(Yaml::number(one.number), value).under(one.doubts.clone())
    });
    let each: Vec<YamlEntry> = each.collect();
    (!each.is_empty()).then(|| YamlEntry::new(key, Yaml::Map(each)).apart())
}
