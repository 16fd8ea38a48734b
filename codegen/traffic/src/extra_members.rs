//! Members of a body that the template of its shape lacks.

use api_error_catalog_model::model::Template;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::body_shape::safe_name;

/// The members that a shape reads.
#[derive(Debug)]
pub(super) enum KnownMembers {
    /// A value whose members are not read.
    Leaf,
    Object(Vec<(String, KnownMembers)>),
    /// A list, with the members that its items may have.
    List(Box<KnownMembers>),
    /// A list whose items differ by their positions.
    Positions(Vec<KnownMembers>),
}

impl KnownMembers {
    pub(super) fn of(template: &Template) -> KnownMembers {
        match template {
            Template::Literal(_) | Template::Field(_) => KnownMembers::Leaf,
            Template::Object(members) => KnownMembers::Object(
                members
                    .iter()
                    .map(|member| (member.name.clone(), KnownMembers::of(&member.value)))
                    .collect(),
            ),
            Template::List(items) if template.is_positional() => {
                KnownMembers::Positions(items.iter().map(KnownMembers::of).collect())
            }
            Template::List(items) => {
                let items = items.iter().map(KnownMembers::of);
                let all = items
                    .reduce(KnownMembers::and)
                    .unwrap_or(KnownMembers::Leaf);
                KnownMembers::List(Box::new(all))
            }
        }
    }

    /// Returns the members of both, for a list whose items may be either.
    fn and(self, other: KnownMembers) -> KnownMembers {
        match (self, other) {
            (KnownMembers::Object(mut members), KnownMembers::Object(others)) => {
                for (name, other) in others {
                    match members.iter().position(|(known, _)| *known == name) {
                        Some(at) => {
                            let (name, known) = members.swap_remove(at);
                            members.push((name, known.and(other)));
                        }
                        None => members.push((name, other)),
                    }
                }
                KnownMembers::Object(members)
            }
            (KnownMembers::List(item), KnownMembers::List(other)) => {
                KnownMembers::List(Box::new(item.and(*other)))
            }
            // Of what may be of several kinds, nothing is reported.
            _ => KnownMembers::Leaf,
        }
    }

    /// Hands the path of each other member to `report`. A body may break off.
    pub(super) fn each_extra(&self, body: &[u8], report: &mut dyn FnMut(&str)) {
        let walk = Walk {
            known: self,
            path: &mut String::new(),
            report,
        };
        let _ = match std::str::from_utf8(body) {
            // Faster, since the strings need not be checked.
            Ok(text) => {
                let text = text.trim_start_matches('\u{feff}');
                walk.deserialize(&mut serde_json::Deserializer::from_str(text))
            }
            Err(_) => walk.deserialize(&mut serde_json::Deserializer::from_slice(body)),
        };
    }
}

/// A value and its known members.
struct Walk<'w> {
    known: &'w KnownMembers,
    path: &'w mut String,
    report: &'w mut dyn FnMut(&str),
}

impl Walk<'_> {
    /// Returns the walk of a value inside this one.
    fn inside<'w>(&'w mut self, known: &'w KnownMembers) -> Walk<'w> {
        Walk {
            known,
            path: self.path,
            report: self.report,
        }
    }
}

impl<'de> DeserializeSeed<'de> for Walk<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        match self.known {
            KnownMembers::Leaf => deserializer.deserialize_ignored_any(IgnoredAny).map(|_| ()),
            KnownMembers::Object(_) | KnownMembers::List(_) | KnownMembers::Positions(_) => {
                deserializer.deserialize_any(self)
            }
        }
    }
}

impl<'de> Visitor<'de> for Walk<'_> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("any value")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        let KnownMembers::Object(members) = self.known else {
            return IgnoredAny.visit_map(map).map(|_| ());
        };
        let length = self.path.len();
        while let Some(member) = map.next_key_seed(MemberName {
            members,
            path: self.path,
        })? {
            match member {
                Some(known) => map.next_value_seed(self.inside(known))?,
                None => {
                    (self.report)(self.path);
                    map.next_value::<IgnoredAny>()?;
                }
            }
            self.path.truncate(length);
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut seq: A) -> Result<(), A::Error> {
        let length = self.path.len();
        self.path.push_str("[]");
        match self.known {
            KnownMembers::List(item) => {
                while seq.next_element_seed(self.inside(item))?.is_some() {}
            }
            KnownMembers::Positions(items) => {
                for item in items {
                    seq.next_element_seed(self.inside(item))?;
                }
            }
            KnownMembers::Leaf | KnownMembers::Object(_) => {}
        }
        self.path.truncate(length);
        IgnoredAny.visit_seq(seq).map(|_| ())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }
    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }
    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }
    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }
    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }
    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}

/// A name → what is known below it, if it is a known member. The name is appended to the path if that is needed.
struct MemberName<'w, 'p> {
    members: &'w [(String, KnownMembers)],
    path: &'p mut String,
}

impl<'de, 'w> DeserializeSeed<'de> for MemberName<'w, '_> {
    type Value = Option<&'w KnownMembers>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'w> Visitor<'_> for MemberName<'w, '_> {
    type Value = Option<&'w KnownMembers>;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a name")
    }

    fn visit_str<E>(self, key: &str) -> Result<Self::Value, E> {
        let tree = self
            .members
            .iter()
            .find(|(name, _)| name == key)
            .map(|(_, tree)| tree);
        if !matches!(tree, Some(KnownMembers::Leaf)) {
            self.path
                .push_str(if self.path.is_empty() { "" } else { "." });
            self.path.push_str(safe_name(key));
        }
        Ok(tree)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_template_lacks_is_told_by_its_path() {
        let leaf = |name: &str| (name.to_owned(), KnownMembers::Leaf);
        let item = KnownMembers::List(Box::new(KnownMembers::Object(vec![leaf("msg")])));
        let tree = KnownMembers::Object(vec![
            (
                "detail".to_owned(),
                KnownMembers::Object(vec![leaf("code"), leaf("data")]),
            ),
            ("errors".to_owned(), item),
        ]);
        let extra = |body: &str| {
            let mut extra = Vec::new();
            tree.each_extra(body.as_bytes(), &mut |path| extra.push(path.to_owned()));
            extra
        };
        assert_eq!(
            extra(r#"{"detail": {"code": 1, "data": {"any": 1}}}"#),
            [""; 0]
        );
        assert_eq!(
            extra(
                r#"{"x": [{"y": 1}], "detail": {"code": 1, "more": {"z": 1}, "ann@a.example": 0}, "errors": [{"msg": 1, "loc": 2}, {"b": 3}]}"#
            ),
            ["x", "detail.more", "detail.*", "errors[].loc", "errors[].b"]
        );
        assert_eq!(extra(r#"{"detail": {"new": 1, "#), ["detail.new"]);
        assert_eq!(extra("[1]"), [""; 0]);
    }
}
