/// Principal component analysis: the directions in which samples spread most (Hotelling, 1933), found by power iteration on the
/// covariance.
///
/// ```
/// use convoscope::embedding::Pca;
/// // Points near the line y = 2x.
/// let pca = Pca::fit(&[0.0, 0.0, 1.0, 2.0, 2.0, 4.0, 3.0, 6.0], 2, 1);
/// assert!((pca.components[0][1] / pca.components[0][0] - 2.0).abs() < 1e-6);
/// assert!((pca.explained_variance_ratio()[0] - 1.0).abs() < 1e-6);
/// assert!((pca.project(&[1.5, 3.0])[0]).abs() < 1e-6);
/// ```
#[derive(Clone, Debug)]
pub struct Pca {
    /// The mean of the samples.
    pub mean: Vec<f64>,
    /// Unit vectors, each perpendicular to those before; the entry of largest magnitude is positive.
    pub components: Vec<Vec<f64>>,
    /// The variance along each of them.
    pub variances: Vec<f64>,
    /// The variance along all directions together.
    pub total_variance: f64,
}

/// The most multiplications by the covariance for one component.
const ITERATIONS: usize = 2000;
/// What a component may still change by, as a squared length.
const TOLERANCE: f64 = 1e-18;

impl Pca {
    /// The first `count` components of samples with so many dimensions; fewer where the samples spread in fewer directions.
    pub fn fit(samples: &[f32], dimensions: usize, count: usize) -> Self {
        let rows = || samples.chunks_exact(dimensions.max(1));
        let n = rows().len().max(1) as f64;
        let mut mean = vec![0.0; dimensions];
        rows().for_each(|row| mean.iter_mut().zip(row).for_each(|(sum, x)| *sum += f64::from(*x) / n));
        let mut covariance = vec![0.0; dimensions * dimensions];
        let mut centred = vec![0.0; dimensions];
        for row in rows() {
            centred.iter_mut().zip(row).zip(&mean).for_each(|((to, x), mean)| *to = f64::from(*x) - mean);
            for (sums, x) in covariance.chunks_exact_mut(dimensions).zip(&centred) {
                if *x != 0.0 {
                    sums.iter_mut().zip(&centred).for_each(|(sum, y)| *sum += x * y / (n - 1.0).max(1.0));
                }
            }
        }
        let total_variance = (0..dimensions).map(|i| covariance[i * dimensions + i]).sum();
        let (mut components, mut variances) = (Vec::new(), Vec::new());
        for _ in 0..count.min(dimensions) {
            let (component, variance) = dominant(&covariance, dimensions);
            if variance <= 1e-12 * total_variance {
                break;
            }
            // What is left is perpendicular to the component.
            for (row, x) in covariance.chunks_exact_mut(dimensions).zip(&component) {
                row.iter_mut().zip(&component).for_each(|(value, y)| *value -= variance * x * y);
            }
            components.push(component);
            variances.push(variance);
        }
        Self { mean, components, variances, total_variance }
    }

    /// Where a sample is along each component, from the mean.
    pub fn project(&self, sample: &[f32]) -> Vec<f32> {
        let along = |component: &Vec<f64>| {
            let terms = component.iter().zip(sample).zip(&self.mean);
            terms.map(|((c, x), mean)| c * (f64::from(*x) - mean)).sum::<f64>() as f32
        };
        self.components.iter().map(along).collect()
    }

    /// Which part of the variance is along each component.
    pub fn explained_variance_ratio(&self) -> Vec<f32> {
        self.variances.iter().map(|variance| (variance / self.total_variance) as f32).collect()
    }
}

/// The eigenvector of the largest eigenvalue of a symmetric matrix without negative ones, and that eigenvalue.
fn dominant(matrix: &[f64], n: usize) -> (Vec<f64>, f64) {
    // The row of the largest diagonal entry has a part along it.
    let largest = (0..n).max_by(|&a, &b| matrix[a * n + a].total_cmp(&matrix[b * n + b])).unwrap_or(0);
    let mut vector = matrix[largest * n..][..n].to_vec();
    normalize(&mut vector);
    let mut value = 0.0;
    for _ in 0..ITERATIONS {
        let product = |row: &[f64]| row.iter().zip(&vector).map(|(a, b)| a * b).sum::<f64>();
        let mut next: Vec<f64> = matrix.chunks_exact(n).map(product).collect();
        value = normalize(&mut next);
        let moved: f64 = next.iter().zip(&vector).map(|(a, b)| (a - b) * (a - b)).sum();
        vector = next;
        if moved < TOLERANCE {
            break;
        }
    }
    let sign = vector.iter().copied().max_by(|a, b| a.abs().total_cmp(&b.abs())).unwrap_or(1.0).signum();
    vector.iter_mut().for_each(|x| *x *= sign);
    (vector, value)
}

/// Makes a vector one unit long; answers how long it was.
fn normalize(vector: &mut [f64]) -> f64 {
    let length = vector.iter().map(|x| x * x).sum::<f64>().sqrt();
    if length > 0.0 {
        vector.iter_mut().for_each(|x| *x /= length);
    }
    length
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    #[test]
    fn components_are_perpendicular_and_their_variances_fall() {
        let mut random = Random::new(4);
        let samples: Vec<f32> =
            (0..200).flat_map(|_| [3.0, 2.0, 1.0, 0.5].map(|std| std * random.normal())).collect();
        let pca = Pca::fit(&samples, 4, 4);
        for (i, a) in pca.components.iter().enumerate() {
            for (j, b) in pca.components.iter().enumerate() {
                let product: f64 = a.iter().zip(b).map(|(a, b)| a * b).sum();
                assert!((product - f64::from(u8::from(i == j))).abs() < 1e-6, "{i} {j}: {product}");
            }
        }
        assert!(pca.variances.is_sorted_by(|a, b| a > b));
        assert!((pca.explained_variance_ratio().iter().sum::<f32>() - 1.0).abs() < 1e-6);
    }

    #[test]
    fn what_does_not_spread_has_no_component() {
        let pca = Pca::fit(&[1.0, 2.0, 1.0, 2.0], 2, 2);
        assert!(pca.components.is_empty() && pca.project(&[1.0, 2.0]).is_empty());
    }
}
