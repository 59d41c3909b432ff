// What every shader is given. Weights and gradients of the whole network lie in one buffer each; a layer's begin at
// `node.params_at`, its running statistics, behind all weights in `params`, at `node.running_at`.

struct Job {
    /// Samples in the batch.
    batch: u32,
    /// 1 in training, 0 in inference.
    training: u32,
    /// 64 bits, the lower half first.
    seed: vec2u,
    /// What the loss or the optimizer need.
    numbers: array<vec4f, 3>,
}

@group(0) @binding(0) var<storage, read> x: array<f32>;
@group(0) @binding(1) var<storage, read_write> y: array<f32>;
@group(0) @binding(2) var<storage, read_write> params: array<f32>;
@group(0) @binding(3) var<storage, read_write> saved: array<f32>;
@group(0) @binding(4) var<storage, read> table: array<u32>;
@group(0) @binding(5) var<storage, read_write> dx: array<f32>;
@group(0) @binding(6) var<storage, read> dy: array<f32>;
@group(0) @binding(7) var<storage, read_write> dparams: array<f32>;
@group(0) @binding(8) var<uniform> job: Job;

/// Where what belongs to a layer begins. It is no constant, so that layers of the same shapes share their kernels.
struct Node {
    params_at: u32,
    running_at: u32,
    /// Behind what kernels use between them.
    saved_at: u32,
    /// The number of the layer in its network.
    number: u32,
    /// 1 where it is frozen: it computes as in inference, also in training.
    frozen: u32,
}
@group(0) @binding(9) var<uniform> node: Node;

/// Whether the layer computes as in training.
fn trains() -> bool { return job.training == 1 && node.frozen == 0; }

/// Threads in a workgroup whose threads have nothing to do with each other.
const GROUP = 256u;

/// Threads in a workgroup that sums up together, at most as many: few where a CPU stands in for a GPU, which has each of them wait
/// by hand.
override sum_threads: u32 = 256;

/// Whether a value is NaN: by its bits, since compilers may assume that no result is. What is to stay NaN is handed on as it
/// is, since `max`, `clamp` and comparisons may lose it.
fn is_nan(value: f32) -> bool {
    return (bitcast<u32>(value) & 0x7fffffffu) > 0x7f800000u;
}

/// Whether a value is neither infinite nor NaN.
fn is_finite(value: f32) -> bool {
    return (bitcast<u32>(value) & 0x7f800000u) != 0x7f800000u;
}

/// NaN, made of what is infinite or NaN itself.
fn nan_of(value: f32) -> f32 {
    return bitcast<f32>(bitcast<u32>(value) | 0x7fc00000u);
}

/// Whether a value takes the place of the largest so far. A NaN does, and keeps it against every number.
fn exceeds(value: f32, largest: f32) -> bool {
    return is_nan(value) || (!is_nan(largest) && value > largest);
}

/// The number of this workgroup: more of them than fit in one row of a grid are laid out in several.
fn linear(group: vec3u, count: vec3u) -> u32 {
    return group.y * count.x + group.x;
}
