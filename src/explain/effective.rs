use super::Explainer;
use crate::engine::Wanted;
use crate::network::NodeId;

impl Explainer {
    /// The effective receptive field of the cell at a row and column of the network's output: the mean of |∂y/∂x| over `images`
    /// and over `channels` of y's channels, evenly spread; at each pixel the sum over the channels of x (Luo, Li, Urtasun and Zemel,
    /// "Understanding the effective receptive field in deep convolutional neural networks", 2016).
    ///
    /// As many values as a channel of the input has; the cell lies inside of the output.
    ///
    /// ```
    /// use std::sync::Arc;
    /// use convoscope::explain::Explainer;
    /// use convoscope::layers::conv::Conv;
    /// use convoscope::network::{Network, Plan, Weights};
    /// use convoscope::shape::Shape;
    /// let mut network = Network::new(Shape::new(1, 1, 4));
    /// let window = convoscope::window::Window::new;
    /// network.chain([Conv { window: [window(1), window(2)], ..Conv::new(1, 1) }.into()]);
    /// let weights = Weights { params: vec![3.0, -1.0, 0.5], running: vec![] };
    /// let mut explainer = Explainer::new(Arc::new(Plan::new(network)?), weights);
    /// assert_eq!(explainer.effective_field(&[1.0; 4], [0, 1], 1), [0.0, 3.0, 1.0, 0.0]);
    /// # Ok::<(), convoscope::network::PlanError>(())
    /// ```
    pub fn effective_field(
        &mut self,
        images: &[f32],
        [row, column]: [usize; 2],
        channels: usize,
    ) -> Vec<f32> {
        let (input, output) = (self.plan().network().input, self.plan().output());
        let channels = channels.clamp(1, output.c);
        let wanted = Wanted::gradients(vec![NodeId::INPUT]);
        let mut sums = vec![0.0f64; input.area()];
        for images in images.chunks(self.batch() * input.len()) {
            self.cpu.infer(&self.weights, images);
            for channel in (0..channels).map(|i| i * output.c / channels) {
                let (_, dy) = self.cpu.loss_gradient();
                dy.fill(0.0);
                for sample in dy.chunks_exact_mut(output.len()) {
                    sample[channel * output.area() + row * output.w + column] = 1.0;
                }
                self.cpu.backward(&self.weights.params, &self.weights.running, &wanted);
                for plane in self.cpu.gradients(NodeId::INPUT).chunks_exact(input.area()) {
                    sums.iter_mut().zip(plane).for_each(|(sum, d)| *sum += f64::from(d.abs()));
                }
            }
        }
        let count = (images.len() / input.len() * channels).max(1) as f64;
        sums.into_iter().map(|sum| (sum / count) as f32).collect()
    }
}
