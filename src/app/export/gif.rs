//! An animation as a GIF file.

use ::gif::{Encoder, Frame, Repeat};

/// A GIF that grows picture by picture, and plays again and again.
///
/// ```
/// use convoscope::app::export::Animation;
/// let mut animation = Animation::new(2, 1);
/// animation.push(&[0, 0, 0, 255, 0, 0, 0, 255], 50);
/// animation.push(&[0, 0, 0, 255, 255, 0, 0, 255], 50);
/// assert!(animation.finish().starts_with(b"GIF89a"));
/// ```
pub struct Animation {
    encoder: Encoder<Vec<u8>>,
    width: usize,
    last: Vec<u8>,
}

/// From 1 (slow, best colours) to 30: flat colours with soft edges look the same with any.
const SPEED: i32 = 20;

impl Animation {
    /// Without pictures yet.
    pub fn new(width: u16, height: u16) -> Self {
        let encoder = Encoder::new(Vec::new(), width, height, &[]);
        let mut encoder = encoder.expect("memory takes everything");
        encoder.set_repeat(Repeat::Infinite).expect("memory takes everything");
        Self { encoder, width: width.into(), last: Vec::new() }
    }

    /// Adds a picture, which is shown for so many hundredths of a second: red, green, blue and opacity of each pixel.
    /// Only what differs from the picture before is written, and all the rest lets that one through: from one step to
    /// the next it is little, and of few colours.
    pub fn push(&mut self, pixels: &[u8], hundredths: u16) {
        let (left, top, width, height) = self.changed(pixels);
        let mut part = Vec::with_capacity(4 * width * height);
        for y in top..top + height {
            let row = 4 * (y * self.width + left)..4 * (y * self.width + left + width);
            for at in row.step_by(4) {
                let pixel = &pixels[at..at + 4];
                let same = self.last.get(at..at + 4) == Some(pixel);
                part.extend_from_slice(if same { &[0; 4] } else { pixel });
            }
        }
        let mut frame = Frame::from_rgba_speed(width as u16, height as u16, &mut part, SPEED);
        (frame.left, frame.top, frame.delay) = (left as u16, top as u16, hundredths);
        self.encoder.write_frame(&frame).expect("memory takes everything");
        self.last = pixels.to_vec();
    }

    /// The file.
    pub fn finish(self) -> Vec<u8> {
        self.encoder.into_inner().expect("memory takes everything")
    }

    /// The smallest rectangle with everything that differs from the last picture, and at least one pixel: left, top,
    /// width, height.
    fn changed(&self, pixels: &[u8]) -> (usize, usize, usize, usize) {
        let rows = pixels.len() / 4 / self.width;
        if self.last.len() != pixels.len() {
            return (0, 0, self.width, rows);
        }
        let (mut left, mut right, mut top, mut bottom) = (self.width, 0, rows, 0);
        let lines = pixels.chunks_exact(4 * self.width).zip(self.last.chunks_exact(4 * self.width));
        for (y, (line, last)) in lines.enumerate().filter(|(_, (line, last))| line != last) {
            let differ = |x: &usize| line[4 * x..4 * x + 4] != last[4 * x..4 * x + 4];
            left = (0..left).find(differ).unwrap_or(left);
            right = (right..self.width).rev().find(differ).unwrap_or(right);
            (top, bottom) = (top.min(y), y);
        }
        if left > right { (0, 0, 1, 1) } else { (left, top, right + 1 - left, bottom + 1 - top) }
    }
}

/// The steps that an animation shows: every n-th, and the last. At most `most` of them, and n.
pub fn shown_steps(steps: usize, most: usize) -> (Vec<usize>, usize) {
    let every = steps.div_ceil(most.max(1)).max(1);
    let mut shown: Vec<usize> = (0..steps).step_by(every).collect();
    if let Some(last) = shown.last_mut() {
        *last = steps - 1;
    }
    (shown, every)
}
