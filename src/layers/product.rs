/// A product of sizes, which a `usize` of 32 bits may have no room for.
pub(super) fn product(sizes: &[usize]) -> u64 {
    sizes.iter().fold(1, |product: u64, &size| product.saturating_mul(size as u64))
}

#[cfg(test)]
mod tests {
    use super::product;

    #[test]
    fn products_of_sizes_are_larger_than_32_bits() {
        assert_eq!(product(&[1 << 16, 1 << 16]), 1 << 32);
        assert_eq!(product(&[1 << 13, 1 << 13, 121, 3]), (1 << 26) * 363);
        assert_eq!(product(&[usize::MAX; 3]), u64::MAX);
        assert_eq!((product(&[]), product(&[7, 0])), (1, 0));
    }
}
