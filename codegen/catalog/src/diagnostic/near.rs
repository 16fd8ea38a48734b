//! Finds the nearest known name, for "did you mean".

/// Returns the known name that is nearest to `name`, if one is near enough to be a likely typo.
#[must_use]
pub fn nearest<'n>(name: &str, known: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let most = name.chars().count().max(3) / 3;
    let near = |other: &&str| distance(&name.to_lowercase(), &other.to_lowercase());
    known
        .into_iter()
        .map(|other| (near(&other), other))
        .filter(|(far, _)| *far <= most)
        .min()
        .map(|(_, other)| other)
}

/// Returns the help that offers the nearest name.
pub(crate) fn did_you_mean<'n>(
    name: &str,
    known: impl IntoIterator<Item = &'n str>,
) -> Option<String> {
    nearest(name, known).map(|near| format!("did you mean `{near}`?"))
}

/// Counts the characters to insert, remove, replace or swap to turn one text into the other.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (row, x) in a.iter().enumerate() {
        let mut line = vec![row + 1];
        for (column, y) in b.iter().enumerate() {
            let mut cost = (last[column] + usize::from(x != y))
                .min(last[column + 1] + 1)
                .min(line[column] + 1);
            if row > 0 && column > 0 && *x == b[column - 1] && a[row - 1] == *y {
                cost = cost.min(before_last[column - 1] + 1);
            }
            line.push(cost);
        }
        before_last = std::mem::replace(&mut last, line);
    }
    last.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn only_a_likely_typo_has_a_nearest_name() {
        let known = ["status", "description", "solutions"];
        assert_eq!(nearest("statsu", known), Some("status"));
        assert_eq!(nearest("Solution", known), Some("solutions"));
        assert_eq!(nearest("retry", known), None);
        assert_eq!(nearest("", known), None);
    }
}
