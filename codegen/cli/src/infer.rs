//! `cargo errcat infer`: drafts a catalog from recorded responses.

use api_error_catalog_traffic::Inference;

use crate::args::Infer;
use crate::output::counted;
use crate::{Failure, Outcome, import, message, print, responses};

pub(crate) fn run(args: &Infer) -> Result<Outcome, Failure> {
    let first = args
        .responses
        .first()
        .ok_or_else(|| Failure::new("name a file of recorded responses"))?;
    let name = import::chosen_name(args.name.as_deref(), first)?;
    let mut inference = Inference::default();
    for input in &args.responses {
        responses::read(input, &mut |name, input, progress| {
            inference.read(name, input, progress)
        })?;
    }
    let inferred = inference.finish(&name);
    responses::print_counts(&inferred.counts)?;
    if inferred.imported.found.errors == 0 {
        message!("found no response with an error that a catalog can describe");
        return Ok(Outcome::Findings);
    }
    let errors = counted(inferred.imported.found.errors, "error");
    let responses = counted(inferred.errors, "error response");
    message!("found {errors} in {responses}");
    print(inferred.imported.yaml.trim_end());
    Ok(Outcome::Fine)
}
