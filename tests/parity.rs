//! One suite, two engines, on whatever graphics processor Vulkan finds here.

use std::sync::Arc;

use convoscope::engine::gpu::Device;
use convoscope::training::parity::parity;

#[test]
fn the_graphics_processor_agrees_with_the_processor() {
    let device = pollster::block_on(Device::open()).expect("a device that speaks Vulkan");
    let (name, backend) = (device.name().to_owned(), "Vulkan");
    let parity = pollster::block_on(parity(Arc::new(device))).expect("it can be used to the end");
    println!("{name}, {backend}: {parity}");
    assert!(parity.differences.is_empty(), "{}", parity.differences.join("\n"));
    assert!(parity.tensors > 500, "only {} tensors were compared", parity.tensors);
}
