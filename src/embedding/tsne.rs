//! t-SNE (van der Maaten and Hinton, "Visualizing data using t-SNE", 2008), exact, in pieces: first [`Affinities`] row by row, then
//! [`Tsne`] step by step. Its settings are those of scikit-learn.

/// About how many neighbours each sample has.
pub const PERPLEXITY: f32 = 30.0;
/// By how much affinities are exaggerated at first, and for how many steps.
const EXAGGERATION: (f32, usize) = (12.0, 250);
/// The standard deviation of the first coordinate at the beginning.
const SPREAD: f32 = 1e-4;

/// How near samples are to each other: p(j|i) ∝ exp(−βᵢ ‖xᵢ − xⱼ‖²), βᵢ such that the entropy of row i is ln perplexity, and
/// pᵢⱼ = (p(j|i) + p(i|j)) / 2n.
pub struct Affinities {
    samples: Vec<f32>,
    dimensions: usize,
    entropy: f64,
    row: usize,
    beta: f64,
    /// The upper triangle of pᵢⱼ, row by row, as far as rows are done.
    pairs: Vec<f32>,
}

/// Where pair (i, j) with i < j stands among those of n samples.
fn pair(n: usize, i: usize, j: usize) -> usize {
    i * (2 * n - i - 1) / 2 + j - i - 1
}

impl Affinities {
    /// Of samples with so many dimensions, before any row.
    pub fn new(samples: Vec<f32>, dimensions: usize, perplexity: f32) -> Self {
        let n = samples.len() / dimensions.max(1);
        let entropy = libm::log(f64::from(perplexity.min((n.max(2) - 1) as f32)));
        let pairs = vec![0.0; n * n.saturating_sub(1) / 2];
        Self { samples, dimensions, entropy, row: 0, beta: 1.0, pairs }
    }

    /// How many samples there are.
    pub fn len(&self) -> usize {
        self.samples.len() / self.dimensions.max(1)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.samples.is_empty()
    }

    /// pᵢⱼ of all pairs i < j, row by row.
    pub fn pairs(&self) -> &[f32] {
        &self.pairs
    }

    /// How many rows are done.
    pub fn done(&self) -> usize {
        self.row
    }

    /// Works out the next row; answers whether there was one.
    pub fn advance(&mut self) -> bool {
        let (n, i) = (self.len(), self.row);
        if i == n {
            return false;
        }
        let x = &self.samples[i * self.dimensions..][..self.dimensions];
        let distance = |y: &[f32]| x.iter().zip(y).map(|(x, y)| (x - y) * (x - y)).sum::<f32>();
        let mut distances: Vec<f64> =
            self.samples.chunks_exact(self.dimensions).map(|y| f64::from(distance(y))).collect();
        distances.remove(i);
        // Only differences matter, and the nearest neighbour's weight is then 1.
        let nearest = distances.iter().copied().fold(f64::INFINITY, f64::min);
        distances.iter_mut().for_each(|distance| *distance -= nearest);
        let weights = self.weights(&distances);
        let sum: f64 = weights.iter().sum();
        for (at, weight) in weights.into_iter().enumerate() {
            let j = at + usize::from(at >= i);
            self.pairs[pair(n, i.min(j), i.max(j))] += (weight / sum / (2.0 * n as f64)) as f32;
        }
        self.row += 1;
        true
    }

    /// exp(−βd), where β gives the row its entropy: by Newton's method for ln β, held between bounds.
    fn weights(&mut self, distances: &[f64]) -> Vec<f64> {
        let (mut low, mut high) = (0.0, f64::INFINITY);
        let mut weights = Vec::new();
        for _ in 0..60 {
            weights = distances.iter().map(|d| libm::exp(-self.beta * d)).collect();
            let (mut sum, mut first, mut second) = (0.0, 0.0, 0.0);
            for (weight, d) in weights.iter().zip(distances) {
                (sum, first, second) = (sum + weight, first + weight * d, second + weight * d * d);
            }
            let (mean, mean_square) = (first / sum, second / sum);
            let excess = libm::log(sum) + self.beta * mean - self.entropy;
            if excess.abs() < 1e-7 {
                break;
            }
            *(if excess > 0.0 { &mut low } else { &mut high }) = self.beta;
            // dH/d(ln β) = −β² Var(d).
            let slope = self.beta * self.beta * (mean_square - mean * mean);
            let newton = self.beta * libm::exp((excess / slope).clamp(-2.0, 2.0));
            let middle = if high.is_finite() { 0.5 * (low + high) } else { 2.0 * self.beta };
            self.beta = if newton > low && newton < high { newton } else { middle };
        }
        weights
    }
}

