//! Bodies to decode: made-up ones in the shapes of three vendors and, if `ERROR_DOCS_DIR` names the directory of the vendors'
//! pages, those on the pages of five.

use std::path::Path;

use crate::decode::Vendor;

/// Bodies of one vendor's shape, each with the status it comes with.
#[derive(Clone, Debug)]
pub struct Bodies {
    /// The name in the table.
    pub name: String,
    /// Whose shape it is.
    pub vendor: Vendor,
    /// The bodies, each at [`PLACES`] places of memory.
    pub texts: Vec<String>,
}

/// How many copies there are of each body: how fast a processor copies depends on where from and where to.
pub const PLACES: usize = 64;

const NESTED: &str = r#"{"detail": {"type": "not_found", "code": "voice_not_found", "message": "No voice with the ID 'J7sWbgCz9kAmLw0QpX2e' is in this workspace, or it was deleted.", "status": "voice_not_found", "request_id": "7c1f0a52e4b94d6d8a03be61f2957d40", "param": "voice_id"}}"#;
const SHORT: &str = r#"{"detail": {"error_code": "API_KEY_NOT_FOUND", "message": "This API key is not known, or it is gone."}}"#;
const DETAILED: &str = r#"{"error": "Quota Exceeded", "message": "No hours of this month's plan are left", "error_code": "QUOTA_EXCEEDED", "details": {"quota_limit": 40, "quota_used": 40, "quota_unit": "hours"}}"#;

impl Bodies {
    /// One body each of three shapes: nested with an id, short, and with details.
    #[must_use]
    pub fn own() -> Vec<Bodies> {
        let own = [
            (Vendor::Elevenlabs, NESTED),
            (Vendor::Ttsopenai, SHORT),
            (Vendor::Scriptix, DETAILED),
        ];
        own.map(|(vendor, text)| {
            Bodies::new(format!("{} B", text.len()), vendor, &[text.to_owned()])
        })
        .into()
    }

    fn new(name: String, vendor: Vendor, texts: &[String]) -> Bodies {
        // With room of another length behind each, so that they lie at odds with each other.
        let placed = |room: usize, text: &String| {
            let mut placed = String::with_capacity(text.len() + room);
            placed.push_str(text);
            placed
        };
        let texts = (0..PLACES)
            .flat_map(|room| texts.iter().map(move |text| placed(room, text)))
            .collect();
        Bodies {
            name,
            vendor,
            texts,
        }
    }

    /// The JSON objects on the pages of the five vendors.
    ///
    /// # Errors
    ///
    /// Fails if a page cannot be read.
    pub fn of_pages(directory: &Path) -> std::io::Result<Vec<Bodies>> {
        let pages = [
            "audixa.txt",
            "elevenlabs.md",
            "faseeh.mdx",
            "scriptix.txt",
            "ttsopenai.md",
        ];
        let read = |(vendor, page): (Vendor, &str)| {
            let text = std::fs::read_to_string(directory.join(page))?;
            let texts: Vec<_> = objects(&text)
                .into_iter()
                .filter(|body| vendor.documents(body))
                .collect();
            Ok(Bodies::new(
                format!("pages, {}", page.split('.').next().unwrap_or(page)),
                vendor,
                &texts,
            ))
        };
        let read = Vendor::ALL.into_iter().zip(pages).map(read);
        read.filter(|bodies| !bodies.as_ref().is_ok_and(|bodies| bodies.texts.is_empty()))
            .collect()
    }
}

/// The JSON objects that begin a line.
fn objects(page: &str) -> Vec<String> {
    let starts = page
        .char_indices()
        .filter(|(at, byte)| *byte == '{' && (*at == 0 || page[..*at].ends_with('\n')));
    let object = |at: usize| {
        let mut values =
            serde_json::Deserializer::from_str(&page[at..]).into_iter::<serde_json::Value>();
        matches!(values.next(), Some(Ok(_))).then(|| page[at..at + values.byte_offset()].to_owned())
    };
    starts.filter_map(|(at, _)| object(at)).collect()
}
