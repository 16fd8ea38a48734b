//! Errata: errors of the page with their interpretation, and the conditions that hold as long as the page has them.

/// An error of the page, and its interpretation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Erratum {
    /// The problem of the page.
    pub issue: String,
    /// How the catalog interprets the page.
    pub interpretation: String,
    /// The conditions that all hold as long as the page has the problem.
    pub conditions: Vec<Condition>,
}

/// A condition on the page that a program can check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// The page contains a text.
    Shows {
        /// A code, a status, a heading, or a value of the API.
        text: String,
        /// The exact number of times; `None` for at least once.
        times: Option<usize>,
        /// The headings of the section, outermost first; empty for the whole page.
        section: Vec<String>,
    },
    /// The page does not contain a text.
    Lacks {
        /// The text, as for `Shows`.
        text: String,
        /// The section, as for `Shows`.
        section: Vec<String>,
    },
    /// The page states a status or a type for a code.
    Code {
        /// The code as a string.
        code: String,
        /// The exact statuses.
        statuses: Option<Vec<u16>>,
        /// The type.
        error_type: Option<String>,
    },
}

/// Formats the condition as in a message: ``the section `Errors` contains `404` 2 times``.
impl std::fmt::Display for Condition {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let place = |section: &[String]| match section {
            [] => "the page".to_owned(),
            section => format!("the section `{}`", section.join(" › ")),
        };
        match self {
            Condition::Shows {
                text,
                times,
                section,
            } => {
                write!(f, "{} contains `{text}`", place(section))?;
                match times {
                    None => Ok(()),
                    Some(1) => f.write_str(" once"),
                    Some(times) => write!(f, " {times} times"),
                }
            }
            Condition::Lacks { text, section } => {
                write!(f, "{} does not contain `{text}`", place(section))
            }
            Condition::Code {
                code,
                statuses,
                error_type,
            } => {
                write!(f, "`{code}` has")?;
                match statuses.as_deref() {
                    None => {}
                    Some([]) => f.write_str(" no status")?,
                    Some([status]) => write!(f, " the status {status}")?,
                    Some(statuses) => {
                        let list: Vec<String> = statuses.iter().map(u16::to_string).collect();
                        write!(f, " the statuses {}", list.join(", "))?;
                    }
                }
                if let Some(name) = error_type {
                    write!(
                        f,
                        "{} the type `{name}`",
                        if statuses.is_some() { " and" } else { "" }
                    )?;
                }
                Ok(())
            }
        }
    }
}
