use std::collections::VecDeque;

/// A curvature sᵀy below this one is none to learn from, and a slope above its negative leads nowhere: PyTorch's numbers.
const LEAST_CURVATURE: f64 = 1e-10;
const LEAST_SLOPE: f64 = 1e-9;

/// L-BFGS: Newton's direction −H g, where H, the inverse of the second derivatives, is told from the last few steps alone (Liu and
/// Nocedal, "On the limited memory BFGS method for large scale optimization", 1989; the two loops are algorithm 7.4 of Nocedal and
/// Wright, "Numerical optimization", 2006).
///
/// With sᵢ the last steps, yᵢ by how much the gradient changed along them, and ρᵢ = 1 / sᵢᵀyᵢ, from the newest to the oldest:
/// αᵢ = ρᵢ sᵢᵀq, q ← q − αᵢ yᵢ, beginning with q = g; then d = (sᵀy / yᵀy) q with the newest pair; then from the oldest on
/// d ← d + sᵢ (αᵢ − ρᵢ yᵢᵀd). A step is −η d; the first is −η g min(1, 1 / Σ|g|). The rule is that of `torch.optim.LBFGS`
/// without a search along the line; where a step leads up, [`halve`](Self::halve) it. It is for gradients of the whole loss; those of batches tell no curvature.
///
/// ```
/// use convoscope::optimizer::Lbfgs;
/// // 2 x², whose gradient is 4 x: one step tells the curvature, and the next one is Newton's, to the minimum.
/// let (mut x, mut lbfgs) = ([1.0], Lbfgs::new(10));
/// lbfgs.step(1.0, &[4.0], &mut x); // g min(1, 1 / 4) = 1
/// assert_eq!(x, [0.0]);
/// let (mut x, mut lbfgs) = ([1.0], Lbfgs::new(10));
/// lbfgs.step(0.5, &[4.0], &mut x);
/// assert_eq!(x, [0.5]);
/// lbfgs.step(1.0, &[2.0], &mut x); // s = −0.5, y = −2, so H = 1 / 4
/// assert_eq!(x, [0.0]);
/// ```
#[derive(Clone, Debug)]
pub struct Lbfgs {
    most: usize,
    pairs: VecDeque<Pair>,
    /// The gradient and the step of last time.
    last: Option<[Vec<f32>; 2]>,
}

/// A step, by how much the gradient changed along it, and 1 / sᵀy.
#[derive(Clone, Debug)]
struct Pair {
    s: Vec<f32>,
    y: Vec<f32>,
    rho: f64,
}

impl Lbfgs {
    /// Which remembers `history` steps.
    pub const fn new(history: usize) -> Self {
        Self { most: history, pairs: VecDeque::new(), last: None }
    }

    /// Moves `params` by one step along what their gradient and the steps before tell. `rate` is the learning rate. Answers whether
    /// that leads downhill; if not, nothing moves.
    pub fn step(&mut self, rate: f32, gradient: &[f32], params: &mut [f32]) -> bool {
        let rate = match self.last.take() {
            None => {
                let size: f64 = gradient.iter().map(|g| f64::from(g.abs())).sum();
                rate * (1.0 / size).min(1.0) as f32
            }
            Some([before, s]) => {
                self.remember(s, gradient.iter().zip(before).map(|(g, before)| g - before).collect());
                rate
            }
        };
        let direction = self.direction(gradient);
        if dot(&direction, gradient) > -LEAST_SLOPE {
            return false;
        }
        let step: Vec<f32> = direction.iter().map(|d| rate * d).collect();
        params.iter_mut().zip(&step).for_each(|(x, step)| *x += step);
        self.last = Some([gradient.to_vec(), step]);
        true
    }

    /// Takes half of the last step back, where the whole of it was too long (backtracking, algorithm 3.1 of Nocedal and Wright).
    pub fn halve(&mut self, params: &mut [f32]) {
        if let Some([_, step]) = &mut self.last {
            step.iter_mut().for_each(|step| *step *= 0.5);
            params.iter_mut().zip(step).for_each(|(x, step)| *x -= *step);
        }
    }

    fn remember(&mut self, s: Vec<f32>, y: Vec<f32>) {
        let curvature = dot(&s, &y);
        if curvature <= LEAST_CURVATURE {
            return;
        }
        if self.pairs.len() == self.most {
            self.pairs.pop_front();
        }
        self.pairs.push_back(Pair { s, y, rho: 1.0 / curvature });
    }

    /// −H g.
    fn direction(&self, gradient: &[f32]) -> Vec<f32> {
        let mut d: Vec<f32> = gradient.iter().map(|g| -g).collect();
        let mut alphas = Vec::with_capacity(self.pairs.len());
        for Pair { s, y, rho } in self.pairs.iter().rev() {
            let alpha = rho * dot(s, &d);
            add(-alpha, y, &mut d);
            alphas.push(alpha);
        }
        if let Some(Pair { y, rho, .. }) = self.pairs.back() {
            let scale = (1.0 / rho / dot(y, y)) as f32;
            d.iter_mut().for_each(|d| *d *= scale);
        }
        for (Pair { s, y, rho }, alpha) in self.pairs.iter().zip(alphas.into_iter().rev()) {
            add(alpha - rho * dot(y, &d), s, &mut d);
        }
        d
    }
}

/// The sum is made in f64: curvatures are small differences.
fn dot(a: &[f32], b: &[f32]) -> f64 {
    a.iter().zip(b).map(|(a, b)| f64::from(*a) * f64::from(*b)).sum()
}

fn add(factor: f64, values: &[f32], to: &mut [f32]) {
    let factor = factor as f32;
    to.iter_mut().zip(values).for_each(|(to, value)| *to += factor * value);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rosenbrock's banana, whose minimum is at (1, 1).
    fn rosenbrock([x, y]: [f32; 2]) -> (f32, [f32; 2]) {
        let (a, b) = (1.0 - x, y - x * x);
        (a * a + 10.0 * b * b, [-2.0 * a - 40.0 * x * b, 20.0 * b])
    }

    #[test]
    fn a_curved_valley_is_followed_to_its_end() {
        let (mut at, mut lbfgs) = ([-1.0f32, 1.0], Lbfgs::new(5));
        for _ in 0..60 {
            let (_, gradient) = rosenbrock(at);
            lbfgs.step(1.0, &gradient, &mut at);
        }
        assert!(rosenbrock(at).0 < 1e-8, "{at:?}");
        assert!(lbfgs.pairs.len() == 5);
    }

    #[test]
    fn nothing_moves_where_no_way_leads_down() {
        let (mut at, mut lbfgs) = ([3.0f32, -2.0], Lbfgs::new(5));
        assert!(!lbfgs.step(1.0, &[0.0, 0.0], &mut at));
        assert_eq!(at, [3.0, -2.0]);
    }
}
