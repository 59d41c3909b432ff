//! What the place Networks says.

pub mod export;
pub mod file;
pub mod run;
pub mod why;

use crate::zoo::{Architecture, Version};

/// What is said about a network.
pub struct About {
    pub name: &'static str,
    pub year: u16,
    /// Why it was invented, what its idea is, and what to look at.
    pub sentences: [&'static str; 3],
    pub paper: &'static str,
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
                "Twice as deep as ResNet-18, in the same four stages: compare the two.",
            ],
            ..RESNET
        },
        Architecture::ResNet50 => About {
            name: "ResNet-50",
            sentences: [
                RESNET.sentences[0],
                RESNET.sentences[1],
                "Open a block: 1×1 thins the channels to a quarter, 3×3 works on these, 1×1 widens them again.",
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
        "A dense layer learns a stroke anew at every place: here small filters are moved over the whole picture.",
        "Twice the maps are averaged down, so that it matters less and less where exactly a stroke lies.",
        "Look at C3, whose table leaves connections out so that its maps become different ones, and at the output, which compares F6 with a picture of each digit.",
    ],
    paper: "LeCun, Bottou, Bengio, Haffner: “Gradient-based learning applied to document recognition”, Proceedings of the IEEE 1998.",
};

const ALEXNET: About = About {
    name: "AlexNet",
    year: 2012,
    sentences: [
        "Can a network learn a thousand kinds of things from a million photographs? It could with ReLU, dropout and two graphics cards.",
        "Large strides at first keep the maps small, and the windows of the pools overlap.",
        "Look at the strips: the convolutions have the work, the dense layers the parameters.",
    ],
    paper: "Krizhevsky, Sutskever, Hinton: “ImageNet classification with deep convolutional neural networks”, NIPS 2012.",
};

const VGG16: About = About {
    name: "VGG16-D",
    year: 2014,
    sentences: [
        "What does depth alone bring? All else is kept plain: 3×3 convolutions and 2×2 pools.",
        "Three 3×3 see what one 7×7 sees, with 27 C² instead of 49 C² weights and three ReLUs instead of one.",
        "Look at the first dense layer, which has most of the parameters, and at the first convolutions, which have the largest maps.",
    ],
    paper: "Simonyan, Zisserman: “Very deep convolutional networks for large-scale image recognition”, ICLR 2015.",
};

const GOOGLENET: About = About {
    name: "GoogLeNet",
    year: 2014,
    sentences: [
        "How large should a filter be? Here 1×1, 3×3 and 5×5 look at once, and what they find is stacked.",
        "Before each large filter a 1×1 thins the channels, so that width stays cheap.",
        "A global average replaces the large dense layers: look how few parameters are left.",
    ],
    paper: "Szegedy, Liu, Jia, Sermanet, Reed, Anguelov, Erhan, Vanhoucke, Rabinovich: “Going deeper with convolutions”, CVPR 2015.",
};

const RESNET: About = About {
    name: "ResNet",
    year: 2015,
    sentences: [
        "Plain networks got worse as they got deeper, even on what they were trained on: layers do not easily learn to change nothing.",
        "Each block learns only what is added to its input, and the gradient goes back along the sum.",
        "Look at the arcs: where the size changes, a 1×1 convolution with stride 2 takes the skip’s place.",
    ],
    paper: "He, Zhang, Ren, Sun: “Deep residual learning for image recognition”, CVPR 2016.",
};

const EFFICIENTNET_LITE0: About = About {
    name: "EfficientNet-Lite0",
    year: 2020,
    sentences: [
        "How deep, how wide, how large a picture? A search found what goes together; this is the smallest, for phones.",
        "Each block widens the channels sixfold, convolves each of them alone, and narrows them again: few multiplications do a lot.",
        "Open a block: the depthwise layer has the largest maps and hardly a parameter.",
    ],
    paper: "Tan, Le: “EfficientNet: rethinking model scaling for convolutional neural networks”, ICML 2019; Liu: “Higher accuracy on vision models with EfficientNet-Lite”, 2020.",
};

