//! What the cards of the trained networks say about them.

use crate::zoo::SceneNetwork;

/// The line of a card with the scores on scenes that the network has not seen.
const SCORES: &str = "scenes of seed 2, with the stored weights** ";

const fn card(network: SceneNetwork) -> &'static str {
    match network {
        SceneNetwork::Find => include_str!("../../../../assets/weights/scenes-find.md"),
        SceneNetwork::Segment => include_str!("../../../../assets/weights/scenes-segment.md"),
        SceneNetwork::SegmentWithoutSkips => {
            include_str!("../../../../assets/weights/scenes-segment-without-skips.md")
        }
        SceneNetwork::Propose => include_str!("../../../../assets/weights/scenes-propose.md"),
        SceneNetwork::Refine => include_str!("../../../../assets/weights/scenes-refine.md"),
        SceneNetwork::Mask => include_str!("../../../../assets/weights/scenes-mask-head.md"),
        SceneNetwork::FindDigits => include_str!("../../../../assets/weights/scenes-digits.md"),
        SceneNetwork::UNet => include_str!("../../../../assets/weights/scenes-u-net.md"),
    }
}

/// The scores of a trained network on scenes that it has not seen, as its card names them: mAP50 and mAP75, or pixel accuracy and
/// foreground IoU.
///
/// ```
/// use convoscope::app::places::scenes::card_scores;
/// use convoscope::zoo::SceneNetwork;
/// let names = card_scores(SceneNetwork::Find).map(|(name, _)| name);
/// assert_eq!(names, ["mAP50", "mAP75"]);
/// assert!(card_scores(SceneNetwork::Segment)[1].1 > 0.83);
/// ```
pub fn card_scores(network: SceneNetwork) -> [(&'static str, f32); 2] {
    scores_in(card(network))
}

/// The share of true sentences of the decoder that describes, of one shape and of two.
///
/// ```
/// use convoscope::app::places::scenes::describe_scores;
/// assert!(describe_scores()[0] > 0.9);
/// ```
pub fn describe_scores() -> [f32; 2] {
    let card = include_str!("../../../../assets/weights/scenes-describe.md");
    let line = card.lines().find_map(|line| Some(line.split_once(SCORES)?.1)).unwrap_or_default();
    let mut numbers = line.split([' ', ',']).filter_map(|word| word.parse().ok());
    std::array::from_fn(|_| numbers.next().unwrap_or(f32::NAN))
}

fn scores_in(card: &'static str) -> [(&'static str, f32); 2] {
    let line = card.lines().find_map(|line| Some(line.split_once(SCORES)?.1)).unwrap_or_default();
    let mut scores = line.split(", ").map(|score| {
        let (name, value) = score.rsplit_once(' ').unwrap_or((score, ""));
        (name, value.parse().unwrap_or(f32::NAN))
    });
    std::array::from_fn(|_| scores.next().unwrap_or(("", f32::NAN)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_card_has_its_scores() {
        for network in SceneNetwork::ALL {
            for (name, value) in card_scores(network) {
                assert!(!name.is_empty() && (0.5..1.0).contains(&value), "{network:?}: {name} {value}");
            }
        }
    }
}
