//! How the statistics of a value come about.

use super::{Computed, Kind, Norms};
use crate::app::lab::Table;
use crate::app::numbers::{bracketed, trimmed};
use crate::app::text::norms as text;

impl Norms {
    /// The statistics that the value at a step is normalised by, term by term.
    pub fn arithmetic(&self, at: usize) -> Table {
        let computed = self.compute();
        let rows = match self.kind {
            Kind::Batch if self.infers => self.running_rows(at),
            Kind::Batch | Kind::Layer => self.moments(&computed, at),
            Kind::LocalResponse => self.squares(&computed, at),
        };
        Table { title: text::ARITHMETIC, head: text::HEAD.map(String::from).to_vec(), rows, chosen: None }
    }

    fn running_rows(&self, at: usize) -> Vec<Vec<String>> {
        let [_, feature] = self.cell(at);
        let what = text::feature(feature);
        let row = |name: String, value: f32| vec![name, text::KEPT.to_string(), trimmed(value)];
        vec![
            row(text::running_mean_of(&what), self.running[feature]),
            row(text::running_variance_of(&what), self.running[self.features + feature]),
        ]
    }

    fn moments(&self, computed: &Computed, at: usize) -> Vec<Vec<String>> {
        let [sample, feature] = self.cell(at);
        let statistic = self.statistic([sample, feature]);
        let values: Vec<f32> = (0..self.x.len())
            .filter(|&i| self.counts([sample, feature], self.cell(i)))
            .map(|i| self.x[i])
            .collect();
        let (n, mean, variance) = (values.len(), computed.means[statistic], computed.variances[statistic]);
        let what = match self.kind {
            Kind::Layer => text::sample(sample),
            _ => text::feature(feature),
        };
        let sum = |term: &dyn Fn(&f32) -> String| values.iter().map(term).collect::<Vec<_>>().join(" + ");
        let difference = |x: &f32| format!("({} − {})²", trimmed(*x), bracketed(mean));
        let mut rows = vec![
            vec![text::mean_of(&what), format!("({}) / {n}", sum(&|x| bracketed(*x))), trimmed(mean)],
            vec![text::variance_of(&what), format!("({}) / {n}", sum(&difference)), trimmed(variance)],
        ];
        if self.kind == Kind::Batch && n > 1 {
            let (m, squares) = (self.momentum, variance * n as f32);
            let unbiased = squares / (n - 1) as f32;
            let after = [feature, self.features + feature].map(|i| (self.running[i], computed.running[i]));
            let moved = |(before, after): (f32, f32), new: f32| {
                let (kept, m) = (trimmed(1.0 - m), trimmed(m));
                [format!("{kept} · {} + {m} · {}", bracketed(before), bracketed(new)), trimmed(after)]
            };
            rows.push(vec![
                text::UNBIASED.to_string(),
                format!("{} / {}", trimmed(squares), n - 1),
                trimmed(unbiased),
            ]);
            let names = [text::RUNNING_MEAN, text::RUNNING_VARIANCE];
            for ((name, after), new) in names.into_iter().zip(after).zip([mean, unbiased]) {
                rows.push([name.to_string()].into_iter().chain(moved(after, new)).collect());
            }
        }
        rows
    }

    fn squares(&self, computed: &Computed, at: usize) -> Vec<Vec<String>> {
        let [sample, feature] = self.cell(at);
        let [first, last] = self.neighbours(feature);
        let values = &self.x[sample * self.features..][first..=last];
        let squares: Vec<String> = values.iter().map(|x| format!("{}²", bracketed(*x))).collect();
        let sum: f32 = values.iter().map(|x| x * x).sum();
        let local = self.local;
        let base =
            format!("{} + {} / {} · {}", trimmed(local.k), trimmed(local.alpha), local.size, trimmed(sum));
        vec![
            vec![text::squares_of([first, last]), squares.join(" + "), trimmed(sum)],
            vec![text::BASE.to_string(), base, trimmed(computed.variances[at])],
        ]
    }
}
