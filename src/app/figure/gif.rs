//! An animation as a GIF file.

use std::cmp::Reverse;
use std::collections::HashMap;

use ::gif::{Encoder, Frame, Repeat};

use super::Area;

/// A GIF that grows picture by picture, and plays again and again.
///
/// ```
/// use convoscope::app::figure::{Animation, Area};
/// let mut animation = Animation::new(2, 1);
/// animation.push(Area { left: 0, top: 0, width: 2, height: 1 }, &[0, 0, 0, 255, 0, 0, 0, 255], 50);
/// animation.push(Area { left: 1, top: 0, width: 1, height: 1 }, &[255, 0, 0, 255], 50);
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
        // Transparent, so that the first picture differs from it everywhere.
        let last = vec![0; 4 * usize::from(width) * usize::from(height)];
        Self { encoder, width: width.into(), last }
    }

    /// Adds a picture, which is shown for so many hundredths of a second: red, green, blue and opacity of each pixel of the
    /// area in which it differs from the picture before, which at first is all of it. Of that, too, only what differs is
    /// written, and all the rest lets the picture before through: from one step to the next it is little, and of few
    /// colours.
    pub fn push(&mut self, area: Area, pixels: &[u8], hundredths: u16) {
        let mut part: Vec<Option<Color>> = Vec::with_capacity(area.width * area.height);
        for (row, line) in pixels.chunks_exact(4 * area.width).take(area.height).enumerate() {
            let first = 4 * ((area.top + row) * self.width + area.left);
            let last = &mut self.last[first..first + 4 * area.width];
            let pairs = line.chunks_exact(4).zip(last.chunks_exact(4));
            part.extend(pairs.map(|(now, last)| (now != last).then(|| [now[0], now[1], now[2]])));
            last.copy_from_slice(line);
        }
        let (palette, indices) = reduced(part.iter().flatten().copied());
        // Equal pixels lie together, so that few have to be looked for.
        let (mut known, mut index) = (None, THROUGH);
        let buffer = part.iter().map(|color| {
            if *color != known {
                (known, index) = (*color, color.map_or(THROUGH, |color| indices[&color]));
            }
            index
        });
        let frame = Frame {
            left: area.left as u16,
            top: area.top as u16,
            width: area.width as u16,
            height: area.height as u16,
            delay: hundredths,
            transparent: Some(THROUGH),
            buffer: buffer.collect(),
            palette: Some(palette),
            ..Frame::default()
        };
        self.encoder.write_frame(&frame).expect("memory takes everything");
    }

    /// The file.
    pub fn finish(self) -> Vec<u8> {
        self.encoder.into_inner().expect("memory takes everything")
    }
}

/// A palette of the most frequent colours, and the nearest of them to each colour. Drawings have few colours and many
/// blends at the edges of type: a blend is never as frequent as what it blends, however rare that is.
fn reduced(colors: impl Iterator<Item = Color>) -> (Vec<u8>, HashMap<Color, u8>) {
    let mut counts: HashMap<Color, usize> = HashMap::new();
    let mut run = (None, 0);
    let mut count = |(color, n): (Option<Color>, usize)| {
        color.into_iter().for_each(|color| *counts.entry(color).or_default() += n);
    };
    for color in colors {
        if run.0 != Some(color) {
            count(std::mem::replace(&mut run, (Some(color), 0)));
        }
        run.1 += 1;
    }
    count(run);
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
