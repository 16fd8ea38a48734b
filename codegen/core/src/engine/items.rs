//! The errors of a response that lists several, one at a time.

use alloc::borrow::Cow;
use alloc::vec::Vec;

use crate::engine::decode;
use crate::engine::identify::{self, Seen};
use crate::engine::leaves::plain;
use crate::engine::resolution::{Resolution, UnresolvedReason};
use crate::engine::response::ErrorResponse;
use crate::engine::rules::{self, SeenByRules};
use crate::engine::scan::{self, Scanner, Span};
use crate::engine::text;
use crate::tables::envelope::{Field, Item, MAX_FIELDS, Node, Shape};
use crate::tables::error::ErrorInfo;

/// One error of a response, which may list several.
#[derive(Clone, Copy)]
pub struct ResponseItem<'r> {
    response: &'r ErrorResponse<'r>,
    /// `None` for the response itself.
    listed: Option<Listed>,
}

/// An item of a list.
#[derive(Clone, Copy)]
struct Listed {
    index: usize,
    span: Span,
    fields: [Span; MAX_FIELDS],
    resolution: Resolution,
}

impl ErrorResponse<'_> {
    /// Returns each error of the response, in the order of the list in its body. A response without a list of errors has one error,
    /// which is the response itself.
    ///
    /// An item of the list is an error if it has everything that the template requires of it, and if neither its code nor its
    /// status reports success. Each item is decoded when it is reached.
    pub fn errors(&self) -> impl Iterator<Item = ResponseItem<'_>> {
        let mut listed = ErrorList::find(self).into_iter().flatten().peekable();
        let itself = listed.peek().is_none().then_some(ResponseItem {
            response: self,
            listed: None,
        });
        listed.chain(itself)
    }
}

impl<'r> ResponseItem<'r> {
    /// Returns the index in the list; 0 if the response has no list.
    #[must_use]
    pub fn index(&self) -> usize {
        self.listed.map_or(0, |listed| listed.index)
    }

    /// Returns the documented error that was identified, or the reason why none was.
    #[must_use]
    pub fn resolution(&self) -> Resolution {
        match &self.listed {
            Some(listed) => listed.resolution,
            None => self.response.resolution(),
        }
    }

    /// Returns the facts that the catalog documents about the identified error.
    #[must_use]
    pub fn info(&self) -> Option<ErrorInfo<'r>> {
        match self.resolution() {
            Resolution::Known(error) => self.response.catalog().error(error),
            Resolution::Unresolved(_) => None,
        }
    }

    /// Returns the HTTP status of this error, otherwise that of the response.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        let own = self.listed.as_ref().and_then(|_| self.text(Field::STATUS));
        let own = own.and_then(|text| text::status(&text));
        own.or_else(|| self.response.status())
    }

    /// Returns the code as a string, without the decorations that the catalog states.
    #[must_use]
    pub fn code_text(&self) -> Option<Cow<'r, str>> {
        let catalog = self.response.catalog();
        Some(match self.text(Field::CODE)? {
            Cow::Borrowed(code) => Cow::Borrowed(rules::own_form(catalog, code)),
            Cow::Owned(code) => Cow::Owned(rules::own_form(catalog, &code).into()),
        })
    }

    /// Returns the message.
    #[must_use]
    pub fn message(&self) -> Option<Cow<'r, str>> {
        self.text(Field::MESSAGE)
    }

    /// Returns a field of the envelope as text. Its name follows `$` in the catalog.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<Cow<'r, str>> {
        self.text(self.response.catalog().field(name)?)
    }

    /// Returns a field as text: the value of a string, a number or a Boolean. Bytes that are not UTF-8 are replaced.
    #[must_use]
    pub fn text(&self, field: Field) -> Option<Cow<'r, str>> {
        let Some(listed) = &self.listed else {
            return self.response.text(field).map(Cow::Borrowed);
        };
        let range = listed.fields.get(usize::from(field.0))?.range()?;
        let raw = self.response.source().get(range)?;
        match core::str::from_utf8(raw) {
            Ok(text) if !scan::has_escape(raw) => plain(text).map(Cow::Borrowed),
            _ => match raw {
                [b'"', inner @ .., b'"'] => Some(Cow::Owned(text::unescaped(inner).into())),
                _ => None,
            },
        }
    }

    fn identify(&self) -> Resolution {
        let [error_type, message] = [Field::TYPE, Field::MESSAGE].map(|field| self.text(field));
        let code = self.code_text().filter(|code| !code.is_empty());
        let seen = Seen {
            status: self.status(),
            code: code.as_deref(),
            error_type: error_type.as_deref(),
            message: message.as_deref(),
        };
        let (catalog, shape) = (self.response.catalog(), self.response.shape);
        let has_shape = |other| shape == Some(other);
        let Some(rules) = catalog.rules else {
            return identify::identify(catalog, seen, &has_shape);
        };
        let response = SeenByRules {
            seen,
            text: &|field| self.text(field),
            has_shape: &has_shape,
            is_empty: false,
        };
        rules::identify(catalog, rules, &response)
    }

    /// Returns the JSON of the item as it is in the body; the whole body if the response has no list.
    #[must_use]
    pub fn raw(&self) -> &'r [u8] {
        let body = self.response.source();
        match &self.listed {
            Some(listed) => listed
                .span
                .range()
                .and_then(|range| body.get(range))
                .unwrap_or_default(),
            None => body,
        }
    }
}

