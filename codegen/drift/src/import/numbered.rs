//! The page's HTTP statuses and close codes.

use super::draft::Numbered;
use super::errors::Drafting;
use super::looks::doubt;
use super::summary::LeftOut;
use api_error_catalog_model::model::reason_phrase;
use api_error_catalog_pages::Fact;

impl Drafting<'_> {
    pub(super) fn statuses(&mut self) -> Vec<Numbered> {
        let page = self.page;
        let found = page.statuses.iter().filter_map(|fact| {
            let number = self.number(&fact.status, 100..=599, "an HTTP status")?;
            let name = fact
                .about
                .name
                .as_ref()
                .map(|name| name.value.clone())
                .or_else(|| reason_phrase(number).map(str::to_owned));
            let mut doubts: Vec<String> = doubt(page, &fact.status, "the status")
                .into_iter()
                .collect();
            doubts.extend(
                fact.about
                    .description
                    .as_ref()
                    .and_then(|text| doubt(page, text, "the description")),
            );
            Some(Numbered {
                number,
                name: name.unwrap_or_else(|| format!("Status {number}")),
                description: fact
                    .about
                    .description
                    .as_ref()
                    .map(|text| text.value.clone()),
                action: fact.action.as_ref().map(|text| text.value.clone()),
                doubts,
            })
        });
        found.collect()
    }

    pub(super) fn close_codes(&mut self) -> Vec<Numbered> {
        let page = self.page;
        let found = page.close_codes.iter().filter_map(|fact| {
            let number = self.number(&fact.code, 1000..=4999, "a close code")?;
            let mut doubts: Vec<String> = doubt(page, &fact.code, "the close code")
                .into_iter()
                .collect();
            doubts.extend(
                fact.about
                    .description
                    .as_ref()
                    .and_then(|text| doubt(page, text, "the description")),
            );
            Some(Numbered {
                number,
                name: fact
                    .about
                    .name
                    .as_ref()
                    .map_or_else(|| format!("Close code {number}"), |name| name.value.clone()),
                description: fact
                    .about
                    .description
                    .as_ref()
                    .map(|text| text.value.clone()),
                action: None,
                doubts,
            })
        });
        found.collect()
    }

    /// The number, if it is one of its kind and the first of its value.
    fn number(
        &mut self,
        found: &Fact<u16>,
        range: std::ops::RangeInclusive<u16>,
        kind: &str,
    ) -> Option<u16> {
        let number = found.value;
        let mut leave = |why: String| {
            self.left_out.push(LeftOut::new(
                format!("{kind}: {number}"),
                &why,
                found.span.clone(),
            ))
        };
        if !range.contains(&number) {
            leave(format!(
                "they lie between {} and {}",
                range.start(),
                range.end()
            ));
            return None;
        }
        if !self.keys.insert(format!("{kind} {number}")) {
            let why = "a catalog has each once; the page has it again here".to_owned();
            self.left_out.push(LeftOut::new(
                format!("{kind}: {number}"),
                &why,
                found.span.clone(),
            ));
            return None;
        }
        Some(number)
    }
}
