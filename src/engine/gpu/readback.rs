//! How numbers come back from the device.

use futures_channel::oneshot;

use super::device::lock;
use super::{Device, GpuError};

/// The most staging buffers that are kept for the next readings.
const STAGING: usize = 16;

/// Numbers that were copied to where they can be read.
pub struct Copied {
    staging: wgpu::Buffer,
    len: usize,
}

impl Device {
    /// The first `len` numbers of a buffer, as they are after everything submitted so far. Nothing waits for them
    /// but the caller.
    pub fn read(
        &self,
        buffer: &wgpu::Buffer,
        len: usize,
    ) -> impl Future<Output = Result<Vec<f32>, GpuError>> + use<> {
        let mut encoder = self.device.create_command_encoder(&Default::default());
        let copied = self.copy_to_read(&mut encoder, buffer, len);
        self.submit_and_read(encoder, copied)
    }

    /// Lets `encoder` copy the first `len` numbers of a buffer to where they can be read.
    pub fn copy_to_read(
        &self,
        encoder: &mut wgpu::CommandEncoder,
        buffer: &wgpu::Buffer,
        len: usize,
    ) -> Copied {
        // Nothing cannot be mapped.
        let size = 4 * len.max(1) as u64;
        let staging = self.staging(size);
        encoder.copy_buffer_to_buffer(buffer, 0, &staging, 0, size);
        Copied { staging, len }
    }

    /// Submits what `encoder` recorded, and answers what it [copied](Self::copy_to_read) when the device gets there.
    pub fn submit_and_read(
        &self,
        encoder: wgpu::CommandEncoder,
        Copied { staging: copy, len }: Copied,
    ) -> impl Future<Output = Result<Vec<f32>, GpuError>> + use<> {
        let submission = self.queue.submit([encoder.finish()]);
        let (mapped, answer) = oneshot::channel();
        copy.map_async(wgpu::MapMode::Read, .., move |result| {
            // Whoever asked may have gone.
            let _ = mapped.send(result);
        });
        let (device, error, kept) = (self.device.clone(), self.error.clone(), self.staging.clone());
        async move {
            // Outside a browser nobody else waits for the GPU. Its failure is seen below.
            let _ = device.poll(wgpu::PollType::Wait { submission_index: Some(submission), timeout: None });
            let lost = || lock(&error).clone().unwrap_or(GpuError::Lost { why: String::new() });
            answer.await.map_err(|_| lost())?.map_err(|_| lost())?;
            let view = copy.get_mapped_range(..).map_err(|_| lost())?;
            let values = bytemuck::pod_collect_to_vec(&view[..4 * len]);
            drop(view);
            copy.unmap();
            let mut kept = kept.borrow_mut();
            if kept.len() < STAGING {
                kept.push(copy);
            }
            Ok(values)
        }
    }

    /// A buffer of this size that can be read from.
    fn staging(&self, size: u64) -> wgpu::Buffer {
        let mut kept = self.staging.borrow_mut();
        match kept.iter().position(|buffer| buffer.size() == size) {
            Some(at) => kept.swap_remove(at),
            None => self.device.create_buffer(&wgpu::BufferDescriptor {
                label: None,
                size,
                usage: wgpu::BufferUsages::MAP_READ | wgpu::BufferUsages::COPY_DST,
                mapped_at_creation: false,
            }),
        }
    }
}
