//! Fits the weights of the evidence by a search over one weight after the other, and checks the result on pages that
//! were left out.

use std::collections::BTreeSet;

use api_error_catalog_pages::read::{try_weights, weights};

use crate::sample::Sample;
use crate::score::score;

/// The factors that are tried for each weight, one after the other.
const FACTORS: [f32; 4] = [0.5, 0.8, 1.25, 2.0];

/// A change must raise the mean score by this much, so that no weight follows a single fact.
const LEAST_GAIN: f64 = 0.0005;

/// Cross-validates the weights: fits them without each part of the pages, and scores that part.
pub(crate) fn cross_validate(samples: &[Sample], folds: usize) {
    let own: Vec<f32> = weights().iter().map(|(_, weight, _)| *weight).collect();
    let groups: BTreeSet<&str> = samples.iter().map(|sample| sample.fold.as_str()).collect();
    let groups: Vec<&str> = groups.into_iter().collect();
    let fold_of = |sample: &Sample| {
        let group = groups.binary_search(&sample.fold.as_str());
        group.unwrap_or_default() % folds
    };
    println!(
        "{:<8}{:>10}{:>10}{:>14}{:>12}",
        "fold", "training", "left out", "left out now", "changed"
    );
    let mut sums = [0.0; 3];
    for fold in 0..folds {
        let (left, train): (Vec<&Sample>, Vec<&Sample>) =
            samples.iter().partition(|sample| fold_of(sample) == fold);
        let fitted = fit(&train, &own);
        let figures = [
            mean(&train, &fitted),
            mean(&left, &fitted),
            mean(&left, &own),
        ];
        let changed = fitted.iter().zip(&own).filter(|(a, b)| a != b).count();
        println!(
            "{fold:<8}{:>10.4}{:>10.4}{:>14.4}{changed:>12}",
            figures[0], figures[1], figures[2]
        );
        for (sum, figure) in sums.iter_mut().zip(figures) {
            *sum += figure / folds as f64;
        }
    }
    println!(
        "{:<8}{:>10.4}{:>10.4}{:>14.4}",
        "mean", sums[0], sums[1], sums[2]
    );
    let all: Vec<&Sample> = samples.iter().collect();
    let fitted = fit(&all, &own);
    println!(
        "\nall pages: {:.4} with the weights as they are, {:.4} fitted",
        mean(&all, &own),
        mean(&all, &fitted)
    );
    for ((name, weight, reason), fitted) in weights().iter().zip(&fitted) {
        if weight != fitted {
            println!("{name:<22}{weight:>8.2} → {fitted:<8.2}{reason}");
        }
    }
}

/// Returns the mean score of pages that are read with these weights.
fn mean(samples: &[&Sample], weights: &[f32]) -> f64 {
    try_weights(weights);
    let scores = samples.iter().map(|sample| score(sample).mean());
    scores.sum::<f64>() / samples.len().max(1) as f64
}

/// Goes through the weights once and keeps each change that helps.
fn fit(samples: &[&Sample], own: &[f32]) -> Vec<f32> {
    let mut fitted = own.to_vec();
    let mut best = mean(samples, &fitted);
    for at in 0..fitted.len() {
        let weight = fitted[at];
        for factor in FACTORS {
            let mut tried = fitted.clone();
            tried[at] = weight * factor;
            let score = mean(samples, &tried);
            if score > best + LEAST_GAIN {
                (best, fitted) = (score, tried);
            }
        }
    }
    fitted
}
