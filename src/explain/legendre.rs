/// The points and weights of the Gauss–Legendre sum on [0, 1], ascending: Σ wᵢ f(αᵢ) is ∫₀¹ f(α) dα for polynomials of degree
/// up to 2n − 1 (Abramowitz and Stegun, 25.4.29).
///
/// ```
/// use convoscope::explain::gauss_legendre;
/// let integral: f64 = gauss_legendre(3).iter().map(|(alpha, weight)| weight * alpha.powi(5)).sum();
/// assert!((integral - 1.0 / 6.0).abs() < 1e-15);
/// ```
pub fn gauss_legendre(n: usize) -> Vec<(f64, f64)> {
    let point = |i: usize| {
        // Newton's method from an approximation that leads to the i-th root.
        let mut x = libm::cos(std::f64::consts::PI * (i as f64 + 0.75) / (n as f64 + 0.5));
        let mut slope = 1.0;
        for _ in 0..8 {
            let (value, before) = legendre(n, x);
            slope = n as f64 * (x * value - before) / (x * x - 1.0);
            x -= value / slope;
        }
        // Roots descend from 1 to −1: those of [0, 1] are to ascend.
        ((1.0 - x) / 2.0, 1.0 / ((1.0 - x * x) * slope * slope))
    };
    (0..n).map(point).collect()
}

/// The Legendre polynomials of degree n and n − 1 at x, by Bonnet's recursion.
fn legendre(n: usize, x: f64) -> (f64, f64) {
    (1..n).fold((x, 1.0), |(value, before), k| {
        let k = k as f64;
        (((2.0 * k + 1.0) * x * value - k * before) / (k + 1.0), value)
    })
}
