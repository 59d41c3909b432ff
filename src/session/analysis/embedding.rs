use std::rc::Rc;
use std::sync::Arc;

use super::samples::Samples;
use super::{Finding, Memory, Plane, Stage};
use crate::data::Transform;
use crate::embedding::{Affinities, Neighbour, PERPLEXITY, Pca, Tsne, nearest, precision};
use crate::explain::Explainer;
use crate::network::{NodeId, Plan, Weights};
use crate::shape::Shape;

/// Neighbours that are looked for.
const NEIGHBOURS: usize = 10;
/// Samples, queries, rows of affinities and steps of t-SNE in a piece of work.
const PIECE: usize = 25;
const QUERIES_IN_PIECE: usize = 10;
const ROWS_IN_PIECE: usize = 20;
const STEPS_IN_PIECE: usize = 2;
/// Steps after which the divergence is worked out again, which takes as long as some of them.
const STEPS_OF_DIVERGENCE: usize = 50;
/// Steps of t-SNE.
const STEPS: usize = 750;

/// Samples with their features.
#[derive(Default)]
pub struct Gallery {
    node: Option<NodeId>,
    pixels: Vec<f32>,
    labels: Vec<u8>,
    features: Vec<f32>,
}

/// What is under way.
struct Embedding {
    explainer: Explainer,
    samples: Samples,
    /// How many of them are embedded, and how many further ones ask.
    gallery: usize,
    queries: usize,
    memory: Memory,
    node: NodeId,
    /// The input under each shift.
    shifted: Vec<f32>,
    state: State,
    wants_tsne: bool,
}

enum State {
    /// Features are being worked out.
    Filling(Gallery),
    Neighbours(Rc<Gallery>),
    Pca(Rc<Gallery>),
    /// Queries of a shift: its place, how many have asked, and the sums of their precisions.
    Precision(Rc<Gallery>, Vec<[f32; 2]>, usize, usize, [f32; 2]),
    Affinities(Affinities, Vec<[f32; 2]>),
    /// With the last KL divergence.
    Tsne(Box<Tsne>, f32),
    Done,
}

/// Features of all samples, neighbours under each shift, PCA's plane, the precision of queries, and then t-SNE's plane.
pub fn findings(
    plan: &Arc<Plan>,
    weights: &Weights,
    samples: Samples,
    memory: &Memory,
    pixels: Vec<f32>,
    node: NodeId,
    wants_tsne: bool,
) -> impl Iterator<Item = Finding> + use<> {
    let shape = plan.network().input;
    let shifts = samples.shifts();
    let shifted = shifts.iter().flat_map(|shift| shifted(&pixels, shape, *shift)).collect();
    let known = memory.0.borrow().clone().filter(|gallery| gallery.node == Some(node));
    let empty = || Gallery { node: Some(node), ..Gallery::default() };
    let state = known.map_or_else(|| State::Filling(empty()), State::Neighbours);
    let explainer = Explainer::new(plan.clone(), weights.clone());
    let memory = memory.clone();
    let [gallery, queries] = samples.gallery();
    let mut embedding =
        Embedding { explainer, samples, gallery, queries, memory, node, shifted, state, wants_tsne };
    std::iter::from_fn(move || embedding.advance())
}

fn shifted(pixels: &[f32], shape: Shape, shift: f32) -> Vec<f32> {
    let mut image = pixels.to_vec();
    Transform::Shift.apply(shift, shape, 0, &mut image);
    image
}

impl Embedding {
    fn features(&mut self, images: &[f32]) -> Vec<f32> {
        let batch = self.explainer.batch() * self.samples.shape().len();
        images
            .chunks(batch)
            .flat_map(|images| self.explainer.activations(images, &[self.node]).remove(0))
            .collect()
    }

    fn dimensions(&self) -> usize {
        self.explainer.plan().shape(self.node).len()
    }