/// Points in the plane on their way to where their neighbours are those of the samples: gradient descent on
/// KL(P‖Q), qᵢⱼ ∝ 1 / (1 + ‖yᵢ − yⱼ‖²).
pub struct Tsne {
    n: usize,
    /// The upper triangle of P.
    p: Vec<f32>,
    /// The same of 1 / (1 + ‖yᵢ − yⱼ‖²).
    q: Vec<f32>,
    /// Both coordinates of all points.
    y: [Vec<f32>; 2],
    velocity: [Vec<f32>; 2],
    gains: [Vec<f32>; 2],
    steps: usize,
}

impl Tsne {
    /// Begins at these places, made small: those of a PCA.
    pub fn new(affinities: Affinities, start: &[[f32; 2]]) -> Self {
        let n = start.len();
        let mean = start.iter().map(|[x, _]| x).sum::<f32>() / n as f32;
        let variance = start.iter().map(|[x, _]| (x - mean) * (x - mean)).sum::<f32>() / n as f32;
        let scale = if variance > 0.0 { SPREAD / libm::sqrtf(variance) } else { 0.0 };
        let start: Vec<[f32; 2]> = start.iter().map(|point| point.map(|x| scale * x)).collect();
        Self::at(affinities, &start)
    }

    /// Begins at these very places.
    pub fn at(affinities: Affinities, points: &[[f32; 2]]) -> Self {
        let n = affinities.len();
        let y = [0, 1].map(|axis| points.iter().map(|point| point[axis]).collect());
        let [velocity, gains] = [0.0, 1.0].map(|value| [vec![value; n], vec![value; n]]);
        Self { n, q: vec![0.0; affinities.pairs.len()], p: affinities.pairs, y, velocity, gains, steps: 0 }
    }

    /// How many steps were taken.
    pub fn steps(&self) -> usize {
        self.steps
    }

    /// Where the points are.
    pub fn points(&self) -> Vec<[f32; 2]> {
        self.y[0].iter().zip(&self.y[1]).map(|(x, y)| [*x, *y]).collect()
    }

    /// KL(P‖Q) = Σ p ln(p / q) over all ordered pairs.
    pub fn kl_divergence(&mut self) -> f32 {
        let sum = self.similarities();
        let terms = self.p.iter().zip(&self.q).filter(|(p, _)| **p > 0.0);
        let term = |(p, q): (&f32, &f32)| {
            f64::from(*p) * libm::log(f64::from(*p) * f64::from(sum) / f64::from(*q).max(f64::MIN_POSITIVE))
        };
        (2.0 * terms.map(term).sum::<f64>()) as f32
    }

    /// One step of gradient descent with momentum; each coordinate's own gain grows while it goes on in one direction
    /// (Jacobs, 1988).
    pub fn step(&mut self) {
        let exaggeration = if self.steps < EXAGGERATION.1 { EXAGGERATION.0 } else { 1.0 };
        let momentum = if self.steps < EXAGGERATION.1 { 0.5 } else { 0.8 };
        let rate = (self.n as f32 / EXAGGERATION.0 / 4.0).max(50.0);
        let gradients = self.gradients(exaggeration);
        for (axis, gradient) in gradients.iter().enumerate() {
            let moving = self.velocity[axis].iter_mut().zip(&mut self.gains[axis]);
            for ((y, (velocity, gain)), d) in self.y[axis].iter_mut().zip(moving).zip(gradient) {
                *gain = if *velocity * d < 0.0 { *gain + 0.2 } else { (*gain * 0.8).max(0.01) };
                *velocity = momentum * *velocity - rate * *gain * d;
                *y += *velocity;
            }
        }
        self.steps += 1;
    }

