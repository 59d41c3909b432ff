//! An animation as a GIF file.

use std::cmp::Reverse;
use std::collections::HashMap;

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

type Color = [u8; 3];

/// The index that lets the picture before through: the last of 256.
const THROUGH: u8 = 255;

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
        let rows = (top..top + height).map(|y| y * self.width + left);
        let changed = |at: usize| {
            let pixel = &pixels[at..at + 4];
            (self.last.get(at..at + 4) != Some(pixel)).then(|| [pixel[0], pixel[1], pixel[2]])
        };
        let cells = rows.flat_map(|first| first..first + width).map(|cell| 4 * cell);
        let part: Vec<Option<Color>> = cells.map(changed).collect();
        let (palette, indices) = reduced(part.iter().flatten().copied());
        let frame = Frame {
            left: left as u16,
            top: top as u16,
            width: width as u16,
            height: height as u16,
            delay: hundredths,
            transparent: Some(THROUGH),
            buffer: part.iter().map(|color| color.map_or(THROUGH, |color| indices[&color])).collect(),
            palette: Some(palette),
            ..Frame::default()
        };
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

/// A palette of the most frequent colours, and the nearest of them to each colour. Drawings have few colours and many
/// blends at the edges of type: a blend is never as frequent as what it blends, however rare that is.
fn reduced(colors: impl Iterator<Item = Color>) -> (Vec<u8>, HashMap<Color, u8>) {
    let mut counts: HashMap<Color, usize> = HashMap::new();
    colors.for_each(|color| *counts.entry(color).or_default() += 1);
    let mut palette: Vec<Color> = counts.keys().copied().collect();
    palette.sort_by_key(|color| (Reverse(counts[color]), *color));
    palette.truncate(THROUGH.into());
    let distance = |a: Color, b: Color| (0..3).map(|i| u32::from(a[i].abs_diff(b[i])).pow(2)).sum::<u32>();
    let nearest = |&color: &Color| {
        let index = (0..palette.len()).min_by_key(|&i| distance(palette[i], color));
        (color, index.unwrap_or(0) as u8)
    };
    let indices = counts.keys().map(nearest).collect();
    palette.resize(256, [0; 3]);
    (palette.concat(), indices)
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
