use super::product;

#[test]
fn products_of_sizes_are_larger_than_32_bits() {
    assert_eq!(product(&[1 << 16, 1 << 16]), 1 << 32);
    assert_eq!(product(&[1 << 13, 1 << 13, 121, 3]), (1 << 26) * 363);
    assert_eq!(product(&[usize::MAX, 2]), u64::MAX);
    assert_eq!((product(&[]), product(&[7, 0])), (1, 0));
}
