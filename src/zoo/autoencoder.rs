//! A network that generates: what it gives back goes through two numbers.

use super::blocks::named;
use crate::layers::activation::Activation;
use crate::layers::conv::Conv;
use crate::layers::conv_transpose::ConvTranspose;
use crate::layers::dense::Dense;
use crate::layers::flatten::Flatten;
use crate::layers::merge::Concat;
use crate::layers::reparameterize::Reparameterize;
use crate::network::{Network, NodeId};
use crate::shape::Shape;
use crate::window::Window;

/// A variational autoencoder, and the nodes that are looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct VariationalAutoencoder {
    /// Its outputs are the logits of all pixels, and behind them μ and ln σ² of each latent value, as
    /// [`Target::Reconstruction`](crate::loss::Target::Reconstruction) wants them.
    pub network: Network,
    /// μ, and behind it ln σ².
    pub distribution: NodeId,
    /// z, from which the decoder goes on.
    pub latent: NodeId,
    /// The logits of all pixels.
    pub reconstruction: NodeId,
}

/// How many latent values there are: a plane, all of which can be shown.
pub const LATENT: usize = 2;

/// The file of the weights that come with it, in the site and in the repository.
pub const AUTOENCODER_WEIGHTS: &str = "assets/weights/vae.safetensors";

/// A small variational autoencoder of digits, 1 × 28 × 28 (Kingma and Welling, "Auto-encoding variational Bayes", 2014). Two
/// convolutions with stride 2 and two dense layers encode; a dense layer and three transposed convolutions decode (as in Radford, Metz
/// and Chintala, "Unsupervised representation learning with deep convolutional generative adversarial networks", 2016). The paper's
/// encoder and decoder are dense.
pub fn variational_autoencoder() -> VariationalAutoencoder {
    let mut network = Network::new(Shape::new(1, 28, 28));
    let relu = |network: &mut Network, from| network.add(Activation::Relu, &[from]);
    let halving = |filters| Conv::new(filters, 3).padding(1).stride(2);
    let doubling = |filters| ConvTranspose {
        window: [Window::new(4).stride(2).padding(1); 2],
        ..ConvTranspose::new(filters, 4)
    };
    let mut x = named(&mut network, NodeId::INPUT, "encoder.conv1", halving(8));
    x = relu(&mut network, x);
    x = named(&mut network, x, "encoder.conv2", halving(16));
    x = relu(&mut network, x);
    x = network.add(Flatten, &[x]);
    x = named(&mut network, x, "encoder.dense", Dense::new(32));
    x = relu(&mut network, x);
    let distribution = named(&mut network, x, "encoder.distribution", Dense::new(2 * LATENT));
    let latent = named(&mut network, distribution, "latent", Reparameterize);
    x = named(&mut network, latent, "decoder.dense", Dense::new(48));
    x = relu(&mut network, x);
    x = named(&mut network, x, "decoder.up1", ConvTranspose::new(16, 7));
    x = relu(&mut network, x);
    x = named(&mut network, x, "decoder.up2", doubling(8));
    x = relu(&mut network, x);
    let reconstruction = named(&mut network, x, "decoder.up3", doubling(1));
    let pixels = network.add(Flatten, &[reconstruction]);
    network.add(Concat, &[pixels, distribution]);
    VariationalAutoencoder { network, distribution, latent, reconstruction }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::Plan;

    #[test]
    fn shapes_and_parameters_are_those_of_the_figures() {
        let vae = variational_autoencoder();
        let plan = Plan::new(vae.network).unwrap();
        let shapes = [vae.distribution, vae.latent, vae.reconstruction].map(|id| plan.shape(id));
        assert_eq!(shapes, [Shape::flat(4), Shape::flat(2), Shape::new(1, 28, 28)]);
        assert_eq!((plan.output(), plan.params()), (Shape::flat(784 + 4), 66_477));
    }
}
