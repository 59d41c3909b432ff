//! Cases of embeddings: principal components, neighbours, and t-SNE.

use convoscope::embedding::{Affinities, Pca, Tsne, nearest};

use crate::case::{Case, Outcome, compare};

pub fn embedding(case: &Case) -> Outcome {
    let (samples, dimensions) = (case.tensor("inputs/samples")?.data, case.count("dimensions")?);
    let pca = Pca::fit(&samples, dimensions, case.count("components")?);
    let narrow = |values: &[f64]| values.iter().map(|value| *value as f32).collect::<Vec<f32>>();
    case.compare("outputs/mean", &narrow(&pca.mean))?;
    case.compare("outputs/components", &narrow(&pca.components.concat()))?;
    case.compare("outputs/variances", &narrow(&pca.variances))?;
    case.compare("outputs/ratios", &pca.explained_variance_ratio())?;
    let projected: Vec<Vec<f32>> = samples.chunks(dimensions).map(|sample| pca.project(sample)).collect();
    case.compare("outputs/projected", &projected.concat())?;

    let (query, gallery) = samples.split_at(dimensions);
    let neighbours = nearest(query, gallery, 4);
    let distances: Vec<f32> = neighbours.iter().map(|neighbour| neighbour.distance).collect();
    case.compare("outputs/distances", &distances)?;
    for (i, neighbour) in neighbours.iter().enumerate() {
        if neighbour.sample != case.count(&format!("outputs/neighbours/{i}"))? {
            return Err(format!("neighbour {i} is {}", neighbour.sample));
        }
    }

    let affinities = || -> Outcome<Affinities> {
        let mut affinities = Affinities::new(samples.clone(), dimensions, case.number("perplexity")?);
        while affinities.advance() {}
        Ok(affinities)
    };
    case.compare("outputs/joint_probabilities", affinities()?.pairs())?;
    let points = case.tensor("inputs/points")?.data;
    let mut tsne = Tsne::at(affinities()?, points.as_chunks::<2>().0);
    compare("KL", &[tsne.kl_divergence()], &[case.number("outputs/kl_divergence")?])?;
    let [dx, dy] = tsne.gradients(1.0);
    let gradient: Vec<f32> = dx.into_iter().zip(dy).flat_map(|(dx, dy)| [dx, dy]).collect();
    case.compare("outputs/gradient", &gradient)?;
    (0..case.count("steps")?).for_each(|_| tsne.step());
    case.compare("outputs/after_steps", tsne.points().as_flattened())?;
    if case.keys("outputs").len() != 11 {
        return Err(format!("outputs are {:?}", case.keys("outputs")));
    }
    Ok(())
}
