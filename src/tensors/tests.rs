//! Pickles written by hand: damaged, hostile, and of classes that are not here. What PyTorch itself wrote is in
//! `tests/formats/pytorch`.

use super::pickle::Object;
use super::*;

const WHOLE: &[u8] = include_bytes!("../../tests/formats/pytorch/state-dict-legacy.pt");

fn pickled(bytes: &[u8]) -> Result<String, TensorFileError> {
    let pickle = pickle::read(bytes, 0)?;
    Ok(pickle.get(pickle.root).kind().to_string())
}

#[test]
fn plain_values_are_read() {
    // (1, -2, "a") of protocol 2.
    let tuple = b"\x80\x02K\x01J\xfe\xff\xff\xffX\x01\0\0\0a\x87.";
    let pickle = pickle::read(tuple, 0).unwrap();
    let Object::Tuple(items) = pickle.get(pickle.root) else { panic!() };
    let numbers = [0, 1].map(|i| match pickle.get(items[i]) {
        Object::Int(number) => *number,
        other => panic!("{other:?}"),
    });
    assert_eq!((numbers, pickle.text(items[2])), ([1, -2], Some("a")));
    // LONG1 of -1 and of 2³¹.
    for (bytes, number) in [(&b"\x8a\x01\xff."[..], -1), (b"\x8a\x05\0\0\0\x80\0.", 1i128 << 31)] {
        let pickle = pickle::read(bytes, 0).unwrap();
        assert!(matches!(pickle.get(pickle.root), Object::Int(found) if *found == number));
    }
}

/// `os.system("…")` stays a name, and whatever it is given is dropped.
#[test]
fn nothing_is_run() {
    assert_eq!(pickled(b"cposix\nsystem\nX\x02\0\0\0ls\x85R."), Ok("posix.system".into()));
    assert_eq!(
        pickled(b"(S'ls'\nios\nsystem\n."),
        Err(TensorFileError::Instruction { name: "STRING".into(), at: 1 })
    );
    assert_eq!(
        pickled(b"(ios\nsystem\n.").unwrap_err().to_string().split(';').next(),
        Some("byte 1: the pickle instruction INST is not read")
    );
}

#[test]
fn what_does_not_add_up_is_refused() {
    for bytes in [
        &b"."[..],
        b"K",
        b"a.",
        b"t.",
        b"h\0.",
        b"X\xff\xff\xff\xffa.",
        b"(K\x01u.",
        b"}(K\x01u.",
        b"cno line",
    ] {
        assert!(
            matches!(pickled(bytes), Err(TensorFileError::Expected { .. })),
            "{bytes:?}: {:?}",
            pickled(bytes)
        );
    }
}

/// Few bytes never become many objects, however often they refer to each other.
#[test]
fn memory_is_bounded() {
    let many = [&vec![b')'; (1 << 20) + 1][..], b"."].concat();
    assert!(matches!(pickled(&many), Err(TensorFileError::TooMany { .. })));
    let remembered = [
        &b"N"[..],
        &(0..1u32 << 20).flat_map(|i| [&b"r"[..], &i.to_le_bytes()].concat()).collect::<Vec<_>>(),
        b"r\xff\xff\xff\xff.",
    ]
    .concat();
    assert!(matches!(pickled(&remembered), Err(TensorFileError::TooMany { .. })));
}

#[test]
fn a_cut_file_is_refused_at_every_byte() {
    assert_eq!(read(WHOLE).unwrap().tensors.len(), 8);
    for len in 0..WHOLE.len() {
        assert!(read(&WHOLE[..len]).is_err(), "cut to {len} bytes");
    }
}

/// Damage may change a name or a number, but no reader fails otherwise than with an error.
#[test]
fn damage_is_an_error_or_other_tensors() {
    for at in 0..WHOLE.len() {
        for bit in 0..8 {
            let mut damaged = WHOLE.to_vec();
            damaged[at] ^= 1 << bit;
            if let Ok(file) = read(&damaged) {
                assert!(file.tensors.iter().all(|tensor| tensor.data().len() <= WHOLE.len()));
            }
        }
    }
}

#[test]
fn a_view_that_its_storage_does_not_hold_is_refused() {
    let numbers = [1.0f32, 2.0, 3.0, 4.0, 5.0, 6.0].map(f32::to_le_bytes).concat();
    let view = |offset, dims: &[u64], strides: &[u64]| {
        let view = tensor::View { offset, dims: dims.to_vec(), strides: strides.to_vec() };
        let tensor = Tensor::view("w".into(), safetensors::Dtype::F32, &numbers, &view)?;
        let (numbers, _) =
            tensor.data().as_chunks::<4>().0.iter().fold((Vec::new(), 0), |(mut all, n), bytes| {
                all.push(f32::from_le_bytes(*bytes));
                (all, n)
            });
        Ok::<_, TensorFileError>(numbers)
    };
    assert_eq!(view(1, &[2, 2], &[2, 1]), Ok(vec![2.0, 3.0, 4.0, 5.0]));
    // Columns first.
    assert_eq!(view(0, &[2, 3], &[1, 2]), Ok(vec![1.0, 3.0, 5.0, 2.0, 4.0, 6.0]));
    assert_eq!(view(0, &[], &[]), Ok(vec![1.0]));
    assert_eq!(view(99, &[0, 5], &[5, 1]), Ok(vec![]));
    let refused = |needed| Err(TensorFileError::Storage { name: "w".into(), needed, held: 6 });
    assert_eq!(view(1, &[2, 3], &[3, 1]), refused(7));
    // One number, a million times.
    assert_eq!(view(0, &[1_000_000], &[0]), refused(1_000_000));
    assert_eq!(view(u64::MAX, &[2], &[u64::MAX]), refused(u64::MAX));
}
