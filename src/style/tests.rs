use std::sync::Arc;

use super::*;
use crate::network::Plan;
use crate::padding_mode::PaddingMode;
use crate::random::Random;
use crate::shape::Shape;
use crate::zoo::{random_filter_weights, random_filters};

const SHAPE: Shape = Shape::new(3, 16, 16);

fn noise(seed: u64) -> Vec<f32> {
    let mut random = Random::new(seed);
    (0..SHAPE.len()).map(|_| random.uniform()).collect()
}

/// Vertical stripes.
fn stripes() -> Vec<f32> {
    (0..SHAPE.len()).map(|i| if i % 16 % 4 < 2 { 0.9 } else { 0.1 }).collect()
}

fn transfer(image: Vec<f32>, content: Option<(&[f32], f32)>) -> StyleTransfer {
    let plan = Arc::new(Plan::new(random_filters(SHAPE, PaddingMode::Circular)).unwrap());
    let weights = random_filter_weights(&plan, 1);
    StyleTransfer::new(plan, weights, &stripes(), content, image)
}

#[test]
fn the_gram_matrix_is_its_definition() {
    let (channels, area) = (7, 37);
    let mut random = Random::new(2);
    let maps: Vec<f32> = (0..channels * area).map(|_| random.normal()).collect();
    let found = gram(&maps, channels);
    let mut dgram = vec![0.0; channels * channels];
    dgram[2 * channels + 5] = 1.0;
    let mut dmaps = vec![1.0; maps.len()];
    gram_backward(&maps, channels, &dgram, &mut dmaps);
    for i in 0..channels {
        for j in 0..channels {
            let products = (0..area).map(|cell| maps[i * area + cell] * maps[j * area + cell]);
            let mean = products.sum::<f32>() / area as f32;
            assert!((found[i * channels + j] - mean).abs() < 1e-5);
        }
        for cell in 0..area {
            let other = [5, 2].into_iter().zip([2, 5]).find(|(_, this)| *this == i);
            let expected = 1.0 + other.map_or(0.0, |(other, _)| maps[other * area + cell] / area as f32);
            assert!((dmaps[i * area + cell] - expected).abs() < 1e-6);
        }
    }
}

#[test]
fn the_gradient_is_that_of_central_differences() {
    let (photograph, image) = (noise(3), noise(4));
    let weight = 0.15;
    let total = |image: Vec<f32>| {
        let StyleLoss { style, content } = transfer(image, Some((&photograph, weight))).loss();
        style + weight * content
    };
    let gradient = transfer(image.clone(), Some((&photograph, weight))).gradient();
    // Along whole directions: a single pixel changes the loss by less than the digits of f32 tell.
    for seed in 10..14 {
        let mut random = Random::new(seed);
        let direction: Vec<f32> = image.iter().map(|_| random.normal()).collect();
        let moved =
            |by: f32| total(image.iter().zip(&direction).map(|(pixel, step)| pixel + by * step).collect());
        let expected = (moved(2e-3) - moved(-2e-3)) / 4e-3;
        let found: f32 = gradient.iter().zip(&direction).map(|(d, step)| d * step).sum();
        assert!((found - expected).abs() < 0.02 * expected.abs().max(0.05), "{found}, not {expected}");
    }
}

#[test]
fn noise_becomes_stripes_and_a_photograph_keeps_what_it_shows() {
    let mut texture = transfer(noise(5), None);
    let before = texture.loss();
    while texture.steps() < 60 && texture.step() {}
    assert!(texture.loss().style < 0.01 * before.style, "{before:?} {:?}", texture.loss());
    // Columns are even, rows are not.
    let varies = |image: &[f32], by: usize| {
        let pairs = (0..SHAPE.area() - 16).map(|i| (image[i] - image[i + by]).abs());
        pairs.sum::<f32>()
    };
    assert!(varies(texture.image(), 16) < 0.6 * varies(texture.image(), 2));
    for (own, wanted) in texture.grams().iter().zip(texture.style_grams()) {
        let off: f32 = own.iter().zip(wanted).map(|(own, wanted)| (own - wanted).abs()).sum();
        assert!(off < 0.1 * wanted.iter().sum::<f32>());
    }

    let photograph: Vec<f32> = (0..SHAPE.len()).map(|i| (i / 16 % 16) as f32 / 16.0).collect();
    let kept = |weight: f32| {
        let mut restyled = transfer(photograph.clone(), Some((&photograph, weight)));
        assert_eq!(restyled.loss().content, 0.0);
        while restyled.steps() < 40 && restyled.step() {}
        restyled.loss().content
    };
    assert!(kept(1.0) < kept(0.01));
}
