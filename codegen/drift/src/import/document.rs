//! The draft → a YAML document in the order of `docs/format.md`.

use api_error_catalog_core::table::CodeType;
use api_error_catalog_model::edit::{Yaml, YamlEntry};
use api_error_catalog_model::model::PageSource;
use api_error_catalog_pages::Page;

use super::draft::{Draft, DraftError, DraftNumber};
use super::envelope::EnvelopeDraft;
use super::error_entry::{description, error, group};
use super::hints;

/// Returns the entries of the file.
pub(super) fn entries(
    draft: &Draft,
    page: &Page,
    name: &str,
    sources: &[PageSource],
) -> Vec<YamlEntry> {
    let mut entries = vec![
        YamlEntry::new("format", Yaml::number(1)),
        YamlEntry::text("catalog", name),
        YamlEntry::text("title", &title(name)),
    ];
    entries.extend(source(sources));
    entries.extend(support(draft, page));
    entries.extend(wire(draft));
    entries.extend(headers(page));
    entries.extend(YamlEntry::texts("code_forms", page.code_forms.iter()));
    entries.extend(types(draft));
    let (observed, own): (Vec<&DraftError>, Vec<&DraftError>) = draft
        .errors
        .iter()
        .filter(|error| group(draft, error).is_none())
        .partition(|error| error.reference.seen.is_some());
    for (key, errors) in [("errors", own), ("observed", observed)] {
        let errors = errors.into_iter().map(|each| error(draft, each)).collect();
        entries.extend(YamlEntry::map(key, errors).map(YamlEntry::apart));
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

fn source(sources: &[PageSource]) -> Option<YamlEntry> {
    let keys = |source: &PageSource| -> Vec<YamlEntry> {
        let title = source.title.as_ref();
        let title = title.map(|title| YamlEntry::text("title", title));
        let file = source.file.as_ref();
        let file = file.map(|file| YamlEntry::text("file", file));
        let entries = title.into_iter().chain(file);
        entries.chain(hints::entry(&source.hints)).collect()
    };
    match sources {
        [source] => YamlEntry::map("source", keys(source)),
        sources => {
            let each = sources.iter().map(|source| Yaml::Map(keys(source)));
            let list = (!sources.is_empty()).then(|| Yaml::List(each.collect()));
            list.map(|list| YamlEntry::new("source", list))
        }
    }
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
        .map(|found| format!("Also on {}: {}", page.place(&found.span), found.value))
        .collect();
    let url = url.map(|url| YamlEntry::text("url", &url.value));
    let mail = mail.map(|mail| YamlEntry::text("email", &mail.value));
    let support = YamlEntry::map("support", url.into_iter().chain(mail).collect());
    support.map(|support| support.under(rest))
}

fn wire(draft: &Draft) -> Vec<YamlEntry> {
    let form = match draft.code_type {
        CodeType::String => "string",
        CodeType::Integer => "integer",
        CodeType::None => "none",
    };
    let why = match draft.code_type {
        CodeType::None => vec!["Errors have no code; the status identifies them.".to_owned()],
        CodeType::String | CodeType::Integer => Vec::new(),
    };
    let shape = |key, form: &EnvelopeDraft| {
        YamlEntry::text(key, &form.template).under(shape_comments(form, draft.shown))
    };
    let code = YamlEntry::new("code", Yaml::Plain(form.to_owned()));
    let mut entries = vec![code.under(why).apart()];
    entries.push(shape("envelope", &draft.wire.envelope));
    let websocket = draft.wire.websocket.as_ref();
    entries.extend(websocket.map(|form| shape("websocket", form)));
    let also = &draft.wire.decode_only;
    let comments = also
        .iter()
        .flat_map(|form| shape_comments(form, draft.shown));
    let templates = also.iter().map(|form| &form.template);
    let also = YamlEntry::texts("decode_only", templates);
    entries.extend(also.map(|also| also.under(comments.collect())));
    entries
}

/// Returns the headers that carry fields.
fn headers(page: &Page) -> Option<YamlEntry> {
    let each = page.headers.iter();
    let each = each.map(|header| YamlEntry::text(&header.field, &header.name.value));
    YamlEntry::map("fields", each.collect())
}

fn shape_comments(form: &EnvelopeDraft, shown: &str) -> Vec<String> {
    if let Some(why) = &form.unsure {
        return vec![format!("unsure: {why}")];
    }
    let listed = form.lines.get(..MOST_LINES).unwrap_or(&form.lines);
    let more = match form.lines.len() - listed.len() {
        0 => "",
        _ => " and more",
    };
    let lines = listed_lines(listed);
    let text = match (form.of_schema, listed) {
        (true, _) => format!("From the description of bodies on {lines}{more}{shown}."),
        (false, [_]) => {
            format!("From the JSON on {lines}{shown}; optional members are a guess.")
        }
        (false, _) => format!("From the JSON on {lines}{more}{shown}."),
    };
    vec![text]
}

/// More lines that show a shape are not listed.
const MOST_LINES: usize = 8;

/// `lines 3, 7`, or `line 12 of acme.md, lines 3, 7 of acme.json` if pages were joined.
fn listed_lines(lines: &[(usize, Option<String>)]) -> String {
    let of_file = |same: &[(usize, Option<String>)]| {
        let noun = if same.len() == 1 { "line" } else { "lines" };
        let numbers: Vec<String> = same.iter().map(|(line, _)| line.to_string()).collect();
        let file = same.first().and_then(|(_, file)| file.as_ref());
        let file = file.map_or(String::new(), |file| format!(" of {file}"));
        format!("{noun} {}{file}", numbers.join(", "))
    };
    let files = lines.chunk_by(|(_, one), (_, other)| one == other);
    files.map(of_file).collect::<Vec<_>>().join(", ")
}

fn types(draft: &Draft) -> Option<YamlEntry> {
    let each = draft.types.iter().map(|ty| {
        let mut entries = Vec::new();
        entries.extend(YamlEntry::numbers("status", &ty.statuses));
        entries.push(description(&ty.description));
        let errors = draft
            .errors
            .iter()
            .filter(|error| group(draft, error).is_some_and(|group| std::ptr::eq(group, ty)));
        let errors = errors.map(|each| error(draft, each)).collect();
        entries.extend(YamlEntry::map("errors", errors));
        let comments = [&*ty.doubts, &ty.description.more].concat();
        YamlEntry::of(Yaml::text(&ty.name), Yaml::Map(entries)).under(comments)
    });
    YamlEntry::map("types", each.collect()).map(YamlEntry::apart)
}

fn number_section(key: &str, all: &[DraftNumber]) -> Option<YamlEntry> {
    let each = all.iter().map(|one| {
        let texts = [
            ("name", Some(&one.name)),
            ("description", one.description.as_ref()),
            ("action", one.action.as_ref()),
        ];
        let entries = texts
            .into_iter()
            .filter_map(|(key, text)| Some(YamlEntry::text(key, text?)));
        let value = Yaml::Map(entries.collect());
        YamlEntry::of(Yaml::number(one.number), value).under(one.doubts.clone())
    });
    YamlEntry::map(key, each.collect()).map(YamlEntry::apart)
}
