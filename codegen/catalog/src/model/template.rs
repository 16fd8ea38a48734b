//! Envelope templates: JSON in which a string that begins with `$` stands for a field.

use api_error_catalog_core::envelope::Field;

/// How a value is laid out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Template {
    /// JSON text that stands there as it is.
    Literal(String),
    /// An object, its members in this order.
    Object(Vec<Member>),
    /// A list of one item.
    List(Box<Template>),
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

/// A field, where a template uses it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldUse {
    /// Its name.
    pub name: String,
    /// What its value is.
    pub ty: FieldType,
    /// The field that is written where this one was not given.
    pub default: Option<String>,
    /// Whether a body may be without it.
    pub optional: bool,
}

/// What the value of a field is.
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
    /// A list of objects: the member that names the part of the request, and the one that says what is wrong.
    ViolationList(String, String),
    /// An object whose names are parts of the request and whose values say what is wrong.
    ViolationMap,
}

impl FieldType {
    /// Returns `true` if a value that is as the template requires can be read as this type.
    fn accepts(&self, template: &Template) -> bool {
        let is_scalar = match template {
            Template::Literal(json) if json == "null" => return false,
            Template::Literal(json) => !json.starts_with(['{', '[']),
            Template::Field(field) => matches!(
                field.ty,
                FieldType::String | FieldType::Integer | FieldType::Number
            ),
            Template::Object(_) | Template::List(_) => false,
        };
        let is_list = match template {
            Template::Field(field) => matches!(field.ty, FieldType::ViolationList(..)),
            template => matches!(template, Template::List(_)),
        };
        let is_object = match template {
            Template::Field(field) => field.ty == FieldType::ViolationMap,
            template => matches!(template, Template::Object(_)),
        };
        match self {
            FieldType::Any => true,
            FieldType::String | FieldType::Integer | FieldType::Number => is_scalar,
            FieldType::ViolationList(..) => is_list,
            FieldType::ViolationMap => is_object,
        }
    }
}

/// Whether the engine knows this field.
pub(crate) fn is_known(name: &str) -> bool {
    Field::KNOWN.contains(&name)
}

impl Template {
    /// Hands each field of it to `visit`, in order.
    pub(crate) fn each_field<'t>(&'t self, visit: &mut impl FnMut(&'t FieldUse)) {
        match self {
            Template::Literal(_) => {}
            Template::Object(members) => members
                .iter()
                .for_each(|member| member.value.each_field(visit)),
            Template::List(item) => item.each_field(visit),
            Template::Field(field) => visit(field),
        }
    }

    /// Whether this field stands in it.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        let mut found = false;
        self.each_field(&mut |field| found |= field.name == name);
        found
    }

    /// Returns `true` if every body of the template `other` is one of this template too.
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
            (Template::List(item), Template::List(other)) => item.covers(other),
            (Template::Field(field), other) => field.ty.accepts(other),
            _ => false,
        }
    }

    /// Whether nothing of it need be there.
    #[must_use]
    pub fn is_optional(&self) -> bool {
        match self {
            Template::Literal(_) => false,
            Template::Object(members) => {
                !members.is_empty() && members.iter().all(|member| member.value.is_optional())
            }
            Template::List(item) => item.is_optional(),
            Template::Field(field) => field.optional,
        }
    }
}
