//! Templates of bodies: JSON in which a string that starts with `$` stands for a field.

use api_error_catalog_core::Form;
use api_error_catalog_core::envelope::Field;

/// The template of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Template {
    /// Literal JSON text.
    Literal(String),
    /// An object, with its members in order.
    Object(Vec<Member>),
    /// A list. If it has several items that are not all objects, each stands for the item at its index. Otherwise, each
    /// stands for the first item of the body that has everything that it requires.
    List(Vec<Template>),
    /// A field.
    Field(FieldUse),
}

/// A member of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: Template,
}

/// A field in a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldUse {
    /// The name of the field.
    pub name: String,
    /// The type of its value.
    pub ty: FieldType,
    /// The field whose value is written if this one has none.
    pub default: Option<String>,
    /// Whether it may be missing in a body.
    pub optional: bool,
}

/// The type of a field's value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldType {
    /// A string.
    String,
    /// A number without a fraction.
    Integer,
    /// Any number.
    Number,
    /// Any value.
    Any,
    /// A list of violations.
    ViolationList {
        /// The member that names the part of the request; empty if none does. It may be a path, `source.pointer`, or
        /// several of which one is present, `pointer|parameter`.
        field: String,
        /// The member with the message, written in the same way; empty if the items are strings.
        message: String,
        /// Whether the items are also errors: the list of the template has other items.
        mixed: bool,
    },
    /// A delay in this form, as a string or a number.
    Delay(Form),
    /// An object that maps parts of the request to messages.
    ViolationMap {
        /// The member of a value that is an object.
        message: String,
        /// Whether each value is written as a list.
        lists: bool,
    },
    /// Nested objects whose members name parts of the request.
    ViolationTree {
        /// The member with the messages about the part that leads to it.
        end: String,
        /// The member of a message that is an object; empty if messages are strings.
        message: String,
    },
}

impl FieldType {
    /// Returns `true` for violations that are an object.
    pub(crate) fn is_object(&self) -> bool {
        matches!(
            self,
            FieldType::ViolationMap { .. } | FieldType::ViolationTree { .. }
        )
    }

    /// Returns `true` if a value that matches the template can be read as this type.
    fn accepts(&self, template: &Template) -> bool {
        let is_scalar = match template {
            Template::Literal(json) if json == "null" => return false,
            Template::Literal(json) => !json.starts_with(['{', '[']),
            Template::Field(field) => matches!(
                field.ty,
                FieldType::String | FieldType::Integer | FieldType::Number | FieldType::Delay(_)
            ),
            Template::Object(_) | Template::List(_) => false,
        };
        let is_list = match template {
            Template::Field(field) => matches!(field.ty, FieldType::ViolationList { .. }),
            template => matches!(template, Template::List(_)),
        };
        let is_object = match template {
            Template::Field(field) => field.ty.is_object(),
            template => matches!(template, Template::Object(_)),
        };
        match self {
            FieldType::Any => true,
            FieldType::String | FieldType::Integer | FieldType::Number | FieldType::Delay(_) => {
                is_scalar
            }
            FieldType::ViolationList { .. } => is_list,
            FieldType::ViolationMap { .. } | FieldType::ViolationTree { .. } => is_object,
        }
    }
}

/// Returns `true` if the field is predefined.
pub(crate) fn is_known(name: &str) -> bool {
    Field::KNOWN.contains(&name)
}

impl Template {
    /// Calls `visit` with each field, in order.
    pub(crate) fn each_field<'t>(&'t self, visit: &mut impl FnMut(&'t FieldUse)) {
        match self {
            Template::Literal(_) => {}
            Template::Object(members) => members
                .iter()
                .for_each(|member| member.value.each_field(visit)),
            Template::List(items) => items.iter().for_each(|item| item.each_field(visit)),
            Template::Field(field) => visit(field),
        }
    }

    /// Returns `true` if the template contains this field.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        let mut found = false;
        self.each_field(&mut |field| found |= field.name == name);
        found
    }

    /// Returns `true` if every body that matches the template `other` also matches this one.
    pub(crate) fn covers(&self, other: &Template) -> bool {
        match (self, other) {
            _ if self.is_optional() => true,
            _ if other.is_optional() => false,
            (Template::Literal(json), Template::Literal(other)) => json == other,
            (Template::Object(members), Template::Object(others)) => members.iter().all(|member| {
                let other = others.iter().find(|other| other.name == member.name);
                match other {
                    Some(other) => member.value.covers(&other.value),
                    None => member.value.is_optional(),
                }
            }),
            (Template::List(items), Template::List(others)) => {
                self.covers_items(items, other, others)
            }
            (Template::Field(field), other) => field.ty.accepts(other),
            _ => false,
        }
    }

    fn covers_items(&self, items: &[Template], other: &Template, others: &[Template]) -> bool {
        let is_optional = |list: &Template, item: &Template| list.is_optional_item(item);
        match (self.is_positional(), other.is_positional()) {
            (true, true) => items.iter().enumerate().all(|(at, item)| {
                let other = others.get(at);
                other.map_or(item.is_optional(), |other| item.covers(other))
            }),
            (true, false) => items.iter().all(Template::is_optional),
            (false, _) => items.iter().all(|item| {
                let mut present = others.iter().filter(|each| !is_optional(other, each));
                is_optional(self, item) || present.any(|other| item.covers(other))
            }),
        }
    }

    /// Returns `true` if it is a list whose items are found by their positions.
    #[must_use]
    pub fn is_positional(&self) -> bool {
        let is_chosen = |item: &Template| match item {
            Template::Field(field) => matches!(field.ty, FieldType::ViolationList { .. }),
            item => matches!(item, Template::Object(_)),
        };
        matches!(self, Template::List(items) if items.len() > 1 && !items.iter().all(is_chosen))
    }

    /// Returns `true` for violations among the items of a list. They are read from the whole list.
    pub(crate) fn is_mixed(&self) -> bool {
        matches!(self, Template::Field(field) if matches!(field.ty, FieldType::ViolationList { mixed: true, .. }))
    }

    /// Returns `true` if this list may lack the item: constants alone need not be there, because they choose the item.
    #[must_use]
    pub fn is_optional_item(&self, item: &Template) -> bool {
        if self.is_positional() {
            return item.is_optional();
        }
        let (mut fields, mut required) = (0, 0);
        item.each_field(&mut |field| {
            fields += 1;
            required += usize::from(!field.optional);
        });
        fields > 0 && required == 0
    }

    /// Returns `true` if all of it may be missing.
    #[must_use]
    pub fn is_optional(&self) -> bool {
        match self {
            Template::Literal(_) => false,
            Template::Object(members) => {
                !members.is_empty() && members.iter().all(|member| member.value.is_optional())
            }
            Template::List(items) => items.iter().all(|item| self.is_optional_item(item)),
            Template::Field(field) => field.optional,
        }
    }
}
