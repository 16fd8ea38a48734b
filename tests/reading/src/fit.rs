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

/// Larger pages take most of the time and are one layout each, so they are left out of the fitting.
const LARGEST: usize = 40_000;

/// Cross-validates the weights: fits them without each part of the pages, and scores that part.
pub(crate) fn cross_validate(samples: &[Sample], folds: usize) {
    let fitting = Fitting::new(samples);
    let kinds: BTreeSet<&str> = fitting
        .samples
        .iter()
        .map(|page| page.fold.as_str())
        .collect();
    let kinds: Vec<&str> = kinds.into_iter().collect();
    let fold_of = |page: usize| {
        let kind = kinds.binary_search(&fitting.samples[page].fold.as_str());
        kind.unwrap_or_default() % folds
    };
    println!(
        "{:<8}{:>10}{:>10}{:>14}{:>10}",
        "fold", "training", "left out", "left out now", "changed"
    );
    let all: Vec<usize> = (0..fitting.samples.len()).collect();
    let mut sums = [0.0; 3];
    for fold in 0..folds {
        let (left, train): (Vec<usize>, Vec<usize>) =
            all.iter().copied().partition(|page| fold_of(*page) == fold);
        let fitted = fitting.fit(&train);
        let figures = [
            mean(&fitting.scores(&train, &fitted)),
            mean(&fitting.scores(&left, &fitted)),
            mean(&fitting.scores(&left, &fitting.own)),
        ];
        let changed = fitted.iter().zip(&fitting.own).filter(|(a, b)| a != b);
        let changed = changed.count();
        println!(
            "{fold:<8}{:>10.4}{:>10.4}{:>14.4}{changed:>10}",
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
    fitting.show(&all);
}

/// The pages and what each weight decides on them.
struct Fitting<'s> {
    samples: Vec<&'s Sample>,
    own: Vec<f32>,
    /// The pages that are read differently if a weight is reversed, for each weight.
    affected: Vec<Vec<usize>>,
}

impl<'s> Fitting<'s> {
    fn new(samples: &'s [Sample]) -> Fitting<'s> {
        let small = samples
            .iter()
            .filter(|sample| sample.bytes.len() <= LARGEST);
        let mut fitting = Fitting {
            samples: small.collect(),
            own: weights().iter().map(|(_, weight, _)| *weight).collect(),
            affected: Vec::new(),
        };
        let all: Vec<usize> = (0..fitting.samples.len()).collect();
        let usual = fitting.scores(&all, &fitting.own);
        for at in 0..fitting.own.len() {
            let mut reversed = fitting.own.clone();
            reversed[at] = -reversed[at];
            let scores = fitting.scores(&all, &reversed);
            let differs = |page: &usize| (scores[*page] - usual[*page]).abs() > f64::EPSILON;
            fitting
                .affected
                .push(all.iter().copied().filter(differs).collect());
        }
        fitting
    }

    /// Returns the scores of pages that are read with these weights.
    fn scores(&self, pages: &[usize], weights: &[f32]) -> Vec<f64> {
        try_weights(weights);
        pages
            .iter()
            .map(|&page| score(self.samples[page]).mean())
            .collect()
    }

    /// Goes through the weights once and keeps each change that helps on these pages.
    fn fit(&self, pages: &[usize]) -> Vec<f32> {
        let mut fitted = self.own.clone();
        for (at, affected) in self.affected.iter().enumerate() {
            let affected: Vec<usize> = affected
                .iter()
                .copied()
                .filter(|page| pages.contains(page))
                .collect();
            let weight = fitted[at];
            let mut best: f64 = self.scores(&affected, &fitted).iter().sum();
            for factor in FACTORS {
                let mut tried = fitted.clone();
                tried[at] = weight * factor;
                let sum: f64 = self.scores(&affected, &tried).iter().sum();
                if sum - best > LEAST_GAIN * pages.len() as f64 {
                    (best, fitted) = (sum, tried);
                }
            }
        }
        fitted
    }

    /// Prints the weights that a fit on all pages changes.
    fn show(&self, pages: &[usize]) {
        let fitted = self.fit(pages);
        println!(
            "\nall pages: {:.4} with the weights as they are, {:.4} fitted",
            mean(&self.scores(pages, &self.own)),
            mean(&self.scores(pages, &fitted))
        );
        for ((name, weight, reason), fitted) in weights().iter().zip(&fitted) {
            if weight != fitted {
                println!("{name:<22}{weight:>8.2} → {fitted:<8.2}{reason}");
            }
        }
    }
}

fn mean(scores: &[f64]) -> f64 {
    scores.iter().sum::<f64>() / scores.len().max(1) as f64
}