    /// ∂KL/∂yᵢ = 4 Σⱼ (pᵢⱼ − qᵢⱼ) (yᵢ − yⱼ) / (1 + ‖yᵢ − yⱼ‖²), P times `exaggeration`.
    pub fn gradients(&mut self, exaggeration: f32) -> [Vec<f32>; 2] {
        let normalizer = 1.0 / self.similarities();
        let [mut dx, mut dy] = [vec![0.0; self.n], vec![0.0; self.n]];
        let [x, y] = &self.y;
        for i in 0..self.n {
            let pairs = pair(self.n, i, i + 1)..pair(self.n, i, i + 1) + self.n - i - 1;
            let (p, q) = (&self.p[pairs.clone()], &self.q[pairs]);
            let (mut sum_x, mut sum_y) = (0.0, 0.0);
            let behind = x[i + 1..].iter().zip(&y[i + 1..]).zip(&mut dx[i + 1..]).zip(&mut dy[i + 1..]);
            for ((p, q), (((xj, yj), dx), dy)) in p.iter().zip(q).zip(behind) {
                let pull = 4.0 * (exaggeration * p - q * normalizer) * q;
                let (along_x, along_y) = (pull * (x[i] - xj), pull * (y[i] - yj));
                (sum_x, sum_y) = (sum_x + along_x, sum_y + along_y);
                (*dx, *dy) = (*dx - along_x, *dy - along_y);
            }
            dx[i] += sum_x;
            dy[i] += sum_y;
        }
        [dx, dy]
    }

    /// Fills in 1 / (1 + ‖yᵢ − yⱼ‖²); answers their sum over all ordered pairs.
    fn similarities(&mut self) -> f32 {
        let ([x, y], mut rest, mut sum) = (&self.y, &mut self.q[..], 0.0);
        for i in 0..self.n {
            let (row, behind) = rest.split_at_mut(self.n - i - 1);
            rest = behind;
            for (q, (xj, yj)) in row.iter_mut().zip(x[i + 1..].iter().zip(&y[i + 1..])) {
                let (dx, dy) = (x[i] - xj, y[i] - yj);
                *q = 1.0 / (1.0 + dx * dx + dy * dy);
            }
            sum += row.iter().sum::<f32>() as f64;
        }
        (2.0 * sum) as f32
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    fn affinities(samples: Vec<f32>, dimensions: usize, perplexity: f32) -> Affinities {
        let mut affinities = Affinities::new(samples, dimensions, perplexity);
        while affinities.advance() {}
        affinities
    }

    #[test]
    fn affinities_sum_to_one_and_pairs_stand_row_by_row() {
        let mut random = Random::new(1);
        let affinities = affinities((0..60).map(|_| random.normal()).collect(), 3, 5.0);
        assert_eq!((affinities.len(), affinities.pairs.len()), (20, 190));
        assert!((2.0 * affinities.pairs.iter().sum::<f32>() - 1.0).abs() < 1e-5);
        let places: Vec<usize> = (0..4).flat_map(|i| (i + 1..5).map(move |j| pair(5, i, j))).collect();
        assert_eq!(places, (0..10).collect::<Vec<_>>());
    }

    #[test]
    fn gradients_match_central_differences() {
        let mut random = Random::new(2);
        let affinities = affinities((0..30).map(|_| random.normal()).collect(), 3, 4.0);
        let start: Vec<[f32; 2]> = (0..10).map(|_| [random.normal(), random.normal()]).collect();
        let mut tsne = Tsne::at(affinities, &start);
        let gradients = tsne.gradients(1.0);
        for (axis, i) in (0..2).flat_map(|axis| (0..10).map(move |i| (axis, i))) {
            let mut kl = |step: f32| {
                tsne.y[axis][i] += step;
                let kl = tsne.kl_divergence();
                tsne.y[axis][i] -= step;
                kl
            };
            let slope = (kl(0.01) - kl(-0.01)) / 0.02;
            assert!((slope - gradients[axis][i]).abs() < 1e-3, "{axis} {i}: {slope} {}", gradients[axis][i]);
        }
    }

    /// Two groups far apart stay two groups.
    #[test]
    fn groups_stay_together() {
        let mut random = Random::new(3);
        let samples: Vec<f32> =
            (0..80).flat_map(|i| [0, 1, 2].map(|_| random.normal() + 20.0 * (i % 2) as f32)).collect();
        let start: Vec<[f32; 2]> = (0..80).map(|_| [random.normal(), random.normal()]).collect();
        let mut tsne = Tsne::new(affinities(samples, 3, 10.0), &start);
        (0..600).for_each(|_| tsne.step());
        let points = tsne.points();
        let near = |i: usize| {
            let square = |j: &usize| {
                let [x, y] = [0, 1].map(|axis| points[i][axis] - points[*j][axis]);
                x * x + y * y
            };
            (0..80).filter(|j| *j != i).min_by(|a, b| square(a).total_cmp(&square(b))).unwrap()
        };
        assert!((0..80).all(|i| near(i) % 2 == i % 2));
        assert!(tsne.kl_divergence() < 1.0);
    }
}
