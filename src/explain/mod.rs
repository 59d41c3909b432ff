//! Attribution: how much each value of an input has to do with a score of the network.
//!
//! The score S of a [`Target`] is the logit of a class, before any softmax, or the difference of two logits. For an input x:
//!
//! - **gradient**: ∂S/∂x (Simonyan, Vedaldi and Zisserman, "Deep inside convolutional networks", 2014);
//! - **gradient × input**: x · ∂S/∂x (Shrikumar, Greenside and Kundaje, 2017);
//! - **SmoothGrad**: the mean of ∂S/∂x over copies of x with normal noise (Smilkov and others, 2017);
//! - **guided back-propagation**: the gradient, where each ReLU also holds back what is negative of the gradient that
//!   comes in (Springenberg and others, "Striving for simplicity", 2015);
//! - **integrated gradients**: x · ∫₀¹ ∂S/∂x(αx) dα, whose sum is S(x) − S(0) (Sundararajan, Taly and Yan, 2017);
//! - **Grad-CAM** at a layer A: ReLU(Σₖ aₖ Aₖ), aₖ the mean of ∂S/∂Aₖ, enlarged to the input's size (Selvaraju and
//!   others, 2017);
//! - **occlusion**: what S loses where a window of the input is covered (Zeiler and Fergus, 2014).
//!
//! What a cell inside of the network has to do with the input is its effective receptive field
//! ([`Explainer::effective_field`]).
//!
//! Beside it stands what else is asked of a trained network: what changes under an [`Intervention`], what [drives a channel
//! most](Strongest) among given images, and [what would](ActivationMaximization) if any image could be had.
//!
//! A method that answers the same for a network whose weights are [random](randomized()) explains nothing (Adebayo and others,
//! "Sanity checks for saliency maps", 2018). Names, signs and conventions are Captum's, and so are the numbers
//! (`tests/goldens/attribution.json`).
//!
//! ```
//! use std::sync::Arc;
//! use convoscope::explain::{Explainer, Target};
//! use convoscope::layers::dense::Dense;
//! use convoscope::network::{Network, Plan, Weights};
//! use convoscope::shape::Shape;
//! // Two classes: z₀ = 2a + 3b, z₁ = a.
//! let mut network = Network::new(Shape::flat(2));
//! network.chain([Dense { bias: false, ..Dense::new(2) }.into()]);
//! let weights = Weights { params: vec![2.0, 3.0, 1.0, 0.0], running: vec![] };
//! let mut explainer = Explainer::new(Arc::new(Plan::new(network)?), weights);
//! let [of, against] = [Target { class: 0, against: None }, Target { class: 0, against: Some(1) }];
//! assert_eq!(explainer.gradient(&[5.0, 1.0], &[of, against]), [[2.0, 3.0], [1.0, 3.0]]);
//! assert_eq!(explainer.gradient_times_input(&[5.0, 1.0], &[of]), [[10.0, 3.0]]);
//! # Ok::<(), convoscope::network::PlanError>(())
//! ```

mod ablation;
mod backward;
mod effective;
mod explainer;
mod explanation;
mod grad_cam;
mod legendre;
mod maximization;
mod mean;
mod occlusion;
mod randomized;
mod strongest;

use serde::{Deserialize, Serialize};

pub use ablation::{Intervention, channel_importance};
pub use backward::{BackwardPass, WeightChange, backward_pass, losses};
pub use explainer::{Explainer, normal_noise};
pub use explanation::{Attribution, COPIES, Explanation, Request, Row, STEPS, Sampling, Scores};
pub use grad_cam::bilinear;
pub use legendre::gauss_legendre;
pub use maximization::{ActivationMaximization, Regularizers};
pub use occlusion::{Cover, Occlusion};
pub use randomized::{parametrized, randomized};
pub use strongest::{Peak, Strongest};

/// How an input is explained.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Method {
    /// ∂S/∂x.
    Gradient,
    /// x · ∂S/∂x.
    GradientTimesInput,
    /// The mean gradient of noisy copies.
    SmoothGrad,
    /// The gradient through ReLUs that pass nothing negative back.
    GuidedBackprop,
    /// x times the mean gradient on the way from 0 to x.
    IntegratedGradients,
    /// A layer's maps, weighted by their mean gradients.
    GradCam,
    /// What the score loses where the input is covered.
    Occlusion,
}

impl Method {
    /// Every method, the slowest last.
    pub const ALL: [Self; 7] = [
        Self::Gradient,
        Self::GradientTimesInput,
        Self::SmoothGrad,
        Self::GuidedBackprop,
        Self::IntegratedGradients,
        Self::GradCam,
        Self::Occlusion,
    ];

    /// Its name in links.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Gradient => "gradient",
            Self::GradientTimesInput => "gradient-input",
            Self::SmoothGrad => "smoothgrad",
            Self::GuidedBackprop => "guided",
            Self::IntegratedGradients => "integrated",
            Self::GradCam => "grad-cam",
            Self::Occlusion => "occlusion",
        }
    }
}

/// What is explained: the logit of a class, or by how much it exceeds another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// The class.
    pub class: usize,
    /// The class whose logit is subtracted.
    pub against: Option<usize>,
}

impl Target {
    /// The score: z(class), or z(class) − z(against).
    pub fn score(self, logits: &[f32]) -> f32 {
        logits[self.class] - self.against.map_or(0.0, |against| logits[against])
    }

    /// dS/dlogits for each sample of a batch.
    fn gradient(self, dlogits: &mut [f32], classes: usize) {
        dlogits.fill(0.0);
        for row in dlogits.chunks_exact_mut(classes) {
            row[self.class] += 1.0;
            if let Some(against) = self.against {
                row[against] -= 1.0;
            }
        }
    }
}

#[cfg(test)]
mod tests;
