//! Values put in order by their indices.

/// The indices of values, that of the largest first; of equal ones, that of the first. As
/// `torch.argsort(values, descending=True, stable=True)`, in the order of [`f64::total_cmp`].
///
/// ```
/// assert_eq!(convoscope::argsort::argsort_descending([0.2_f32, 0.5, 0.2, 0.1]), [1, 0, 2, 3]);
/// ```
pub fn argsort_descending(values: impl IntoIterator<Item = impl Into<f64>>) -> Vec<usize> {
    // One sort for all callers: a sort is a few kilobytes of a program.
    sorted(&values.into_iter().map(Into::into).collect::<Vec<f64>>())
}

fn sorted(values: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| values[b].total_cmp(&values[a]));
    order
}
