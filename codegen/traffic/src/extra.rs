//! Members of a body that the template of its shape does not have.

use api_error_catalog_model::model::Template;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::skeleton::name;

/// What a shape looks at.
#[derive(Debug)]
pub(super) enum Tree {
    /// A value that is not looked into.
    Leaf,
    Object(Vec<(String, Tree)>),
    List(Box<Tree>),
}

impl Tree {
    pub(super) fn of(template: &Template) -> Tree {
        match template {
            Template::Literal(_) | Template::Field(_) => Tree::Leaf,
            Template::Object(members) => Tree::Object(
                members
                    .iter()
                    .map(|member| (member.name.clone(), Tree::of(&member.value)))
                    .collect(),
            ),
            Template::List(item) => Tree::List(Box::new(Tree::of(item))),
        }
    }

    /// Hands the path of each member to `tell` that the tree does not have. Of a body that breaks off what is there.
    pub(super) fn each_extra(&self, body: &[u8], tell: &mut dyn FnMut(&str)) {
        let mut path = String::new();
        let _ = match std::str::from_utf8(body) {
            // Without a check of every string this is faster.
            Ok(text) => {
                let text = text.trim_start_matches('\u{feff}');
                Walk {
                    tree: self,
                    path: &mut path,
                    tell,
                }
                .deserialize(&mut serde_json::Deserializer::from_str(text))
            }
            Err(_) => Walk {
                tree: self,
                path: &mut path,
                tell,
            }
            .deserialize(&mut serde_json::Deserializer::from_slice(body)),
        };
    }
}

/// A value, about to be held against its part of the tree.
struct Walk<'w> {
    tree: &'w Tree,
    path: &'w mut String,
    tell: &'w mut dyn FnMut(&str),
}

impl<'de> DeserializeSeed<'de> for Walk<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        match self.tree {
            Tree::Leaf => deserializer.deserialize_ignored_any(IgnoredAny).map(|_| ()),
            Tree::Object(_) | Tree::List(_) => deserializer.deserialize_any(self),
        }
    }
}

impl<'de> Visitor<'de> for Walk<'_> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("any value")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Tree::Object(members) = self.tree else {
            return IgnoredAny.visit_map(map).map(|_| ());
        };
        let length = self.path.len();
        while let Some(member) = map.next_key_seed(Member {
            members,
            path: self.path,
        })? {
            match member {
                Some(tree) => map.next_value_seed(Walk {
                    tree,
                    path: self.path,
                    tell: self.tell,
                })?,
                None => {
                    (self.tell)(self.path);
                    map.next_value::<IgnoredAny>()?;
                }
            }
            self.path.truncate(length);
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        // The engine, too, looks into the first item alone.
        if let Tree::List(item) = self.tree {
            let length = self.path.len();
            self.path.push_str("[]");
            seq.next_element_seed(Walk {
                tree: item,
                path: self.path,
                tell: self.tell,
            })?;
            self.path.truncate(length);
        }
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

/// A name: the tree below it where it is a member. It is put behind the path where that is needed.
struct Member<'w, 'p> {
    members: &'w [(String, Tree)],
    path: &'p mut String,
}

impl<'de, 'w> DeserializeSeed<'de> for Member<'w, '_> {
    type Value = Option<&'w Tree>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'w> Visitor<'_> for Member<'w, '_> {
    type Value = Option<&'w Tree>;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a name")
    }

    fn visit_str<E>(self, key: &str) -> Result<Self::Value, E> {
        let tree = self
            .members
            .iter()
            .find(|(name, _)| name == key)
            .map(|(_, tree)| tree);
        if !matches!(tree, Some(Tree::Leaf)) {
            self.path
                .push_str(if self.path.is_empty() { "" } else { "." });
            self.path.push_str(name(key));
        }
        Ok(tree)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_template_lacks_is_told_by_its_path() {
        let leaf = |name: &str| (name.to_owned(), Tree::Leaf);
        let item = Tree::List(Box::new(Tree::Object(vec![leaf("msg")])));
        let tree = Tree::Object(vec![
            (
                "detail".to_owned(),
                Tree::Object(vec![leaf("code"), leaf("data")]),
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
            ["x", "detail.more", "detail.*", "errors[].loc"]
        );
        assert_eq!(extra(r#"{"detail": {"new": 1, "#), ["detail.new"]);
        assert_eq!(extra("[1]"), [""; 0]);
    }
}
