//! A run that gives digits back.

use super::*;
use crate::data::{Generator, Source};
use crate::session::{Elbo, TrainError};
use crate::zoo::{DigitNetwork, variational_autoencoder};

fn digits(training: u32, validation: u32) -> Data {
    let generator = Generator { seed: 1, ..Generator::of(Source::Digits) };
    Data::Reconstructed { generator, training, validation, beta: 1.0 }
}

/// A run that has learnt for so many epochs, with both parts of the loss after each.
fn learnt(epochs: u32) -> (Talk, Vec<Elbo>) {
    let mut talk = Talk(Session::default());
    let settings = Settings::autoencoder(u64::from(epochs), 1600);
    let network = variational_autoencoder().network;
    talk.ask(1, RunCommand::Begin { network, data: digits(1600, 100), settings, start: StartFrom::Fresh })
        .unwrap();
    talk.report(1, RunCommand::Start { until: StopAt { epochs: Some(epochs), accuracy: None } });
    let reports = talk.finish(1);
    let evaluations = reports.into_iter().filter_map(|report| report.evaluation);
    let parts = evaluations.map(|evaluation| {
        let elbo = evaluation.elbo.unwrap();
        assert!((evaluation.loss - elbo.reconstruction - elbo.divergence).abs() < 0.1, "{evaluation:?}");
        elbo
    });
    let parts = parts.collect();
    (talk, parts)
}

/// Without a word about a digit but what it looks like, 285 nats at first (as a mean picture takes about 200) become fewer than 170;
/// and the plane is used: neither is the divergence 0, nor are digits far from 0.
#[test]
fn digits_are_given_back_through_two_latent_values() {
    let (mut talk, parts) = learnt(6);
    let [first, .., last] = &parts[..] else { panic!("{parts:?}") };
    assert!(last.reconstruction < first.reconstruction - 10.0 && last.reconstruction < 175.0, "{parts:?}");
    assert!((1.0..8.0).contains(&last.divergence), "{parts:?}");
    let RunEvent::Encoded { codes, labels } = talk.ask(1, RunCommand::Encode).unwrap() else {
        panic!("codes")
    };
    assert_eq!((codes.len(), labels.len()), (200, 100));
    assert!(codes.iter().all(|code| code.abs() < 6.0), "{codes:?}");
    // Ones and zeros lie apart: each is nearer to the middle of its own.
    let of = |label: u8| {
        codes.as_chunks::<2>().0.iter().zip(&labels).filter(move |pair| *pair.1 == label).map(|pair| *pair.0)
    };
    let middle = |label: u8| {
        let (sum, count) =
            of(label).fold(([0.0; 2], 0.0f32), |(sum, n), [x, y]| ([sum[0] + x, sum[1] + y], n + 1.0));
        sum.map(|along| along / count)
    };
    let distance = |[ax, ay]: [f32; 2], [bx, by]: [f32; 2]| (ax - bx).powi(2) + (ay - by).powi(2);
    let (zero, one) = (middle(0), middle(1));
    let apart = of(0).filter(|code| distance(*code, zero) < distance(*code, one)).count();
    assert!(10 * apart >= 8 * of(0).count(), "{apart} of {} zeros", of(0).count());
    // What is decoded where ones lie has less ink than what is decoded where zeros lie.
    let points = [zero, one].concat();
    let RunEvent::Decoded { images } = talk.ask(1, RunCommand::Decode { points }).unwrap() else {
        panic!("images")
    };
    let ink = |image: &[f32]| image.iter().sum::<f32>();
    assert!(
        ink(&images[..784]) > 1.3 * ink(&images[784..]),
        "{} {}",
        ink(&images[..784]),
        ink(&images[784..])
    );
    assert!(images.iter().all(|value| (0.0..=1.0).contains(value)));
}

/// Decoding the mean of a digit is what the whole network gives back of it.
#[test]
fn what_is_decoded_is_what_comes_out_of_the_whole_network() {
    let mut talk = Talk(Session::default());
    let (network, settings) = (variational_autoencoder().network, Settings::autoencoder(1, 8));
    talk.ask(1, RunCommand::Begin { network, data: digits(8, 2), settings, start: StartFrom::Fresh })
        .unwrap();
    let report = talk.report(1, RunCommand::Watch { watch: Watch { sample: 9, ..Watch::default() } });
    let RunEvent::Encoded { codes, .. } = talk.ask(1, RunCommand::Encode).unwrap() else { panic!("codes") };
    let points = codes[2..4].to_vec();
    assert_eq!(points, report.logits[784..786]);
    let RunEvent::Decoded { images } = talk.ask(1, RunCommand::Decode { points }).unwrap() else {
        panic!("images")
    };
    for (ink, logit) in images.iter().zip(&report.logits) {
        assert!((ink - 1.0 / (1.0 + (-logit).exp())).abs() < 1e-5, "{ink} {logit}");
    }
    for points in [vec![], vec![0.0; 3]] {
        assert!(talk.ask(1, RunCommand::Decode { points }).is_err());
    }
}

#[test]
fn what_cannot_be_given_back_is_refused() {
    let begin = |network, settings| RunCommand::Begin {
        network,
        data: digits(8, 2),
        settings,
        start: StartFrom::Fresh,
    };
    let settings = Settings::autoencoder(1, 8);
    let refused = Talk(Session::default()).ask(1, begin(DigitNetwork::Cnn.network(), settings));
    assert!(matches!(refused, Err(CommandError::Untrainable(TrainError::Output { .. }))), "{refused:?}");
    let mut talk = Talk(Session::default());
    let data = Data::Generated { generator: Generator::of(Source::Digits), training: 8, validation: 2 };
    let network = DigitNetwork::Cnn.network();
    talk.ask(1, RunCommand::Begin { network, data, settings, start: StartFrom::Fresh }).unwrap();
    assert!(talk.ask(1, RunCommand::Encode).is_err());
    assert!(talk.ask(1, RunCommand::Decode { points: vec![0.0; 2] }).is_err());
}
