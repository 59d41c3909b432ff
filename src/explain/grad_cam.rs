use super::{Explainer, Target};
use crate::engine::Wanted;
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
    // For each cell of an axis: the two cells it lies between, and how far it is on the way.
    let between = |axis: usize| {
        let (n, len) = (from[axis], to[axis]);
        (0..len).map(move |i| {
            let at = ((i as f32 + 0.5) * n as f32 / len as f32 - 0.5).max(0.0);
            let low = (at as usize).min(n - 1);
            (low, (low + 1).min(n - 1), at - low as f32)
        })
    };
    let mut values = Vec::with_capacity(to[0] * to[1]);
    for (top, bottom, down) in between(0) {
        values.extend(between(1).map(|(left, right, across)| {
            let row = |y: usize| map[y * from[1] + left] * (1.0 - across) + map[y * from[1] + right] * across;
            row(top) * (1.0 - down) + row(bottom) * down
        }));
    }
    values
}
