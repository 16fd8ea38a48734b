//! Reading hints, which correct how a page is read.

use crate::words::words;

/// A hint for the part of the page that it names. If two hints conflict, the later one wins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hint {
    /// The format of the page. Such a hint has nothing else.
    pub form: Option<PageForm>,
    /// The headings of a section, outermost first. Empty for the whole page.
    pub section: Vec<String>,
    /// The part of the section.
    pub part: Part,
    /// The contents of this part.
    pub contains: Option<Contents>,
    /// The roles of columns in its tables, and of members in its JSON examples.
    pub columns: Vec<(Column, Role)>,
    /// Whether the first row of its tables is a header.
    pub header: Option<bool>,
}

/// A part of a section. Numbers count from 1, and include subsections.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Part {
    /// The whole section.
    #[default]
    All,
    /// The table with this number.
    Table(usize),
    /// Every table whose header has these cells.
    TablesWith(Vec<String>),
    /// The list with this number.
    List(usize),
    /// The code block with this number.
    Example(usize),
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Column {
    /// The column with this number, counted from 1.
    Number(usize),
    /// The column with this header.
    Header(String),
}

words! {
    /// The format of a page.
    PageForm {
        /// Markdown or MDX.
        Markdown = "markdown",
        /// HTML.
        Html = "html",
        /// Plain text, such as a browser copies.
        Plain = "plain",
        /// Comma-separated values.
        Csv = "csv",
        /// Tab-separated values.
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
    /// The contents of a part of a page.
    Contents {
        /// Errors.
        Errors = "errors",
        /// Types that group errors.
        Types = "types",
        /// HTTP statuses.
        Statuses = "statuses",
        /// WebSocket close codes.
        CloseCodes = "close_codes",
        /// Something else, which is skipped.
        Ignore = "ignore",
    }
}

words! {
    /// The role of a column.
    Role {
        /// The code, or another value that identifies the item.
        Code = "code",
        /// HTTP statuses.
        Status = "status",
        /// The type.
        Type = "type",
        /// A name next to the code.
        Name = "name",
        /// The message that is sent.
        Message = "message",
        /// The description.
        Description = "description",
        /// A cause.
        Cause = "cause",
        /// A solution.
        Solution = "solution",
        /// A limit that the error enforces.
        Limit = "limit",
        /// Retry advice.
        Retry = "retry",
        /// Something else, which is not read.
        Ignore = "ignore",
    }
}

impl Role {
    /// Returns `true` if a table has at most one column with this role.
    #[must_use]
    pub fn is_single(self) -> bool {
        matches!(
            self,
            Role::Code | Role::Status | Role::Type | Role::Name | Role::Description
        )
    }
}