/// Whose version is shown, of networks of which torchvision has another one than the paper.
pub const fn version(version: Version) -> &'static str {
    match version {
        Version::Torchvision => "torchvision",
        Version::Paper => "paper",
    }
}

/// How the version differs from the other one.
pub const fn version_note(architecture: Architecture, version: Version) -> Option<&'static str> {
    match (architecture, version) {
        (Architecture::AlexNet, Version::Torchvision) => {
            Some("As torchvision’s weights have it: 64 first filters, no groups, no local response norm.")
        }
        (Architecture::AlexNet, Version::Paper) => Some(
            "As the paper has it: 96 first filters of 11×11×3, two groups for two graphics cards, local response norm.",
        ),
        (Architecture::GoogLeNet, Version::Torchvision) => {
            Some("As torchvision’s weights have it: batch norms, and 3×3 in the branches for 5×5.")
        }
        (Architecture::GoogLeNet, Version::Paper) => Some(
            "As the paper has it: 5×5 filters, biases and local response norms; without the auxiliary heads.",
        ),
        _ => None,
    }
}

/// "2014 · 138.4 M": below a network's name.
pub fn year_and_size(year: u16, params: &str) -> String {
    format!("{year} · {params}")
}

// The page.
pub const NETWORKS: &str = "Networks";
pub const VERSION: &str = "Version";
pub const HINT: &str = "Height: side of the maps. Width: channels. Click opens.";
pub const NOT_COMPARED: &str = "no other";
pub const COMPARE_WITH: &str = "Compare with";
pub const DIAGRAM: &str = "Diagram of the network";
pub const LAYERS: &str = "Layers";
/// A small network of this kind in Train, for digits and for shapes.
pub const OPEN_IN_TRAIN: [&str; 2] = ["Train it small on digits 28×28", "Train it small on shapes 32×32"];
pub const GO_ON_IN_TRAIN: &str = "Go on with it in Train";
pub const WHAT_ONE_CELL_SEES: &str = "What one cell sees";
pub const CONNECTION_TABLE: &str = "Which maps before (rows) each filter (columns) sees";
pub const TAKE_BACK: &str = "Take all changes back";
/// Below the totals.
pub const A_PICTURE: &str = "multiply-adds a picture";
pub const QUANTITIES: [&str; 4] = [PARAMETERS, MULTIPLY_ADDS, MEMORY, LAYERS_WITH_WEIGHTS];

/// Rows and columns of a stretch of the axis: "224×224", or one number.
pub fn side([rows, columns]: [usize; 2]) -> String {
    if rows * columns == 1 { "1".to_owned() } else { format!("{rows}×{columns}") }
}

// The table.
pub const LAYER: &str = "layer";
pub const KIND: &str = "kind";
pub const OUTPUT: &str = "output";
pub const KERNEL: &str = "kernel / stride";
pub const PARAMETERS: &str = "parameters";
pub const MULTIPLY_ADDS: &str = "multiply-adds";
pub const CONNECTIONS: &str = "connections";
pub const MEMORY: &str = "memory";
pub const SEES: &str = "sees";
pub const TOTAL: &str = "total";
/// Heads of the columns of a table for programs.
pub const CSV_HEADS: [&str; 16] = [
    "layer",
    "kind",
    "channels",
    "height",
    "width",
    "kernel_h",
    "kernel_w",
    "stride_h",
    "stride_w",
    "parameters",
    "multiply_adds",
    "connections",
    "bytes",
    "receptive_field",
    "jump",
    "start",
];
pub const NORM_IS_MERGED: &str = "A batch norm is counted with its convolution.";
pub const BYTES_ARE: &str = "for all feature maps, 32 bit";
/// In front of the window of a pool.
pub const MAX: &str = "max";
pub const AVERAGE: &str = "mean";

