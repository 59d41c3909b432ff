use super::*;
use crate::random::Random;

/// Lines of random lengths at random places, which do not overlap in C.
fn lines(random: &mut Random) -> Lines {
    let len = 1 + random.below(40);
    Lines::steps(1 + random.below(4), len + random.below(3), random.below(9), len)
}

/// Each position of the lines in C and in B.
fn positions(lines: &Lines) -> Vec<(usize, usize)> {
    let pairs = lines.rows.iter().flat_map(|row| lines.columns.iter().map(move |column| (row, column)));
    pairs
        .flat_map(|(row, column)| {
            let from = row.parts[0].from + column.parts[0].from;
            (0..column.len).map(move |p| (row.to + column.to + p, from + p))
        })
        .collect()
}

/// Both products against the plain triple loop, on random sizes and random, overlapping rows.
#[test]
fn both_products_equal_the_naive_loop() {
    let mut random = Random::new(1);
    for _ in 0..300 {
        let (rows, depth) = (1 + random.below(14), 1 + random.below(12));
        let (lines, pitch) = (lines(&mut random), 200);
        let offsets: Vec<usize> = (0..depth).map(|_| random.below(50)).collect();
        let mut normal = |n: usize| -> Vec<f32> { (0..n).map(|_| random.normal()).collect() };
        let (b, weights, before, bias) =
            (normal(120), normal(rows * depth), normal(rows * pitch), normal(rows));
        let a = PackedA::pack(&weights, &steps(rows, depth), &steps(depth, 1));
        let what = format!("{rows} {depth} {lines:?}");

        let mut wanted = [before.clone(), before.clone()];
        for m in 0..rows {
            for (to, from) in positions(&lines) {
                let sum: f32 = (0..depth).map(|k| weights[m * depth + k] * b[offsets[k] + from]).sum();
                wanted[0][m * pitch + to] += sum;
                wanted[1][m * pitch + to] = sum + bias[m];
            }
        }
        for (store, wanted) in [Store::Add, Store::Set(&bias)].into_iter().zip(&wanted) {
            let mut c = before.clone();
            gemm(&a, &offsets, &b, &lines, store, &mut c, pitch);
            assert!(c.iter().zip(wanted).all(|(c, wanted)| (c - wanted).abs() < 1e-4), "{what}");
        }

        let mut d = weights.clone();
        gemm_nt(rows, &before, pitch, &offsets, &b, &lines, &mut d);
        for m in 0..rows {
            for k in 0..depth {
                let products = positions(&lines).into_iter();
                let sum: f32 = products.map(|(to, from)| before[m * pitch + to] * b[offsets[k] + from]).sum();
                assert!((d[m * depth + k] - weights[m * depth + k] - sum).abs() < 1e-4, "{what}");
            }
        }
    }
}

#[test]
fn parts_of_a_sum_are_added() {
    let a = PackedA::pack(&[1.0, 10.0, 100.0, 1000.0], &[0], &steps(4, 1));
    let parts = |parts: &[(usize, usize)]| parts.iter().map(|&(k, from)| Part { k, from }).collect();
    let rows = vec![Line { to: 0, len: 1, parts: parts(&[(0, 0), (2, 5)]) }];
    let columns = vec![Line { to: 0, len: 2, parts: parts(&[(0, 0), (1, 1)]) }];
    let mut c = [0.0; 2];
    let b: Vec<f32> = (0..10).map(|i| i as f32).collect();
    gemm(&a, &[0], &b, &Lines { rows, columns }, Store::Add, &mut c, 2);
    assert_eq!(c, [10.0 + 500.0 + 6000.0, 1.0 + 20.0 + 600.0 + 7000.0]);
}
