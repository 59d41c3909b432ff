use super::BoundingBox;

/// The class with the highest score at each pixel, the first of equal ones: from classes × pixels scores, channel by channel,
/// to a class for each pixel.
///
/// ```
/// use convoscope::detection::best_classes;
/// // Two classes, three pixels.
/// assert_eq!(best_classes(&[0.5, 0.1, 2.0, 0.4, 0.3, 2.0], 2), [0, 1, 0]);
/// ```
pub fn best_classes(scores: &[f32], classes: usize) -> Vec<u8> {
    let pixels = scores.len() / classes.max(1);
    let best = |pixel: usize| {
        let score = |class: usize| scores[class * pixels + pixel];
        (1..classes).fold(0, |best, class| if score(class) > score(best) { class } else { best })
    };
    (0..pixels).map(|pixel| best(pixel) as u8).collect()
}

/// The mask of a region as it lies in a picture: for each of `side` × `side` pixels, row by row, the value between the bins around its
/// centre (bilinear), and 0 outside of the region. `mask` has `bins` × `bins` values. It is the way back from
/// [`RoiAlign`](super::RoiAlign) (He, Gkioxari, Dollár and Girshick, "Mask R-CNN", 2017, section 3.1).
///
/// ```
/// use convoscope::detection::{BoundingBox, paste_mask};
/// // Two by two bins on two by two of nine pixels.
/// let pasted = paste_mask(&[1.0, 2.0, 3.0, 4.0], 2, &BoundingBox::new(1.0, 0.0, 3.0, 2.0), 3);
/// assert_eq!(pasted, [0.0, 1.0, 2.0, 0.0, 3.0, 4.0, 0.0, 0.0, 0.0]);
/// ```
pub fn paste_mask(mask: &[f32], bins: usize, bounds: &BoundingBox, side: usize) -> Vec<f32> {
    let along = |pixel: usize, begin: f32, len: f32| {
        let share = (pixel as f32 + 0.5 - begin) / len;
        let place = (share * bins as f32 - 0.5).clamp(0.0, bins as f32 - 1.0);
        let low = place as usize;
        (0.0..=1.0).contains(&share).then_some((low, (low + 1).min(bins - 1), place - low as f32))
    };
    let value = |pixel: usize| {
        let (left, right, x) = along(pixel % side, bounds.left, bounds.width())?;
        let (above, below, y) = along(pixel / side, bounds.top, bounds.height())?;
        let row = |row: usize| (1.0 - x) * mask[row * bins + left] + x * mask[row * bins + right];
        Some((1.0 - y) * row(above) + y * row(below))
    };
    (0..side * side).map(|pixel| value(pixel).unwrap_or(0.0)).collect()
}

/// Pixels of many masks, counted by what they are and what they are said to be.
///
/// ```
/// use convoscope::detection::MaskCounts;
/// let mut counts = MaskCounts::new(3);
/// counts.add(&[0, 1, 1, 0], &[0, 1, 0, 0]);
/// assert_eq!((counts.pixel_accuracy(), counts.iou(0), counts.iou(1)), (0.75, Some(2.0 / 3.0), Some(0.5)));
/// // Class 2 is nowhere.
/// assert_eq!((counts.iou(2), counts.foreground_iou()), (None, Some(0.5)));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MaskCounts {
    /// For each class that is wanted, how many pixels were said to be of each.
    confusion: Vec<Vec<u64>>,
}

impl MaskCounts {
    /// Of so many classes, class 0 being the background.
    pub fn new(classes: usize) -> Self {
        Self { confusion: vec![vec![0; classes]; classes] }
    }

    /// Counts the pixels of one more mask, all of whose classes are among those that are counted.
    pub fn add(&mut self, predicted: &[u8], wanted: &[u8]) {
        for (predicted, wanted) in predicted.iter().zip(wanted) {
            self.confusion[usize::from(*wanted)][usize::from(*predicted)] += 1;
        }
    }

    /// How many pixels of a class were said to be of each.
    pub fn row(&self, class: usize) -> &[u64] {
        &self.confusion[class]
    }

    /// The share of pixels that is right; 0 before the first.
    pub fn pixel_accuracy(&self) -> f32 {
        let all: u64 = self.confusion.iter().flatten().sum();
        let right: u64 = self.confusion.iter().enumerate().map(|(class, row)| row[class]).sum();
        right as f32 / all.max(1) as f32
    }

    /// Intersection over union of a class's pixels in all masks, n_cc / (Σⱼ n_cj + Σⱼ n_jc − n_cc) (Long, Shelhamer and
    /// Darrell, "Fully convolutional networks for semantic segmentation", 2015); none if there is no such pixel.
    pub fn iou(&self, class: usize) -> Option<f32> {
        let both = self.confusion[class][class];
        let wanted: u64 = self.confusion[class].iter().sum();
        let predicted: u64 = self.confusion.iter().map(|row| row[class]).sum();
        let either = wanted + predicted - both;
        (either > 0).then(|| both as f32 / either as f32)
    }

    /// The mean over all classes but the background, of those that there are.
    pub fn foreground_iou(&self) -> Option<f32> {
        self.mean_iou(1)
    }

    /// The mean over the classes from `first` on that there are: from 0 on it is the usual mean IoU.
    pub fn mean_iou(&self, first: usize) -> Option<f32> {
        let each: Vec<f32> = (first..self.confusion.len()).filter_map(|class| self.iou(class)).collect();
        (!each.is_empty()).then(|| each.iter().sum::<f32>() / each.len() as f32)
    }
}
