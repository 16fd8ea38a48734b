//! `cargo errcat infer`: recorded answers → a catalog.

use api_error_catalog_traffic::Inference;

use crate::args::Infer;
use crate::{Failure, Outcome, import, print, responses, tell};

pub(crate) fn run(args: &Infer) -> Result<Outcome, Failure> {
    let first = args
        .responses
        .first()
        .ok_or_else(|| Failure::new("no recorded answers were named"))?;
    let name = import::chosen_name(args.name.as_deref(), first)?;
    let mut inference = Inference::default();
    for input in &args.responses {
        responses::read(input, &mut |name, input, progress| {
            inference.read(name, input, progress)
        })?;
    }
    let inferred = inference.finish(&name);
    responses::tell_counts(&inferred.counts)?;
    if inferred.imported.found.errors == 0 {
        tell!("no answer is an error that a catalog could hold");
        return Ok(Outcome::Findings);
    }
    let (errors, answers) = (inferred.imported.found.errors, inferred.errors);
    tell!("found {errors} errors in {answers} answers that are no success");
    print(inferred.imported.yaml.trim_end());
    Ok(Outcome::Fine)
}
