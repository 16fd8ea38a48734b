//! Which member of an error's body has which role.

use serde_json::Value;

use super::body_members::{
    BodyMember, KnownNames, Role, code, error_type, is_scalar, is_violation_map, members_of,
    message, named, status, violation_list,
};

/// The members that have a role, by their path.
#[derive(Debug, Default)]
pub(super) struct Roles<'b>(Vec<(Vec<&'b str>, Role)>);

impl<'b> Roles<'b> {
    /// Returns the roles of the members of these bodies, which have one shape.
    pub(super) fn of(bodies: &[&'b Value], known: &KnownNames) -> Roles<'b> {
        let members = members_of(bodies);
        let mut roles = Roles::default();
        let lists: Vec<(&BodyMember<'b>, Role)> = members
            .iter()
            .filter_map(|member| Some((member, violation_list(member)?)))
            .collect();
        let in_list = |member: &&BodyMember<'b>| {
            let mut lists = lists.iter();
            lists.any(|(list, _)| member.path.starts_with(&list.path))
        };
        let outside: Vec<_> = members.iter().filter(|member| !in_list(member)).collect();
        roles.give(&outside, Role::Code, |member| code(member, known));
        roles.give(&outside, Role::Message, |member| message(member, known));
        roles.give(&outside, Role::Type, |member| error_type(member, known));
        let outside = roles.outside_details(outside);
        roles.give(&outside, Role::Status, status);
        roles.give(&outside, Role::RequestId, |member| {
            named(member, "request_id", is_scalar)
        });
        roles.give(&outside, Role::Param, |member| {
            named(member, "param", Value::is_string)
        });
        roles.give(&outside, Role::RetryAfter, |member| {
            named(member, "retry_after", Value::is_number)
        });
        roles.give_violations(lists.into_iter().next(), &outside);
        let is_free = |member: &&BodyMember<'b>| !roles.reaches_into(&member.path);
        let free: Vec<_> = outside.into_iter().filter(is_free).collect();
        roles.give(&free, Role::Details, |member| {
            named(member, "details", |value| {
                value.is_object() || value.is_array()
            })
        });
        roles
    }

    /// Returns the members that are not inside details. Details are kept whole, unless the error itself is in them.
    fn outside_details<'m>(&self, members: Vec<&'m BodyMember<'b>>) -> Vec<&'m BodyMember<'b>> {
        let is_whole = |member: &&BodyMember<'b>| {
            member.rank("details").is_some() && !self.reaches_into(&member.path)
        };
        let details: Vec<_> = members.iter().copied().filter(is_whole).collect();
        let in_details = |member: &&BodyMember<'b>| {
            let path = &member.path;
            let mut details = details.iter();
            details.any(|top| path.len() > top.path.len() && path.starts_with(&top.path))
        };
        let outside = members.into_iter().filter(|member| !in_details(member));
        outside.collect()
    }

    /// Gives the role to the first list of violations, otherwise to the first map of them.
    fn give_violations(
        &mut self,
        list: Option<(&BodyMember<'b>, Role)>,
        outside: &[&BodyMember<'b>],
    ) {
        if let Some((list, role)) = list {
            return self.0.push((list.path.clone(), role));
        }
        let is_map = |member: &&&BodyMember<'b>| {
            is_violation_map(member) && !self.reaches_into(&member.path)
        };
        if let Some(map) = outside.iter().find(is_map) {
            self.0.push((map.path.clone(), Role::ViolationMap));
        }
    }

    /// Returns the role of the member at this path.
    pub(super) fn at(&self, path: &[&str]) -> Option<&Role> {
        self.0
            .iter()
            .find(|(known, _)| known == path)
            .map(|(_, role)| role)
    }

    /// Returns the path of the member with this role.
    pub(super) fn path(&self, role: &Role) -> Option<&[&'b str]> {
        self.0
            .iter()
            .find(|(_, known)| known == role)
            .map(|(path, _)| path.as_slice())
    }

    /// Returns `true` if a member below this path has a role, or the one at it.
    pub(super) fn reaches_into(&self, path: &[&str]) -> bool {
        self.0.iter().any(|(known, _)| known.starts_with(path))
    }

    /// Returns `true` if anything says that this is an error.
    pub(super) fn tells_an_error(&self) -> bool {
        let telling = |role: &Role| {
            matches!(
                role,
                Role::Code
                    | Role::Message
                    | Role::Type
                    | Role::ViolationList(..)
                    | Role::ViolationMap
            )
        };
        self.0.iter().any(|(_, role)| telling(role))
    }

    /// Gives the role to the member that fits it best, the first one of equals.
    fn give(
        &mut self,
        members: &[&BodyMember<'b>],
        role: Role,
        fitness: impl Fn(&BodyMember<'b>) -> u32,
    ) {
        let free = members
            .iter()
            .filter(|member| self.at(&member.path).is_none());
        let best = free
            .map(|member| (fitness(member), member))
            .rev()
            .max_by_key(|(fitness, _)| *fitness);
        if let Some((_, member)) = best.filter(|(fitness, _)| *fitness > 0) {
            self.0.push((member.path.clone(), role));
        }
    }
}
