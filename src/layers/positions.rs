use super::{Op, shape_error};
use crate::shape::{Axis, Must, Reason, Shape, ShapeError};
use crate::window::Window;

/// How many positions two windows take on the one input's rows and columns.
pub(super) fn positions(
    op: &dyn Op,
    inputs: &[Shape],
    windows: [Window; 2],
) -> Result<[usize; 2], ShapeError> {
    let mut positions = [0; 2];
    for (axis, len) in [inputs[0].h, inputs[0].w].into_iter().enumerate() {
        let window = windows[axis];
        for (name, value) in [("size", window.size), ("stride", window.stride), ("dilation", window.dilation)]
        {
            if value == 0 {
                let reason = Reason::Setting { name: name.into(), must: Must::AtLeast1 };
                return Err(shape_error(op, inputs, reason));
            }
        }
        positions[axis] = window.positions(len).ok_or_else(|| {
            let axis = [Axis::Height, Axis::Width][axis];
            let reason = Reason::DoesNotFit { axis, padded: window.padded(len), span: window.span() };
            shape_error(op, inputs, reason)
        })?;
    }
    Ok(positions)
}
