//! The table of responses: `answers.tsv`.

use api_error_catalog::CatalogError;

use super::{kept, told};

/// A row of the table.
#[derive(Clone)]
pub(crate) struct Answer {
    pub(crate) catalog: String,
    pub(crate) how: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
    pub(crate) kind: String,
    kept: String,
}

impl Answer {
    /// Whether it comes as a response.
    pub(crate) fn is_http(&self) -> bool {
        self.how.parse::<u16>().is_ok()
    }

    /// What of the error is not as the row says.
    pub(crate) fn faults<E: CatalogError>(&self, error: &E) -> Vec<String> {
        let mut found = vec![
            ("kind", Some(told(error)), self.kind.as_str()),
            (
                "body",
                error.response().body_text().map(str::to_owned),
                self.body.as_str(),
            ),
            (
                "body to send",
                String::from_utf8(error.response().clone().into_parts().body).ok(),
                self.body.as_str(),
            ),
        ];
        if self.is_http() {
            found.push((
                "status",
                error.status().map(|status| status.to_string()),
                &self.how,
            ));
        }
        for part in self.kept.split(" | ").filter(|part| !part.is_empty()) {
            let (what, value) = part.split_once('=').expect("name=value");
            found.push((what, kept(error, what), value));
        }
        let wrong = found
            .into_iter()
            .filter(|(_, found, expected)| found.as_deref() != Some(*expected));
        wrong
            .map(|(what, found, expected)| {
                format!(
                    "{} {}: {what} is {found:?}, not {expected}",
                    self.catalog, self.body
                )
            })
            .collect()
    }
}

/// The rows of the table.
pub(crate) fn answers() -> Vec<Answer> {
    let rows = include_str!("../answers.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .skip(1);
    rows.map(|line| {
        let cells: Vec<&str> = line.split('\t').collect();
        let [catalog, how, headers, body, kind, kept] = cells[..] else {
            panic!("six cells: {line}")
        };
        let header = |header: &str| {
            header
                .split_once(": ")
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
        };
        Answer {
            catalog: catalog.to_owned(),
            how: how.to_owned(),
            headers: headers.split("; ").filter_map(header).collect(),
            body: body.to_owned(),
            kind: kind.to_owned(),
            kept: kept.to_owned(),
        }
    })
    .collect()
}
