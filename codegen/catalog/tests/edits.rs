//! What edits change, and that they leave the rest as it is.

#![allow(clippy::expect_used, reason = "a test")]

use api_error_catalog_model::edit::{Editor, Yaml, YamlEntry};
use api_error_catalog_model::{Source, SourceMap, open};

const BLOCK: &str = "\
format: 1
catalog: acme
envelope: '{\"code\": \"$code\", \"type\": \"$type\", \"message\": \"$message\"}'
types:
  lost:
    status: 404
    description: Gone.
    errors:
      # above
      voice:   # behind
        # inside
        status:
          - 404
          - 410
        description: No voice.   # own words
      page: { description: No page. }
  odd:
    status: 400
    description: Odd.
    errors: { text: { description: Odd. } }
# end";

fn edited(text: &str, edit: impl for<'l> Fn(&mut Editor<'l>, &'l SourceMap)) -> String {
    let loaded = open(Source::new("acme.yaml", text)).expect("a catalog");
    let mut editor = Editor::new(&loaded);
    edit(&mut editor, &loaded.map);
    let edited = editor.finish().map_err(|error| error.to_string());
    edited.expect("a catalog").source.text
}

fn error(key: &str) -> YamlEntry {
    let description = YamlEntry::new("description", Yaml::text("It is: new."));
    YamlEntry::of(Yaml::text(key), Yaml::Map(vec![description])).under(vec!["new".into()])
}

/// The lines that an edit removes and adds.
fn changes(edit: impl for<'l> Fn(&mut Editor<'l>, &'l SourceMap)) -> Vec<String> {
    let text = edited(BLOCK, &edit);
    let windows = edited(&BLOCK.replace('\n', "\r\n"), &edit);
    assert_eq!(
        windows,
        text.replace('\n', "\r\n"),
        "line ends stay as they are"
    );
    let (old, new): (Vec<&str>, Vec<&str>) = (BLOCK.lines().collect(), text.lines().collect());
    let removed = old
        .iter()
        .filter(|line| !new.contains(line))
        .map(|line| format!("-{line}"));
    let added = new
        .iter()
        .filter(|line| !old.contains(line))
        .map(|line| format!("+{line}"));
    removed.chain(added).collect()
}

#[test]
fn errors_are_inserted_in_block_and_in_flow() {
    let text = edited(BLOCK, |editor, _| {
        editor.insert_error(0, Some(0), &error("its: x"))
    });
    let after =
        "own words\n      # new\n      'its: x':\n        description: 'It is: new.'\n      page:";
    assert!(text.contains(after), "{text}");
    assert_eq!(
        changes(|editor, _| editor.insert_error(1, None, &error("x"))),
        [
            "-    errors: { text: { description: Odd. } }",
            "+    errors: { text: { description: Odd. }, x: { description: 'It is: new.' } }"
        ]
    );
}

#[test]
fn keys_are_set_and_added() {
    assert_eq!(
        changes(|editor, map| {
            editor.set_key(&map.errors[0].keys, "status", Yaml::numbers(&[404]));
            editor.set_key(&map.errors[0].keys, "rust_name", Yaml::text("Voice"));
            editor.set_key(&map.errors[1].keys, "status", Yaml::numbers(&[404, 410]));
        }),
        [
            "-          - 404",
            "-          - 410",
            "-      page: { description: No page. }",
            "+        rust_name: Voice",
            "+          404",
            "+      page: { status: [404, 410], description: No page. }",
        ]
    );
}

#[test]
fn errors_are_removed_with_their_lines() {
    let lines: Vec<String> = changes(|editor, _| editor.remove_error(0));
    assert_eq!(
        (lines.len(), lines[0].as_str()),
        (6, "-      voice:   # behind")
    );
    assert_eq!(
        changes(|editor, _| editor.remove_error(1)),
        ["-      page: { description: No page. }"]
    );
}

