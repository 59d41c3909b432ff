//! What is said about the networks of the literature.

use crate::app::text::Text;
use crate::zoo::{Architecture, Version};

/// What is said about a network.
pub struct About {
    pub name: &'static str,
    pub year: u16,
    /// Why it was invented, what its idea is, and what to look at.
    pub sentences: [Text; 3],
    /// Where it was published.
    pub paper: Text,
}

/// About the networks of the literature.
pub const fn about(architecture: Architecture) -> About {
    match architecture {
        Architecture::LeNet5 => LENET5,
        Architecture::AlexNet => ALEXNET,
        Architecture::Vgg16 => VGG16,
        Architecture::GoogLeNet => GOOGLENET,
        Architecture::ResNet18 => About { name: "ResNet-18", ..RESNET },
        Architecture::ResNet34 => About {
            name: "ResNet-34",
            sentences: [
                RESNET.sentences[0],
                RESNET.sentences[1],
                Text("Twice as deep as ResNet-18, in the same four stages: compare the two."),
            ],
            ..RESNET
        },
        Architecture::ResNet50 => About {
            name: "ResNet-50",
            sentences: [
                RESNET.sentences[0],
                RESNET.sentences[1],
                Text(
                    "Open a block: 1×1 thins the channels to a quarter, 3×3 works on these, 1×1 widens them again.",
                ),
            ],
            ..RESNET
        },
        Architecture::EfficientNetLite0 => EFFICIENTNET_LITE0,
    }
}

const LENET5: About = About {
    name: "LeNet-5",
    year: 1998,
    sentences: [
        Text(
            "A dense layer learns a stroke anew at every place: here small filters are moved over the whole picture.",
        ),
        Text(
            "Twice the maps are averaged down, so that it matters less and less where exactly a stroke lies.",
        ),
        Text(
            "Look at C3, whose table leaves connections out so that its maps become different ones, and at the output, which compares F6 with a picture of each digit.",
        ),
    ],
    paper: Text(
        "LeCun, Bottou, Bengio, Haffner: “Gradient-based learning applied to document recognition”, Proceedings of the IEEE 1998.",
    ),
};

const ALEXNET: About = About {
    name: "AlexNet",
    year: 2012,
    sentences: [
        Text(
            "Can a network learn a thousand kinds of things from a million photographs? It could with ReLU, dropout and two graphics cards.",
        ),
        Text("Large strides at first keep the maps small, and the windows of the pools overlap."),
        Text("Look at the strips: the convolutions have the work, the dense layers the parameters."),
    ],
    paper: Text(
        "Krizhevsky, Sutskever, Hinton: “ImageNet classification with deep convolutional neural networks”, NIPS 2012.",
    ),
};

const VGG16: About = About {
    name: "VGG16-D",
    year: 2014,
    sentences: [
        Text("What does depth alone bring? All else is kept plain: 3×3 convolutions and 2×2 pools."),
        Text(
            "Three 3×3 see what one 7×7 sees, with 27 C² instead of 49 C² weights and three ReLUs instead of one.",
        ),
        Text(
            "Look at the first dense layer, which has most of the parameters, and at the first convolutions, which have the largest maps.",
        ),
    ],
    paper: Text(
        "Simonyan, Zisserman: “Very deep convolutional networks for large-scale image recognition”, ICLR 2015.",
    ),
};

const GOOGLENET: About = About {
    name: "GoogLeNet",
    year: 2014,
    sentences: [
        Text(
            "How large should a filter be? Here 1×1, 3×3 and 5×5 look at once, and what they find is stacked.",
        ),
        Text("Before each large filter a 1×1 thins the channels, so that width stays cheap."),
        Text("A global average replaces the large dense layers: look how few parameters are left."),
    ],
    paper: Text(
        "Szegedy, Liu, Jia, Sermanet, Reed, Anguelov, Erhan, Vanhoucke, Rabinovich: “Going deeper with convolutions”, CVPR 2015.",
    ),
};

const RESNET: About = About {
    name: "ResNet",
    year: 2015,
    sentences: [
        Text(
            "Plain networks got worse as they got deeper, even on what they were trained on: layers do not easily learn to change nothing.",
        ),
        Text("Each block learns only what is added to its input, and the gradient goes back along the sum."),
        Text(
            "Look at the arcs: where the size changes, a 1×1 convolution with stride 2 takes the skip’s place.",
        ),
    ],
    paper: Text("He, Zhang, Ren, Sun: “Deep residual learning for image recognition”, CVPR 2016."),
};

const EFFICIENTNET_LITE0: About = About {
    name: "EfficientNet-Lite0",
    year: 2020,
    sentences: [
        Text(
            "How deep, how wide, how large a picture? A search found what goes together; this is the smallest, for phones.",
        ),
        Text(
            "Each block widens the channels sixfold, convolves each of them alone, and narrows them again: few multiplications do a lot.",
        ),
        Text("Open a block: the depthwise layer has the largest maps and hardly a parameter."),
    ],
    paper: Text(
        "Tan, Le: “EfficientNet: rethinking model scaling for convolutional neural networks”, ICML 2019; Liu: “Higher accuracy on vision models with EfficientNet-Lite”, 2020.",
    ),
};

/// Whose version is shown, of networks of which torchvision has another one than the paper.
pub const fn version(version: Version) -> Text {
    match version {
        Version::Torchvision => Text("torchvision"),
        Version::Paper => Text("paper"),
    }
}

/// How the version differs from the other one.
pub const fn version_note(architecture: Architecture, version: Version) -> Option<Text> {
    match (architecture, version) {
        (Architecture::AlexNet, Version::Torchvision) => Some(Text(
            "As torchvision’s weights have it: 64 first filters, no groups, no local response norm.",
        )),
        (Architecture::AlexNet, Version::Paper) => Some(Text(
            "As the paper has it: 96 first filters of 11×11×3, two groups for two graphics cards, local response norm.",
        )),
        (Architecture::GoogLeNet, Version::Torchvision) => {
            Some(Text("As torchvision’s weights have it: batch norms, and 3×3 in the branches for 5×5."))
        }
        (Architecture::GoogLeNet, Version::Paper) => Some(Text(
            "As the paper has it: 5×5 filters, biases and local response norms; without the auxiliary heads.",
        )),
        _ => None,
    }
}
