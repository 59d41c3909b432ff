use super::*;
use crate::app::convolve::{Convolve, Field, Mode, presets};
use crate::fill::Fill;

fn preset(id: &str) -> Convolve {
    presets().iter().find(|preset| preset.id == id).unwrap().convolve()
}

/// What the calls must look like was found by running the programs of random convolutions with PyTorch.
#[test]
fn every_example_becomes_its_pytorch_call() {
    for (id, calls) in [
        ("edges", &["y = F.conv2d(x, w, b, padding=(1, 1))"][..]),
        ("sum", &["y = F.conv2d(x, w, b)"]),
        ("stride", &["y = F.conv2d(x, w, b, stride=(3, 3))"]),
        ("constant", &["y = F.conv2d(x, w, b, padding=(1, 2))"]),
        ("reflect", &["padded = F.pad(x, (2, 2, 1, 1), mode=\"reflect\")", "y = F.conv2d(padded, w, b)"]),
        ("symmetric", &["padded = x[:, :, [1, 0, 0, 1, 2, 3, 3, 2]][:, :, :, [1, 0, 0, 1, 2, 3, 3, 2]]"]),
        ("circular", &["padded = F.pad(x, (2, 2, 2, 2), mode=\"circular\")"]),
        ("channels", &["reshape(2, 3, 3, 3)", "b = torch.tensor([1., 0.])", "stride=(2, 2), padding=(1, 1)"]),
        ("backward", &["reshape(1, 1, 3, 3).requires_grad_()", "y.backward(dy)", "print(w.grad)"]),
        ("depthwise", &["reshape(3, 1, 3, 3)", "groups=3)"]),
        ("dilated", &["dilation=(2, 2))"]),
        (
            "transposed",
            &["F.conv_transpose2d(x, w, b, stride=(2, 2), padding=(1, 1), output_padding=(1, 1))"],
        ),
        ("box", &["0.11111111, 0.11111111", "mode=\"replicate\""]),
    ] {
        let code = pytorch(&preset(id));
        for call in calls {
            assert!(code.contains(call), "{id} lacks {call}:\n{code}");
        }
    }
    for preset in presets() {
        let (convolve, code) = (preset.convolve(), pytorch(&preset.convolve()));
        assert_eq!(code.matches("torch.tensor").count(), 3 + usize::from(code.contains("backward")));
        assert_eq!(code.matches("print(").count(), 1);
        assert!(
            !code.contains("flip") && pytorch(&Convolve { flip: true, ..convolve }).contains("flip(2, 3)")
        );
    }
}

#[test]
fn sides_that_differ_are_padded_one_by_one() {
    let lopsided = |id: &str| preset(id).with(Field::After(1), 0).unwrap();
    assert!(pytorch(&lopsided("edges")).contains("F.pad(x, (1, 0, 1, 1), value=0.)"));
    assert!(pytorch(&lopsided("transposed")).contains("y = y[:, :, 1:9, 1:10]"));
    let filled = preset("edges").filled(Fill::Constant(-1.5)).unwrap();
    assert!(pytorch(&filled).contains("value=-1.5"));
    let dx = preset("edges").in_mode(Mode::InputGradient).unwrap();
    assert!(pytorch(&dx).contains("print(x.grad)"));
}
