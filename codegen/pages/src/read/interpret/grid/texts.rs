//! The roles of the columns that do not identify the records: names, descriptions and other texts.

use super::evidence::Evidence;
use super::profile::ColumnProfile;
use crate::read::conventions::roles::Role;
use api_error_catalog_model::model as hint;

/// A smaller margin between two columns of texts makes the description unsure. It is half of the weight that a text of 400
/// characters has.
const CLEAR: f32 = 0.1;

/// The columns of a grid, of which some have their roles.
pub(super) struct TextColumns<'l> {
    pub(super) looks: &'l [ColumnProfile],
    pub(super) roles: &'l mut [Option<Role>],
    /// The codes are types.
    pub(super) by_type: bool,
    /// The messages identify the records.
    pub(super) by_message: bool,
}

impl TextColumns<'_> {
    /// Gives the other columns their roles: the best scores first, and each of some roles once. Returns why the description
    /// may be another column.
    pub(super) fn assign(mut self) -> Option<&'static str> {
        let mut scores = self.scores();
        scores.sort_by(|a, b| b.2.total_cmp(&a.2));
        let describing =
            |(_, role, score): &(usize, Role, f32)| (*role == Role::Description).then_some(*score);
        let mut describing = scores.iter().filter_map(describing);
        let unclear = match (describing.next(), describing.next()) {
            (Some(best), Some(next)) => best - next < CLEAR,
            _ => false,
        };
        for (column, role, _) in scores {
            let taken = is_single(role) && self.column(role).is_some();
            let free = self.roles[column].is_none() && !taken;
            if free && !(role == Role::Type && self.by_type) {
                self.roles[column] = Some(role);
            }
        }
        if self.column(Role::Description).is_none() && !self.by_message {
            self.describe_by_other();
        }
        unclear.then_some("another column has texts that may describe as well")
    }

    fn column(&self, role: Role) -> Option<usize> {
        self.roles.iter().position(|own| *own == Some(role))
    }

    /// Returns the roles that each column without one may have, with the evidence for them.
    fn scores(&self) -> Vec<(usize, Role, f32)> {
        let any = |is: fn(&ColumnProfile) -> bool| self.looks.iter().any(is);
        let has = |role| self.looks.iter().any(|look| look.hint == Some(role));
        // A column headed `When` describes better than one whose header says nothing.
        let caused = has(Role::Cause) && !has(Role::Description) && !has(Role::Message);
        let worded = caused || has(Role::Description) || has(Role::Message);
        let texts = [Role::Cause, Role::Message].map(Some);
        let labeled = self.looks.iter().filter(|look| texts.contains(&look.hint));
        let labeled = labeled.map(|look| look.length).fold(0.0, f32::max);
        let (told, described) = (any(tells), any(has_sentences));
        let coded = self.column(Role::Code).is_some();
        let may = |look: &ColumnProfile, role| {
            let unknown = look.headed && look.hint.is_none();
            // Next to texts, a constant is the name of its number, and a few words are a name or a category.
            let silent = caused && unknown
                || worded && unknown && look.identifiers > 0.6
                || unknown && look.length * 2.0 < labeled;
            match role {
                Role::Description if described && is_constant(look) => false,
                Role::Description | Role::Message if look.repeated > 0.6 => !told,
                Role::Description | Role::Message => !silent,
                // If several errors have the same name of a status, it is not theirs.
                Role::Name => !coded || look.names <= 0.5 || look.distinct >= 1.0,
                _ => true,
            }
        };
        let mut scores = Vec::new();
        for (column, look) in self.looks.iter().enumerate() {
            if self.roles[column].is_none() && !look.hinted && look.filled > 0 {
                let own = text_scores(look).into_iter();
                let own = own.filter(|(role, _)| may(look, *role));
                scores.extend(own.map(|(role, score)| (column, role, score)));
            }
        }
        scores
    }

    /// A table of codes and messages, causes or notes describes by those.
    fn describe_by_other(&mut self) {
        let described = self.looks.iter().any(has_sentences);
        // The one with the longest texts says most.
        let of = |role| {
            let columns = self.roles.iter().zip(self.looks).enumerate().rev();
            let own = columns.filter(|(_, (own, look))| {
                **own == Some(role) && !(described && is_constant(look))
            });
            let longest = own.max_by(|(_, (_, a)), (_, (_, b))| a.length.total_cmp(&b.length));
            longest.map(|(column, _)| column)
        };
        let other = of(Role::Message).or_else(|| of(Role::Cause));
        let noted = |look: &ColumnProfile| look.hint == Some(Role::Aside) && look.words >= 2.0;
        if let Some(column) = other.or_else(|| self.looks.iter().position(noted))
            && self.roles[column].is_none_or(|role| role != Role::Code)
        {
            self.roles[column] = Some(Role::Description);
        }
    }
}

