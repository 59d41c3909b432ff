//! Networks worth knowing.

mod alexnet;
mod architecture;
mod autoencoder;
mod blocks;
mod cifar;
mod digit_codes;
mod digits;
mod efficientnet_lite0;
mod googlenet;
mod lenet5;
mod modern;
mod random_filters;
mod resnet;
mod scenes;
mod small;
mod templates;
mod transfer;
mod vgg16;

pub use alexnet::alexnet;
pub use architecture::{Architecture, Version};
pub use autoencoder::{AUTOENCODER_WEIGHTS, LATENT, VariationalAutoencoder, variational_autoencoder};
pub use cifar::{resnet20, vgg32};
pub use digits::{DigitNetwork, dense_digits, digits, gap_digits};
pub use efficientnet_lite0::{LITE0_WEIGHTS, efficientnet_lite0};
pub use googlenet::googlenet;
pub use lenet5::{lenet5, lenet5_1998, small_lenet};
pub use modern::{inception, modern, plain, residual};
pub use random_filters::{random_filter_weights, random_filters};
pub use resnet::{resnet18, resnet34, resnet50};
pub use scenes::{
    SceneNetwork, detector_features, features_of, fully_convolutional, mask_head, one_stage_detector,
    region_head, region_proposal_network, small_u_net,
};
pub use small::{small_alexnet, small_mobilenet, small_vgg};
pub use templates::{Template, dense, softmax_regression};
pub use transfer::{block_ends, digit_classifier};
pub use vgg16::vgg16;
