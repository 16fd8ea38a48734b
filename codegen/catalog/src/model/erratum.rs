//! Errata: errors of the page, each with our interpretation, and the condition under which the page still has them.

/// An error of the page, and its interpretation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Erratum {
    /// What the page says.
    pub issue: String,
    /// What the catalog takes it to mean.
    pub interpretation: String,
    /// What holds on the page as long as it has the fault; all of it.
    pub conditions: Vec<Condition>,
}

/// Something that a program can look up on the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// A word or a few stand on the page.
    Shows {
        /// A code, a status, a heading, a value on the wire.
        text: String,
        /// Exactly so many times; `None` for at least once.
        times: Option<usize>,
        /// The headings of the section, outermost first; empty for the whole page.
        section: Vec<String>,
    },
    /// They stand nowhere on it.
    Lacks {
        /// As for `Shows`.
        text: String,
        /// As for `Shows`.
        section: Vec<String>,
    },
    /// The page gives a code this.
    Code {
        /// The code as text.
        code: String,
        /// Exactly these statuses.
        statuses: Option<Vec<u16>>,
        /// This type.
        error_type: Option<String>,
    },
}

/// As it would be told: `404 stands 2 times in Errors › Resources`.
impl std::fmt::Display for Condition {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let within = |f: &mut std::fmt::Formatter<'_>, section: &[String]| match section {
            [] => f.write_str(" on the page"),
            section => write!(f, " in the section `{}`", section.join(" › ")),
        };
        match self {
            Condition::Shows {
                text,
                times,
                section,
            } => {
                write!(f, "`{text}` stands ")?;
                match times {
                    None => f.write_str("at least once")?,
                    Some(1) => f.write_str("once")?,
                    Some(times) => write!(f, "{times} times")?,
                }
                within(f, section)
            }
            Condition::Lacks { text, section } => {
                write!(f, "`{text}` does not stand")?;
                within(f, section)
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
