use std::collections::HashMap;

use super::Device;
use crate::program::{Groups, Kernel, Program};

/// A compiled kernel.
#[derive(Clone)]
pub struct Stage {
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

/// Compiles programs; shaders that several of them share only once.
pub struct Compiler<'a> {
    device: &'a Device,
    modules: HashMap<Vec<*const u8>, wgpu::ShaderModule>,
}

impl<'a> Compiler<'a> {
    pub fn new(device: &'a Device) -> Self {
        Self { device, modules: HashMap::new() }
    }

    /// The kernels of `program`, forward and backward, with these constants of the place where it stands.
    pub fn compile(&mut self, program: &Program, place: &[(&'static str, f64)]) -> [Vec<Stage>; 2] {
        let module = self.module(&program.shader);
        [&program.forward, &program.backward]
            .map(|kernels| kernels.iter().map(|kernel| self.stage(&module, program, kernel, place)).collect())
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

    fn stage(
        &self,
        module: &wgpu::ShaderModule,
        program: &Program,
        kernel: &Kernel,
        place: &[(&'static str, f64)],
    ) -> Stage {
        let constants: Vec<_> = [&program.constants, &kernel.constants[..], place].concat();
        let pipeline = self.device.device.create_compute_pipeline(&wgpu::ComputePipelineDescriptor {
            label: None,
            layout: Some(&self.device.layout),
            module,
            entry_point: Some(kernel.entry),
            compilation_options: wgpu::PipelineCompilationOptions {
                constants: &constants,
                ..Default::default()
            },
            cache: None,
        });
        let most = if kernel.goes_on { self.device.busy_groups() } else { usize::MAX };
        let Kernel { groups, input, only_dx, only_dparams, .. } = *kernel;
        Stage { pipeline, most, groups, input, only_dx, only_dparams }
    }
}
