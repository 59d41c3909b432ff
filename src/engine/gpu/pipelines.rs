use std::collections::HashMap;

use super::Device;
use crate::program::{Groups, Kernel, Program};

/// A compiled kernel.
#[derive(Clone)]
pub struct Stage {
    /// What it is called.
    pub name: String,
    pipeline: wgpu::ComputePipeline,
    groups: Groups,
    /// The most workgroups that are of use.
    most: usize,
    /// Which of the layer's inputs it is about.
    pub input: usize,
    /// Whether it only computes `dx`.
    pub only_dx: bool,
    /// Whether it only computes `dparams`.
    pub only_dparams: bool,
}

impl Stage {
    /// Runs it on `batch` samples.
    pub fn run(&self, pass: &mut wgpu::ComputePass<'_>, bindings: &wgpu::BindGroup, batch: usize) {
        let groups = self.groups.of(batch).min(self.most) as u32;
        let across = groups.min(wgpu::Limits::default().max_compute_workgroups_per_dimension);
        pass.set_pipeline(&self.pipeline);
        pass.set_bind_group(0, bindings, &[]);
        pass.dispatch_workgroups(across, groups.div_ceil(across.max(1)), 1);
    }
}

/// Compiles programs; shaders and kernels that several of them share only once.
pub struct Compiler<'a> {
    device: &'a Device,
    modules: HashMap<Vec<*const u8>, wgpu::ShaderModule>,
    pipelines: HashMap<String, wgpu::ComputePipeline>,
}

impl<'a> Compiler<'a> {
    pub fn new(device: &'a Device) -> Self {
        Self { device, modules: HashMap::new(), pipelines: HashMap::new() }
    }

    /// The kernels of `program`, forward and backward.
    pub fn compile(&mut self, program: &Program) -> [Vec<Stage>; 2] {
        let slices = program.kernels().filter_map(|kernel| kernel.product).find(|product| product.sliced);
        let slices = slices.map(|product| ("slices", product.tiles(self.device.machine()).slices as f64));
        let sum_threads = ("sum_threads", self.device.machine().sum_threads() as f64);
        let common: Vec<_> = program.constants.iter().copied().chain(slices).chain([sum_threads]).collect();
        [&program.forward, &program.backward]
            .map(|kernels| kernels.iter().map(|kernel| self.stage(program, kernel, &common)).collect())
    }

    fn module(&mut self, parts: &[&'static str]) -> wgpu::ShaderModule {
        // The parts are constants of this program: each has one address.
        let key = parts.iter().map(|part| part.as_ptr()).collect();
        let module = self.modules.entry(key).or_insert_with(|| {
            let source = [include_str!("bindings.wgsl")].iter().chain(parts).copied().collect::<Vec<_>>();
            self.device.device.create_shader_module(wgpu::ShaderModuleDescriptor {
                label: None,
                source: wgpu::ShaderSource::Wgsl(source.join("\n").into()),
            })
        });
        module.clone()
    }

    fn stage(&mut self, program: &Program, kernel: &Kernel, common: &[(&'static str, f64)]) -> Stage {
        let machine = self.device.machine();
        // What stands beside products is compiled with a shader of theirs, too.
        let product = kernel.product.or_else(|| program.kernels().find_map(|kernel| kernel.product));
        let tiles = product.map(|product| product.tiles(machine));
        let mut parts: Vec<_> = tiles.iter().flat_map(|tiles| tiles.shader).collect();
        let mut constants = [common, &kernel.constants[..]].concat();
        let (mut groups, mut most) = (kernel.groups, usize::MAX);
        let mut name = kernel.entry.to_owned();
        if let Some(tiles) = tiles.filter(|_| kernel.product.is_some()) {
            name.push_str(&tiles.to_string());
            constants.extend(tiles.constants);
            (groups, most) = (tiles.groups, tiles.most);
        }
        parts.extend(&program.shader);
        let module = self.module(&parts);
        let key = format!(
            "{:?} {} {constants:?}",
            parts.iter().map(|part| part.as_ptr()).collect::<Vec<_>>(),
            kernel.entry
        );
        let layout = &self.device.layout;
        let pipeline = self.pipelines.entry(key).or_insert_with(|| {
            self.device.device.create_compute_pipeline(&wgpu::ComputePipelineDescriptor {
                label: None,
                layout: Some(layout),
                module: &module,
                entry_point: Some(kernel.entry),
                compilation_options: wgpu::PipelineCompilationOptions {
                    constants: &constants,
                    ..Default::default()
                },
                cache: None,
            })
        });
        let Kernel { input, only_dx, only_dparams, .. } = *kernel;
        Stage { name, pipeline: pipeline.clone(), most, groups, input, only_dx, only_dparams }
    }
}
