//! What Scenes says.

use super::{Answer, AnswerError};
use crate::app::lessons::{Kind, Quantity};
use crate::app::places::scenes::ScenesConfig;
use crate::data::scenes::{PIXEL_CLASSES, SCENE_ANCHORS, SceneTask, ShapeKind, VOCABULARY};
use crate::network::Plan;

pub(super) fn answer(config: &ScenesConfig, quantity: &Quantity) -> Option<Result<Answer, AnswerError>> {
    let plan = || Plan::new(config.network().network()).expect("the zoo's networks can be planned");
    let tasks = config.tasks();
    let task = if tasks.contains(&SceneTask::Mask) { SceneTask::Mask } else { tasks[0] };
    let (output, kinds) = (task.output(), ShapeKind::ALL.len());
    Some(Ok(match quantity.kind {
        Kind::OutputSize => Answer::size(output.h, output.w),
        Kind::OutputChannels => Answer::count(output.c).because(match task {
            SceneTask::Find | SceneTask::FindDigits => format!("1 + 4 + {}", config.grid().classes),
            SceneTask::Propose => format!("{} × (1 + 4)", SCENE_ANCHORS.sizes.len()),
            SceneTask::Refine => format!("{kinds} + 4"),
            SceneTask::Mask => kinds.to_string(),
            SceneTask::Segment => format!("1 + {}", PIXEL_CLASSES - 1),
            SceneTask::Describe => VOCABULARY.len().to_string(),
        }),
        Kind::OutputLength => {
            Answer::count(output.len()).because(format!("{} × {} × {}", output.c, output.h, output.w))
        }
        Kind::Responsible => {
            // Several centres may lie in one cell.
            let (grid, objects) = (config.grid(), config.objects());
            let mut cells: Vec<[usize; 2]> =
                objects.iter().map(|object| grid.responsible(&object.bounds)).collect();
            cells.sort_unstable();
            cells.dedup();
            Answer::count(cells.len())
        }
        Kind::Parameters => Answer::number(plan().params() as f64),
        Kind::MultiplyAdds => Answer::number(plan().total_cost().macs as f64),
        _ => return None,
    }))
}