/// "107 px", rows and columns where they differ.
pub fn pixels([rows, columns]: [u64; 2]) -> String {
    if rows == columns { format!("{rows} px") } else { format!("{rows}×{columns} px") }
}

/// Where most of a quantity is.
pub fn most_in(name: &str, percent: &str) -> String {
    format!("most in {name}: {percent}")
}

/// What a join of branches says that look at different places.
pub fn misaligned(name: &str) -> String {
    format!("{name} joins branches that look at different places of the picture.")
}

// Small examples.
/// What a 1×1 convolution saves, in numbers.
pub fn reduction(reduced: usize, kernel: usize, filters: usize) -> String {
    format!("1×1 to {reduced} before {kernel}×{kernel} to {filters}, in numbers")
}

pub const RESIDUAL: &str = "The sum, in numbers";
pub const RESIDUAL_INPUT: [&str; 2] = ["x₁", "x₂"];
pub const ORDER: &str = "order of the unit";
/// The order of 2015, and that of 2016.
pub const ORDERS: [&str; 2] = ["2015", "pre-activation"];
pub const GRADIENT_RETURNS: &str = "Back along the sum dL/dy reaches x as it is, whatever F does.";

/// What the unit computes: with a projection on its skip or without, in the order of 2015 or that of 2016.
pub const fn residual_formula(projected: bool, pre_activation: bool) -> &'static str {
    match (projected, pre_activation) {
        (false, false) => "y = ReLU(F(x) + x), F(x) = W₂ ReLU(W₁ x + b₁)",
        (true, false) => "y = ReLU(F(x) + W_S x), F(x) = W₂ ReLU(W₁ x + b₁)",
        (false, true) => "y = F(x) + x, F(x) = W₂ ReLU(W₁ ReLU(x) + b₁)",
        (true, true) => "y = F(x) + W_S x, F(x) = W₂ ReLU(W₁ ReLU(x) + b₁)",
    }
}

/// The steps of the unit.
pub const ACTIVATED: &str = "ReLU(x)";
pub const FIRST: &str = "W₁ · + b₁";
pub const HIDDEN: &str = "ReLU";
pub const F: &str = "F(x) = W₂ ·";
pub const SKIP: [&str; 2] = ["x", "W_S x"];
pub const SUM: &str = "sum";
pub const OUT: &str = "y";

// The last run.
pub const LAST_RUN: &str = "My last run";
pub const NO_LAST_RUN: &str = "No run is kept in this browser: train a network in Train first.";
pub const DRAW_FOR_IT: &str = "Draw for it";

/// How far a run has come.
pub fn trained(steps: &str, accuracy: Option<&str>) -> String {
    let right = accuracy.map(|accuracy| format!(" It has {accuracy} of the validation samples right."));
    format!("Trained in this browser for {steps} steps.{}", right.unwrap_or_default())
}

// Comparing.
pub const LAYERS_WITH_WEIGHTS: &str = "layers with weights";

/// How many times as much the first of two has: "9.2 times as many", to three digits at most.
pub fn times(factor: &str) -> String {
    format!("{factor} times")
}

// The link.
pub const NETWORK: &str = "network";
pub const SECOND_NETWORK: &str = "network to compare with";
pub const OPENED: &str = "opened module";
pub const SELECTED: &str = "row of the table";
pub const CHANGES: &str = "changed settings";
pub const A_CHANGE: &str = "a layer, and a setting of it with a number, remove, or insert with a layer, between points were expected";

pub fn no_such_layer(name: &str) -> String {
    format!("This network has no {name}.")
}

pub fn no_such_setting(name: &str, setting: &str) -> String {
    format!("{name} has no setting {setting}.")
}

pub fn no_such_new_layer(name: &str) -> String {
    format!("There is no layer {name} to insert.")
}

// Adding and removing layers.
pub const ROW_LAYERS: &str = "Its layers";
pub const REMOVE: &str = "Remove";
pub const INSERT: &str = "Insert behind it";
pub const CHOOSE_LAYER: &str = "a layer …";
