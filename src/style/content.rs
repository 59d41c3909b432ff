use crate::shape::Shape;

/// How much red, green and blue count for how bright a pixel is.
const LUMINANCE: [f32; 3] = [0.30, 0.59, 0.11];
/// Pixels along each side of a cell.
const CELL: usize = 4;
/// Keeps the divisor of an even picture from 0.
const EPS: f32 = 1e-4;

/// What a picture shows, apart from its colours and its style: how bright each cell of 4 × 4 pixels is, with mean 0 and standard
/// deviation 1 over the picture.
///
/// z = (a − ā) / (σ + ε), a the mean of .30 R + .59 G + .11 B over a cell, σ the standard deviation with n − 1 below the
/// line, as in PyTorch. c × h × w in, h/4 × w/4 out; rows and columns that fill no cell are left out. The paper (Gatys, Ecker and Bethge, "Image style transfer using convolutional neural
/// networks", 2016) takes the maps of a deep layer of a trained network for it.
///
/// ```
/// use convoscope::{shape::Shape, style::Content};
/// // Two cells, one black and one white: σ = 1 / √2, so they are at −½ √2 and ½ √2.
/// let content = Content::new(Shape::new(3, 4, 8));
/// let picture: Vec<f32> = (0..3 * 4 * 8).map(|i| if i % 8 < 4 { 0.0 } else { 1.0 }).collect();
/// let z = content.forward(&picture);
/// assert!((z[0] + 0.7071).abs() < 2e-4 && (z[1] - 0.7071).abs() < 2e-4);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Content {
    shape: Shape,
}

impl Content {
    /// Of pictures of this shape, with three channels.
    pub const fn new(shape: Shape) -> Self {
        Self { shape }
    }

    const fn cells(&self) -> [usize; 2] {
        [self.shape.h / CELL, self.shape.w / CELL]
    }

    /// Which values of a picture a cell is the mean of, each with what it counts.
    fn terms(&self, cell: usize) -> impl Iterator<Item = (usize, f32)> + use<> {
        let Shape { w, .. } = self.shape;
        let (area, columns) = (self.shape.area(), self.cells()[1]);
        let first = cell / columns * CELL * w + cell % columns * CELL;
        LUMINANCE.into_iter().enumerate().flat_map(move |(channel, share)| {
            let pixels = (0..CELL * CELL).map(move |i| first + i / CELL * w + i % CELL);
            pixels.map(move |pixel| (channel * area + pixel, share / (CELL * CELL) as f32))
        })
    }

    /// How bright each cell is, less the mean, and the standard deviation.
    fn centered(&self, picture: &[f32]) -> (Vec<f32>, f32) {
        let [rows, columns] = self.cells();
        let brightness = |cell| self.terms(cell).map(|(at, share)| share * picture[at]).sum::<f32>();
        let cells: Vec<f32> = (0..rows * columns).map(brightness).collect();
        let mean = cells.iter().sum::<f32>() / cells.len() as f32;
        let centered: Vec<f32> = cells.iter().map(|cell| cell - mean).collect();
        let squares: f32 = centered.iter().map(|cell| cell * cell).sum();
        (centered, libm::sqrtf(squares / (cells.len() - 1) as f32))
    }

    /// z.
    pub fn forward(&self, picture: &[f32]) -> Vec<f32> {
        let (centered, std) = self.centered(picture);
        centered.iter().map(|cell| cell / (std + EPS)).collect()
    }

    /// From dL/dz back to the picture: added to `dpicture`.
    pub fn backward(&self, picture: &[f32], dz: &[f32], dpicture: &mut [f32]) {
        let (centered, std) = self.centered(picture);
        let (count, divisor) = (centered.len() as f32, std + EPS);
        let mean = dz.iter().sum::<f32>() / count;
        let along: f32 = dz.iter().zip(&centered).map(|(dz, cell)| dz * cell).sum();
        // How σ takes part; an even picture has none.
        let through_std = if std > 0.0 { along / (divisor * divisor * std * (count - 1.0)) } else { 0.0 };
        for (cell, (dz, value)) in dz.iter().zip(&centered).enumerate() {
            let dcell = (dz - mean) / divisor - through_std * value;
            self.terms(cell).for_each(|(at, share)| dpicture[at] += share * dcell);
        }
    }
}
