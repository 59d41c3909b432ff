use super::{Explainer, Target};
use crate::engine::Wanted;
use crate::layers::upsample::{Between, between};
use crate::network::NodeId;

impl Explainer {
    /// Grad-CAM at what comes out of `layer`, at the input's height and width, for each target.
    pub fn grad_cam(&mut self, image: &[f32], layer: NodeId, targets: &[Target]) -> Vec<Vec<f32>> {
        let (shape, input) = (self.plan().shape(layer), self.plan().network().input);
        self.infer(image);
        let wanted = Wanted::gradients(vec![layer]);
        let maps = self.cpu.activations(layer).into_owned();
        // Before the ReLU all of it is linear in the score.
        let sums = self.for_targets(targets, |this, target| {
            this.back(target, &wanted, |_, _| {});
            let gradients = this.cpu.gradients(layer);
            let pairs = maps.chunks_exact(shape.area()).zip(gradients.chunks_exact(shape.area()));
            let mut sum = vec![0.0; shape.area()];
            for (map, gradient) in pairs {
                let weight = gradient.iter().sum::<f32>() / shape.area() as f32;
                sum.iter_mut().zip(map).for_each(|(sum, value)| *sum += weight * value);
            }
            sum
        });
        let enlarged = |mut sum: Vec<f32>| {
            sum.iter_mut().for_each(|sum| *sum = sum.max(0.0));
            bilinear(&sum, [shape.h, shape.w], [input.h, input.w])
        };
        sums.into_iter().map(enlarged).collect()
    }
}

/// A map of rows and columns `from`, enlarged to `to` by bilinear interpolation. Cells are squares and values stand at
/// their middles, as in PyTorch with `align_corners=False`.
///
/// ```
/// use convoscope::explain::bilinear;
/// assert_eq!(bilinear(&[0.0, 4.0], [1, 2], [1, 4]), [0.0, 1.0, 3.0, 4.0]);
/// ```
pub fn bilinear(map: &[f32], from: [usize; 2], to: [usize; 2]) -> Vec<f32> {
    let mut values = Vec::with_capacity(to[0] * to[1]);
    for row in between(from[0], to[0]) {
        values.extend(between(from[1], to[1]).map(|Between { low, high, t }| {
            let along = |y: usize| map[y * from[1] + low] * (1.0 - t) + map[y * from[1] + high] * t;
            along(row.low) * (1.0 - row.t) + along(row.high) * row.t
        }));
    }
    values
}