#[test]
fn errors_move_as_they_are_written_with_their_edits() {
    let moved = |from: usize, to: usize| {
        edited(BLOCK, |editor, map| {
            let target = &map.groups[to].keys;
            editor.set_key(&map.errors[from].keys, "status", Yaml::numbers(&[418]));
            if let Some(error) = editor.take_error(from, target.flow) {
                editor.insert(target, None, &error);
            }
        })
    };
    let flow =
        "errors: { text: { description: Odd. }, page: { status: 418, description: No page. } }";
    assert!(moved(1, 1).contains(flow), "{}", moved(1, 1));
    let unmoved = moved(0, 1);
    assert!(
        unmoved.contains("voice:   # behind\n        # inside\n        status:\n          418\n"),
        "{unmoved}"
    );
}

#[test]
fn new_types_take_errors_along() {
    let text = edited(BLOCK, |editor, map| {
        let mut taken: Vec<YamlEntry> = [0, 2]
            .iter()
            .filter_map(|error| editor.take_error(*error, false))
            .collect();
        assert_eq!((taken.len(), map.groups.len()), (2, 2));
        taken.push(error("own"));
        let keys = vec![
            YamlEntry::new("description", Yaml::text("New.")),
            YamlEntry::new("status", Yaml::number(500)),
            YamlEntry::new("errors", Yaml::Map(taken)),
        ];
        let ty = YamlEntry::new("fresh", Yaml::Map(keys));
        editor.append_section(&YamlEntry::new("types", Yaml::Map(vec![ty])));
        editor.set_key(&map.types[1].keys, "errors", Yaml::Map(vec![error("left")]));
    });
    let end = "  fresh:
    description: New.
    status: 500
    errors:
      voice:   # behind
        # inside
        status:
          - 404
          - 410
        description: No voice.   # own words
      text: { description: Odd. }
      # new
      own:
        description: 'It is: new.'
# end";
    assert!(text.ends_with(end), "{text}");
}

#[test]
fn sections_are_appended_or_grow() {
    let status = |number: u16| {
        let name = YamlEntry::new("name", Yaml::text("Gone"));
        let entry = YamlEntry::of(Yaml::number(number), Yaml::Map(vec![name]));
        YamlEntry::new("statuses", Yaml::Map(vec![entry])).apart()
    };
    let once = edited(BLOCK, |editor, _| editor.append_section(&status(410)));
    assert!(
        once.ends_with("# end\n\nstatuses:\n  410:\n    name: Gone\n"),
        "{once}"
    );
    let twice = edited(&once, |editor, _| editor.append_section(&status(411)));
    assert_eq!(twice, once + "  411:\n    name: Gone\n");
}

#[test]
fn braces_keep_their_commas() {
    let text = BLOCK.replace(
        "{ text: { description: Odd. } }",
        "{ a: { description: A. }, b: { description: B. }, c: { description: C. } }",
    );
    let errors = |removed: &[usize], added: &[Option<usize>]| {
        let text = edited(&text, |editor, _| {
            removed.iter().for_each(|at| editor.remove_error(2 + at));
            for (at, key) in added.iter().zip(["x", "y"]) {
                editor.insert_error(1, at.map(|at| 2 + at), &error(key));
            }
        });
        let line = text
            .lines()
            .find_map(|line| line.strip_prefix("    errors: "));
        let keys = line.unwrap_or_default().replace("description: ", "");
        let keys: String = keys.split("'It is: new.'").collect();
        keys.chars()
            .filter(|c| c.is_ascii_lowercase() || *c == ',')
            .collect::<String>()
    };
    assert_eq!(errors(&[0], &[]), "b,c");
    assert_eq!(errors(&[1, 2], &[]), "a");
    assert_eq!(errors(&[2, 1], &[Some(2)]), "a,x");
    assert_eq!(errors(&[0, 1], &[Some(0), Some(1)]), "x,y,c");
    assert_eq!(errors(&[0, 1, 2], &[None, Some(0)]), "x,y");
    assert_eq!(errors(&[], &[Some(0), None]), "a,x,b,c,y");
}
