//! Words that stand in the core, which are shown through [`Text::of`]: names of layers to insert and of their settings, also in
//! errors, of networks and of optimizers. What is a name everywhere, as "PReLU", is not among them.

use crate::app::text::Text;

/// Layers that an editor inserts.
pub const LAYERS: [Text; 18] = [
    Text("average pool"),
    Text("batch norm"),
    Text("branch: concatenate"),
    Text("branch: multiply"),
    Text("channel shuffle"),
    Text("convolution"),
    Text("dense"),
    Text("dropout"),
    Text("flatten"),
    Text("global average"),
    Text("layer norm"),
    Text("local response norm"),
    Text("max pool"),
    Text("padding"),
    Text("reparameterize"),
    Text("skip: add"),
    Text("transposed convolution"),
    Text("upsample"),
];

/// Their settings, and what these are chosen from.
pub const SETTINGS: [Text; 16] = [
    Text("Filters"),
    Text("Groups"),
    Text("Kernel"),
    Text("Padding"),
    Text("Stride"),
    Text("Units"),
    Text("Window"),
    Text("Factor"),
    Text("Function"),
    Text("Interpolation"),
    Text("Rate"),
    Text("Slopes"),
    Text("one for each channel"),
    Text("one for all"),
    Text("nearest"),
    Text("bilinear"),
];

/// What there can be too much of in a network.
pub const AMOUNTS: [Text; 20] = [
    Text("a dilation"),
    Text("a factor"),
    Text("a height"),
    Text("a number of channels"),
    Text("a number of codes"),
    Text("a number of connections in tables"),
    Text("a number of filters"),
    Text("a number of groups"),
    Text("a number of inputs of layers"),
    Text("a number of layers"),
    Text("a number of parameters"),
    Text("a number of units"),
    Text("a padding"),
    Text("a size"),
    Text("a stride"),
    Text("a sum of all outputs"),
    Text("a width"),
    Text("a window"),
    Text("an output"),
    Text("an output padding"),
];

/// Settings as errors call them; α, β and k of a norm have no other names.
pub const SETTINGS_IN_ERRORS: [Text; 13] = [
    Text("codes"),
    Text("connection table"),
    Text("dilation"),
    Text("each of filters, groups, size, stride and dilation"),
    Text("factor"),
    Text("filters"),
    Text("groups"),
    Text("output padding"),
    Text("padding"),
    Text("rate"),
    Text("size"),
    Text("stride"),
    Text("units"),
];

/// Networks to begin with, and an optimizer.
pub const NETWORKS: [Text; 10] = [
    Text("softmax regression"),
    Text("dense layers"),
    Text("small modern CNN"),
    Text("plain network"),
    Text("residual network"),
    Text("small Inception"),
    Text("small AlexNet"),
    Text("small VGG"),
    Text("small MobileNet"),
    Text("momentum"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layers::{Control, Layer, samples};
    use crate::optimizer::Optimizer;
    use crate::zoo::Template;

    /// Functions have names; two capitals or a digit make one of a word, too: "PReLU", "LeNet-5".
    fn is_name(word: &str) -> bool {
        let is_function = ["sigmoid", "tanh", "softmax"].contains(&word);
        is_function
            || word.chars().filter(|c| c.is_ascii_uppercase()).count() > 1
            || word.contains(|c: char| c.is_ascii_digit())
    }

    #[test]
    fn every_word_of_the_core_is_there() {
        let known: Vec<&str> =
            LAYERS.iter().chain(&SETTINGS).chain(&NETWORKS).map(|text| text.english()).collect();
        let mut words: Vec<&str> = Layer::presets().into_iter().map(|(name, _)| name).collect();
        let layers = samples::samples().into_iter().map(|sample| sample.layer);
        let sizes = samples::samples().into_iter().flat_map(|sample| sample.layer.op().sizes());
        let amounts: Vec<&str> = AMOUNTS.iter().map(|text| text.english()).collect();
        assert!(sizes.map(|size| size.what).all(|what| amounts.contains(&what)), "{amounts:?}");
        for field in layers.flat_map(|layer| layer.editable().fields()) {
            words.push(field.name);
            if let Control::Choice { options, .. } = field.control
                && field.name != "Function"
            {
                words.extend(options);
            }
        }
        words.push(Template::Dense { hidden: 1 }.name());
        words.push(Optimizer::Momentum { momentum: 0.9 }.name());
        assert!(words.len() > 40, "{words:?}");
        let missing: Vec<&str> =
            words.into_iter().filter(|word| !is_name(word) && !known.contains(word)).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }
}