    fn advance(&mut self) -> Option<Finding> {
        let (finding, next) = match std::mem::replace(&mut self.state, State::Done) {
            State::Filling(gallery) => self.fill(gallery),
            State::Neighbours(gallery) => {
                let neighbours = |queries: &[f32], among: &[f32], len: usize| -> Vec<Vec<Neighbour>> {
                    queries.chunks_exact(len).map(|query| nearest(query, among, NEIGHBOURS)).collect()
                };
                let queries = self.features(&self.shifted.clone());
                let pixels = neighbours(&self.shifted, &gallery.pixels, self.samples.shape().len());
                let features = neighbours(&queries, &gallery.features, self.dimensions());
                (
                    Finding::Neighbours { pixels, features, labels: gallery.labels.clone() },
                    State::Pca(gallery),
                )
            }
            State::Pca(gallery) => {
                let own = self.features(&self.shifted.clone());
                let pca = Pca::fit(&gallery.features, self.dimensions(), 2);
                let all = gallery
                    .features
                    .chunks_exact(self.dimensions())
                    .chain(own.chunks_exact(self.dimensions()));
                let two = |values: &[f32]| [0, 1].map(|axis| values.get(axis).copied().unwrap_or(0.0));
                let points: Vec<[f32; 2]> = all.map(|row| two(&pca.project(row))).collect();
                let plane = Plane::Pca { ratios: two(&pca.explained_variance_ratio()) };
                (
                    Finding::Points { points: points.clone(), plane },
                    State::Precision(gallery, points, 0, 0, [0.0; 2]),
                )
            }
            State::Precision(gallery, points, at, asked, sums) => {
                self.ask(gallery, points, (at, asked, sums))
            }
            State::Affinities(mut affinities, points) => {
                (0..ROWS_IN_PIECE).all(|_| affinities.advance());
                let done = affinities.done() as f32 / affinities.len() as f32;
                let next = if done < 1.0 {
                    State::Affinities(affinities, points)
                } else {
                    let mut tsne = Tsne::new(affinities, &points);
                    let kl_divergence = tsne.kl_divergence();
                    State::Tsne(Box::new(tsne), kl_divergence)
                };
                (Finding::Progress { stage: Stage::Affinities, done }, next)
            }
            State::Tsne(mut tsne, before) => {
                (0..STEPS_IN_PIECE).for_each(|_| tsne.step());
                let (steps, points) = (tsne.steps(), tsne.points());
                let is_due = steps % STEPS_OF_DIVERGENCE == 0;
                let kl_divergence = if is_due { tsne.kl_divergence() } else { before };
                let next = if steps < STEPS { State::Tsne(tsne, kl_divergence) } else { State::Done };
                (Finding::Points { points, plane: Plane::Tsne { steps, kl_divergence } }, next)
            }
            State::Done => return None,
        };
        self.state = next;
        Some(finding)
    }

    fn fill(&mut self, mut gallery: Gallery) -> (Finding, State) {
        let first = gallery.labels.len();
        let (pixels, labels) = self.samples.read(first..self.gallery.min(first + PIECE));
        gallery.features.extend(self.features(&pixels));
        gallery.pixels.extend(pixels);
        gallery.labels.extend(labels);
        let done = gallery.labels.len() as f32 / self.gallery as f32;
        let next = if done < 1.0 {
            State::Filling(gallery)
        } else {
            let gallery = Rc::new(gallery);
            *self.memory.0.borrow_mut() = Some(gallery.clone());
            State::Neighbours(gallery)
        };
        (Finding::Progress { stage: Stage::Features, done }, next)
    }

    /// Lets some queries ask for their neighbours.
    fn ask(
        &mut self,
        gallery: Rc<Gallery>,
        points: Vec<[f32; 2]>,
        (at, asked, mut sums): (usize, usize, [f32; 2]),
    ) -> (Finding, State) {
        let shape = self.samples.shape();
        let ask = asked..self.queries.min(asked + QUERIES_IN_PIECE);
        let (pixels, labels) = self.samples.read(self.gallery + ask.start..self.gallery + ask.end);
        let shift = self.samples.query_shifts()[at];
        let moved = |image: &[f32]| shifted(image, shape, shift as f32);
        let queries: Vec<f32> = pixels.chunks_exact(shape.len()).flat_map(moved).collect();
        let features = self.features(&queries);
        let dimensions = self.dimensions();
        for (i, label) in labels.into_iter().enumerate() {
            let by_pixels = nearest(&queries[i * shape.len()..][..shape.len()], &gallery.pixels, NEIGHBOURS);
            let by_features =
                nearest(&features[i * dimensions..][..dimensions], &gallery.features, NEIGHBOURS);
            for (sum, neighbours) in sums.iter_mut().zip([by_pixels, by_features]) {
                *sum += precision(&neighbours, &gallery.labels, label);
            }
        }
        let asked = ask.end;
        let [pixels, features] = sums.map(|sum| sum / asked as f32);
        let finding = Finding::Precision { shift, pixels, features };
        let next = match () {
            () if asked < self.queries => State::Precision(gallery, points, at, asked, sums),
            () if at + 1 < self.samples.query_shifts().len() => {
                State::Precision(gallery, points, at + 1, 0, [0.0; 2])
            }
            () if self.wants_tsne => {
                let own = self.features(&self.shifted.clone());
                let all = [&gallery.features[..], &own].concat();
                State::Affinities(Affinities::new(all, dimensions, PERPLEXITY), points)
            }
            () => State::Done,
        };
        (finding, next)
    }
}