impl core::fmt::Debug for ResponseItem<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("ResponseItem")
            .field("index", &self.index())
            .field("resolution", &self.resolution())
            .finish_non_exhaustive()
    }
}

/// The list of errors in a body, and the position in it.
struct ErrorList<'r> {
    response: &'r ErrorResponse<'r>,
    shape: Shape<'r>,
    /// The items of the template that may be errors.
    items: Vec<Item<'r>>,
    /// `None` at the end of the body.
    scan: Option<Scanner<'r>>,
    index: usize,
}

impl<'r> ErrorList<'r> {
    /// Finds the list whose items have a code, otherwise the one whose items have a message.
    fn find(response: &'r ErrorResponse<'r>) -> Option<ErrorList<'r>> {
        let catalog = response.catalog();
        let shape = catalog.shapes.get(usize::from(response.shape?))?;
        [Field::CODE, Field::MESSAGE].into_iter().find_map(|field| {
            let mut reads = shape.reads.iter().filter(|read| read.field == field);
            reads.find_map(|read| {
                let mut path = Vec::new();
                let node = list_of(&catalog.reader, read.leaf, &mut path)?;
                let mut scan = Scanner::new(response.source());
                path.into_iter().try_for_each(|name| scan.enter(name))?;
                scan.start_list()?;
                let has_field = |item: &&Item<'_>| {
                    let mut reads = shape.reads.iter().filter(|read| read.field == field);
                    reads.any(|read| contains(item, read.leaf))
                };
                Some(ErrorList {
                    response,
                    shape: *shape,
                    items: node.items.iter().filter(has_field).copied().collect(),
                    scan: Some(scan),
                    index: 0,
                })
            })
        })
    }

    fn item(&self, index: usize, span: Span, fields: [Span; MAX_FIELDS]) -> ResponseItem<'r> {
        let unidentified = ResponseItem {
            response: self.response,
            listed: Some(Listed {
                index,
                span,
                fields,
                resolution: Resolution::Unresolved(UnresolvedReason::MissingCode),
            }),
        };
        let resolution = unidentified.identify();
        ResponseItem {
            listed: unidentified.listed.map(|listed| Listed {
                resolution,
                ..listed
            }),
            ..unidentified
        }
    }
}

impl<'r> Iterator for ErrorList<'r> {
    type Item = ResponseItem<'r>;

    fn next(&mut self) -> Option<ResponseItem<'r>> {
        loop {
            let mut start = self.scan.take()?;
            start.next_item()?;
            let index = self.index;
            self.index += 1;
            let body = self.response.source();
            let mut found = None;
            for item in &self.items {
                let mut scan = start;
                let read =
                    decode::read_item(self.response.catalog(), body, &mut scan, item, &self.shape);
                self.scan = read.is_complete.then_some(scan).or(self.scan);
                if read.fields.is_some() {
                    found = read.fields;
                    break;
                }
            }
            // The body may end inside the item.
            let end = self.scan.map_or(body.len(), |scan| scan.position());
            if let Some(fields) = found {
                return Some(self.item(index, Span::new(start.position(), end), fields));
            }
        }
    }
}

/// Returns the list in which the leaf belongs to an item that is chosen, and the names of the members that lead to the list.
fn list_of<'t>(node: &Node<'t>, leaf: u8, path: &mut Vec<&'t str>) -> Option<Node<'t>> {
    if node.items.iter().any(|item| contains(item, leaf)) {
        return Some(*node);
    }
    node.members.iter().find_map(|(name, member)| {
        path.push(name);
        let found = list_of(member, leaf, path);
        if found.is_none() {
            path.pop();
        }
        found
    })
}

/// Returns `true` if the leaf belongs to this item, which is chosen by what it has.
fn contains(item: &Item<'_>, leaf: u8) -> bool {
    let (first, count) = item.leaves;
    item.position.is_none() && (first..first.saturating_add(count)).contains(&leaf)
}
