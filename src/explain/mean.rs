use super::explainer::product;
use super::{Explainer, Target, gauss_legendre};

/// Σ weight · ∂S/∂x over a list of inputs, batch by batch: SmoothGrad and integrated gradients.
pub struct WeightedMean {
    image: Vec<f32>,
    targets: Vec<Target>,
    samples: Samples,
    /// The next sample.
    next: usize,
    /// For each target, the sum so far.
    sums: Vec<Vec<f64>>,
}

/// The inputs.
enum Samples {
    /// The image with noise: as many values for each copy as the image has.
    Noisy(Vec<f32>),
    /// The image times α, for each α, with its weight.
    Path(Vec<(f64, f64)>),
}

impl WeightedMean {
    /// SmoothGrad over copies of an image with this noise.
    pub fn noisy(image: &[f32], noise: &[f32], targets: &[Target]) -> Self {
        Self::of(image, targets, Samples::Noisy(noise.to_vec()))
    }

    /// Integrated gradients, the integral a Gauss–Legendre sum of so many points.
    pub fn path(image: &[f32], steps: usize, targets: &[Target]) -> Self {
        Self::of(image, targets, Samples::Path(gauss_legendre(steps)))
    }

    fn of(image: &[f32], targets: &[Target], samples: Samples) -> Self {
        let sums = vec![vec![0.0; image.len()]; targets.len()];
        Self { image: image.to_vec(), targets: targets.to_vec(), samples, next: 0, sums }
    }

    /// How many inputs there are.
    fn count(&self) -> usize {
        match &self.samples {
            Samples::Noisy(noise) => noise.len() / self.image.len(),
            Samples::Path(points) => points.len(),
        }
    }

    /// Input `index`.
    fn sample(&self, index: usize) -> Vec<f32> {
        match &self.samples {
            Samples::Noisy(noise) => {
                let noise = &noise[index * self.image.len()..];
                self.image.iter().zip(noise).map(|(x, noise)| x + noise).collect()
            }
            Samples::Path(points) => self.image.iter().map(|x| points[index].0 as f32 * x).collect(),
        }
    }

    /// Takes the next batch in; answers how many samples that were, 0 at the end.
    pub fn advance(&mut self, explainer: &mut Explainer) -> usize {
        let batch = explainer.batch().min(self.count() - self.next);
        if batch == 0 {
            return 0;
        }
        let images: Vec<f32> = (0..batch).flat_map(|i| self.sample(self.next + i)).collect();
        for (sums, gradients) in self.sums.iter_mut().zip(explainer.gradients(&images, &self.targets)) {
            for (i, gradient) in gradients.chunks_exact(self.image.len()).enumerate() {
                let weight = match &self.samples {
                    Samples::Noisy(noise) => self.image.len() as f64 / noise.len() as f64,
                    Samples::Path(points) => points[self.next + i].1,
                };
                sums.iter_mut().zip(gradient).for_each(|(sum, d)| *sum += weight * f64::from(*d));
            }
        }
        self.next += batch;
        batch
    }

    /// The map of each target.
    pub fn maps(&self) -> Vec<Vec<f32>> {
        let mean = |sums: &Vec<f64>| -> Vec<f32> { sums.iter().map(|sum| *sum as f32).collect() };
        match &self.samples {
            Samples::Noisy(_) => self.sums.iter().map(mean).collect(),
            Samples::Path(_) => self.sums.iter().map(|sums| product(&self.image, &mean(sums))).collect(),
        }
    }

    /// The maps, all batches taken in.
    pub fn finish(mut self, explainer: &mut Explainer) -> Vec<Vec<f32>> {
        while self.advance(explainer) > 0 {}
        self.maps()
    }
}