/// Returns `true` if the header of a column names a text, and most cells are not that of another column once more.
fn tells(look: &ColumnProfile) -> bool {
    let labeled = matches!(look.hint, Some(Role::Message | Role::Description));
    labeled && look.repeated <= 0.6 && look.coverage > 0.5
}

/// Returns `true` if the cells are identifiers, whatever the header calls them.
fn is_constant(look: &ColumnProfile) -> bool {
    look.identifiers > 0.6 && look.words < 1.5
}

/// Returns `true` if the cells are texts that may describe.
fn has_sentences(look: &ColumnProfile) -> bool {
    let may = [
        None,
        Some(Role::Description),
        Some(Role::Message),
        Some(Role::Cause),
    ];
    // Some scripts have no spaces.
    let words = look.words >= 2.0 || look.length > 15.0 && look.codes < 0.2;
    may.contains(&look.hint) && words && look.coverage > 0.5
}

/// Returns `true` if a table has at most one column with this role.
pub(super) fn is_single(role: Role) -> bool {
    role.hint().is_some_and(hint::Role::is_single)
}

/// Names seldom have more words.
const LONGEST_NAME: f32 = 5.0;

/// Returns the roles of a column of names, dates, amounts, single letters or further codes. Those are kept, but describe nothing.
fn no_texts(look: &ColumnProfile) -> Option<Vec<(Role, f32)>> {
    if look.names > 0.5 {
        return Some(vec![(Role::Name, Evidence::StatusNames.weight())]);
    }
    let amounts = look.amounts > 0.5 && !matches!(look.hint, Some(Role::Retry | Role::Limit));
    if look.dates > 0.5 || amounts || look.length < 2.0 {
        return Some(Vec::new());
    }
    if look.hint != Some(Role::Code) || look.codes <= 0.6 {
        return None;
    }
    let mut scores = vec![(Role::Aside, Evidence::FurtherText.weight())];
    if look.numbers <= 0.6 && !look.internal {
        scores.push((Role::Name, Evidence::ShortText.weight()));
    }
    Some(scores)
}

/// Returns the roles of texts, each with the score of a column in it.
fn text_scores(look: &ColumnProfile) -> Vec<(Role, f32)> {
    let length = look.length / 400.0 * Evidence::TextLength.weight();
    if let Some(scores) = no_texts(look) {
        return scores;
    }
    let mut scores = Vec::new();
    match look.hint {
        Some(Role::Description) => {
            let word = f32::from(u8::from(look.describes)) * Evidence::DescribesWord.weight();
            scores.push((
                Role::Description,
                Evidence::Labelled.weight() + length + word,
            ));
        }
        // Sentences are not properties, whatever their header says.
        Some(Role::Property) if look.words > LONGEST_NAME => {}
        Some(Role::Aside | Role::Property | Role::Example) => return scores,
        Some(
            role @ (Role::Type
            | Role::Cause
            | Role::Solution
            | Role::Message
            | Role::Retry
            | Role::Limit),
        ) => scores.push((role, Evidence::Labelled.weight())),
        _ => {}
    }
    let like_name = matches!(
        look.hint,
        Some(Role::Name | Role::Status | Role::Code | Role::Description)
    );
    let constants = look.hint.is_none() && look.constants > 0.9 && !look.recurs;
    if (like_name || constants) && look.length < 80.0 {
        scores.push((Role::Name, Evidence::ShortText.weight()));
    }
    if look.flags > 0.6 {
        scores.push((Role::Retry, Evidence::Flags.weight()));
    } else {
        // A few texts that come again are categories.
        let differs = !look.recurs || look.hint.is_some();
        if look.advice > 0.6 {
            scores.push((Role::Solution, Evidence::AdviceText.weight()));
        }
        if look.identifiers > 0.6 && look.distinct < 0.7 {
            scores.push((Role::Type, Evidence::SmallSet.weight()));
        }
        if differs {
            scores.push((Role::Description, Evidence::LongestText.weight() + length));
            scores.push((Role::Message, Evidence::FurtherText.weight()));
        }
        let names_one = look.hint == Some(Role::Name) || look.distinct > 0.5;
        if differs && names_one && look.words <= LONGEST_NAME {
            scores.push((Role::Name, Evidence::OtherText.weight()));
        }
    }
    scores
}
