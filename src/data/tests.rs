//! Tests of data sets and of what is generated.

use super::*;

fn generator(source: Source) -> Generator {
    Generator { seed: 5, ..Generator::of(source) }
}

/// The sum over all bytes and places, so that a change of any of them on any machine is seen.
fn fingerprint(data: &Dataset) -> u64 {
    let bytes = data.images.iter().chain(&data.labels);
    bytes.fold(0xCBF2_9CE4_8422_2325, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01B3))
}

#[test]
fn every_source_is_endless_balanced_and_seeded() {
    for source in Source::ALL {
        let data = generator(source).dataset(0..600);
        assert_eq!(data.images.len(), 600 * source.shape().len());
        let fair = 600 / data.classes();
        // Where a number is learnt, labels are numbers.
        for class in (0..data.classes()).filter(|_| !source.is_regression()) {
            let count = data.labels.iter().filter(|&&label| usize::from(label) == class).count();
            assert!((fair * 2 / 3..fair * 3 / 2).contains(&count), "{source:?}: {count} of {class}");
        }
        let far = generator(source).dataset(1 << 50..(1 << 50) + 3);
        assert_ne!(far.images[..], data.images[..far.images.len()]);
        assert_ne!(
            Generator { seed: 6, ..generator(source) }.dataset(0..3).images,
            data.images[..far.images.len()]
        );
        assert_eq!(generator(source).dataset(599..600).image(0), data.image(599), "{source:?}");
        assert_eq!(generator(source).label(599), data.labels[599]);
        assert_eq!(source.classes(), source.names().len());
    }
}

#[test]
fn generated_data_is_the_same_on_every_machine() {
    let fingerprints =
        Source::ALL.map(|source| fingerprint(&Generator { noise: 0.1, ..generator(source) }.dataset(0..50)));
    assert_eq!(
        fingerprints,
        [
            13872471860764333928,
            17558560577236481678,
            18067549393342414253,
            4698773261772029247,
            16714551494295804999,
            16383700334793530955,
            9676327801821482825,
            1676619155312577870,
            10076543427143467348,
            1446845275567168008
        ]
    );
}

#[test]
fn digits_are_ink_in_the_middle_of_paper() {
    let data = generator(Source::Digits).dataset(0..500);
    for i in 0..data.len() {
        let image = data.image(i);
        let ink: f32 = image.iter().map(|&byte| f32::from(byte) / 255.0).sum();
        assert!((25.0..220.0).contains(&ink), "{ink}");
        let border =
            (0..SIDE * SIDE).filter(|p| [p % SIDE, p / SIDE].iter().any(|at| [0, SIDE - 1].contains(at)));
        let outside: usize = border.filter(|&p| image[p] > 128).count();
        // As in MNIST, a digit whose mass is far up or down may just touch the border.
        assert!(outside <= 3, "sample {i} reaches the border with {outside} pixels");
    }
}

#[test]
fn noise_is_as_strong_as_asked_for() {
    let plain = generator(Source::Xor).dataset(0..2000);
    let noisy = Generator { noise: 0.05, ..generator(Source::Xor) }.dataset(0..2000);
    let difference = |(a, b): (&u8, &u8)| Scale::Signed.value(*a) - Scale::Signed.value(*b);
    let squares: f32 = noisy.images.iter().zip(&plain.images).map(difference).map(|d| d * d).sum();
    let deviation = (squares / 4000.0).sqrt();
    assert!((deviation - 0.05).abs() < 0.003, "{deviation}");
}

#[test]
fn bytes_stand_for_values_and_back() {
    for scale in [Scale::Unit, Scale::Signed] {
        assert!((0..=255).all(|byte| scale.byte(scale.value(byte)) == byte));
    }
    assert_eq!([-3.0, -1.0, 1.0, 7.0].map(|v| Scale::Signed.byte(v)), [0, 0, 255, 255]);
}

#[test]
fn a_split_is_a_partition() {
    let data = generator(Source::Circle).dataset(0..100);
    let (training, validation) = data.split(0.2, 3);
    assert_eq!((training.len(), validation.len()), (80, 20));
    let mut all = [training.clone(), validation].concat();
    all.sort_unstable();
    assert_eq!(all, (0..100).collect::<Vec<_>>());
    assert_ne!(data.split(0.2, 4).0, training);
}
