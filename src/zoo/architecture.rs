use serde::{Deserialize, Serialize};

use super::{alexnet, efficientnet_lite0, googlenet, lenet5_1998, resnet18, resnet34, resnet50, vgg16};
use crate::network::Network;

/// A network of the literature, at its own size.
///
/// ```
/// use convoscope::network::Plan;
/// use convoscope::zoo::{Architecture, Version};
/// let plan = Plan::new(Architecture::ResNet18.network(Version::Paper))?;
/// assert_eq!(plan.params(), 11_689_512);
/// # Ok::<(), convoscope::network::PlanError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Architecture {
    /// LeNet-5 of 1998.
    #[default]
    LeNet5,
    /// AlexNet.
    AlexNet,
    /// VGG16-D.
    Vgg16,
    /// GoogLeNet.
    GoogLeNet,
    /// ResNet with 18 layers.
    ResNet18,
    /// ResNet with 34 layers.
    ResNet34,
    /// ResNet with 50 layers.
    ResNet50,
    /// EfficientNet-Lite0.
    EfficientNetLite0,
}

/// Whose version of a network.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Version {
    /// That of torchvision, which published weights belong to.
    #[default]
    Torchvision,
    /// That of the paper.
    Paper,
}

impl Architecture {
    /// In the order of their years.
    pub const ALL: [Self; 8] = [
        Self::LeNet5,
        Self::AlexNet,
        Self::Vgg16,
        Self::GoogLeNet,
        Self::ResNet18,
        Self::ResNet34,
        Self::ResNet50,
        Self::EfficientNetLite0,
    ];

    /// Whether torchvision has another network than the paper.
    pub const fn has_versions(self) -> bool {
        matches!(self, Self::AlexNet | Self::GoogLeNet)
    }

    /// The network; of those with one version, that one.
    pub fn network(self, version: Version) -> Network {
        match self {
            Self::LeNet5 => lenet5_1998(),
            Self::AlexNet => alexnet(version),
            Self::Vgg16 => vgg16(),
            Self::GoogLeNet => googlenet(version),
            Self::ResNet18 => resnet18(),
            Self::ResNet34 => resnet34(),
            Self::ResNet50 => resnet50(),
            Self::EfficientNetLite0 => efficientnet_lite0(),
        }
    }
}
