//! Reading hints: what a catalog tells the reader of its page that the page leaves open.

use crate::words::words;

/// One hint. It holds for the part of the page that it names; of two that disagree the later one counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hint {
    /// The form of the page. A hint that says this says nothing else.
    pub form: Option<PageForm>,
    /// Headings, outermost first: the section of the last, below all others. Empty for the whole page.
    pub section: Vec<String>,
    /// Which part of the section.
    pub part: Part,
    /// What it holds.
    pub contains: Option<Contents>,
    /// What columns of its tables mean.
    pub columns: Vec<(Column, Role)>,
    /// Whether its tables' first row is a header.
    pub header: Option<bool>,
}

/// A part of a section. Numbers count from 1, in the section with those below it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Part {
    /// The whole section.
    #[default]
    All,
    /// The table of this number.
    Table(usize),
    /// Every table whose header has these cells.
    TablesWith(Vec<String>),
    /// The list of this number.
    List(usize),
    /// The code block of this number.
    Example(usize),
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Column {
    /// By its number, from 1.
    Number(usize),
    /// By its header's text.
    Header(String),
}

words! {
    /// The form a page is written in.
    PageForm {
        /// Markdown or MDX.
        Markdown = "markdown",
        /// HTML.
        Html = "html",
        /// Text, such as a browser copies.
        Plain = "plain",
        /// Fields between commas.
        Csv = "csv",
        /// Fields between tabs.
        Tsv = "tsv",
        /// JSON.
        Json = "json",
        /// reStructuredText.
        Restructured = "rst",
        /// AsciiDoc.
        AsciiDoc = "asciidoc",
    }
}

words! {
    /// What a part of a page holds.
    Contents {
        /// Errors.
        Errors = "errors",
        /// Types that group errors.
        Types = "types",
        /// HTTP statuses.
        Statuses = "statuses",
        /// Close codes of WebSockets.
        CloseCodes = "close_codes",
        /// Nothing that a catalog is about: it is skipped.
        Ignore = "ignore",
    }
}

words! {
    /// What a column means.
    Role {
        /// The code, or what else tells the item.
        Code = "code",
        /// HTTP statuses.
        Status = "status",
        /// The type.
        Type = "type",
        /// A name beside the code.
        Name = "name",
        /// The message that is sent.
        Message = "message",
        /// What it means.
        Description = "description",
        /// What brings it about.
        Cause = "cause",
        /// What to do about it.
        Solution = "solution",
        /// A limit that it enforces.
        Limit = "limit",
        /// Whether to try again.
        Retry = "retry",
        /// Nothing that is read.
        Ignore = "ignore",
    }
}

impl Role {
    /// Whether a table has one such column at most.
    #[must_use]
    pub fn is_single(self) -> bool {
        matches!(
            self,
            Role::Code | Role::Status | Role::Type | Role::Name | Role::Description
        )
    }
}
