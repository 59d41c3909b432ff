use super::affine::{Affine, affine, affine_backward};

/// A gated recurrent unit: what it remembers, h, changes with what it reads, x (Cho and others, "Learning phrase representations using
/// RNN encoder–decoder", 2014, as `torch.nn.GRUCell` computes it).
///
/// r = σ(Wᵣ x + bᵣ + Uᵣ h + cᵣ), z = σ(W_z x + b_z + U_z h + c_z), n = tanh(Wₙ x + bₙ + r ⊙ (Uₙ h + cₙ)), h′ = (1 − z) ⊙ n + z ⊙ h:
/// the gate r says how much of the memory counts for what is new, n, and the gate z how much of it stays.
///
/// The parameters are those of PyTorch, one behind the other: weight_ih 3H × X, weight_hh 3H × H, bias_ih 3H, bias_hh 3H, each with
/// the rows of r, z and n.
///
/// ```
/// use convoscope::layers::attention_decoder::GruCell;
/// // One number in, one remembered. All parameters are 0, so r = z = ½ and n = 0: half of the memory stays.
/// let cell = GruCell { inputs: 1, hidden: 1 };
/// assert_eq!(cell.params(), 3 + 3 + 3 + 3);
/// let mut step = [0.0; 5];
/// cell.forward(&[0.0; 12], [&[7.0], &[1.0]], &mut step);
/// let [r, z, n, _, hidden] = step;
/// assert_eq!([r, z, n, hidden], [0.5, 0.5, 0.0, 0.5]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GruCell {
    /// X: how many numbers it reads.
    pub inputs: usize,
    /// H: how many it remembers.
    pub hidden: usize,
}

fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + libm::expf(-x))
}

impl GruCell {
    /// How many parameters it has.
    pub const fn params(&self) -> usize {
        3 * self.hidden * (self.inputs + self.hidden + 2)
    }

    /// What x and what h are multiplied with and what is added, one range for each of the four.
    fn parts<'a>(&self, params: &'a [f32]) -> [Affine<'a>; 2] {
        let rows = 3 * self.hidden;
        let (input, rest) = params.split_at(rows * self.inputs);
        let (hidden, biases) = rest.split_at(rows * self.hidden);
        let (of_input, of_hidden) = biases.split_at(rows);
        [Affine { weight: input, bias: of_input }, Affine { weight: hidden, bias: of_hidden }]
    }

    /// One step, of which r, z, n, Uₙ h + cₙ and h′ are left one behind the other: 5H numbers.
    pub fn forward(&self, params: &[f32], [x, h]: [&[f32]; 2], step: &mut [f32]) {
        let count = self.hidden;
        let [input, hidden] = self.parts(params);
        let (read, remembered) = (affine(input, x), affine(hidden, h));
        for i in 0..count {
            let [r, z] = [i, count + i].map(|gate| sigmoid(read[gate] + remembered[gate]));
            let remembered = remembered[2 * count + i];
            let n = libm::tanhf(read[2 * count + i] + r * remembered);
            let all = [r, z, n, remembered, (1.0 - z) * n + z * h[i]];
            all.into_iter().enumerate().for_each(|(at, value)| step[at * count + i] = value);
        }
    }

    /// From dL/dh′ of a step back: adds to dL/dparams, dL/dx and dL/dh.
    pub fn backward(
        &self,
        params: &[f32],
        [x, h]: [&[f32]; 2],
        step: &[f32],
        dnext: &[f32],
        dparams: &mut [f32],
        [dx, dh]: [&mut [f32]; 2],
    ) {
        let (count, rows) = (self.hidden, 3 * self.hidden);
        let (mut dread, mut dremembered) = (vec![0.0; rows], vec![0.0; rows]);
        for i in 0..count {
            let [r, z, n, remembered] = [0, 1, 2, 3].map(|at| step[at * count + i]);
            let dnew = dnext[i] * (1.0 - z) * (1.0 - n * n);
            let dreset = dnew * remembered * r * (1.0 - r);
            let dupdate = dnext[i] * (h[i] - n) * z * (1.0 - z);
            dh[i] += dnext[i] * z;
            (dread[i], dread[count + i], dread[2 * count + i]) = (dreset, dupdate, dnew);
            (dremembered[i], dremembered[count + i], dremembered[2 * count + i]) =
                (dreset, dupdate, dnew * r);
        }
        let [input, hidden] = self.parts(params);
        let (dinput, rest) = dparams.split_at_mut(rows * self.inputs);
        let (dhidden, dbiases) = rest.split_at_mut(rows * self.hidden);
        let (dbias_input, dbias_hidden) = dbiases.split_at_mut(rows);
        affine_backward(input.weight, x, &dread, [dinput, dbias_input], dx);
        affine_backward(hidden.weight, h, &dremembered, [dhidden, dbias_hidden], dh);
    }
}
