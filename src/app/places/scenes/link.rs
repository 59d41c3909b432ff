//! The link of Scenes: `task=segment` · `stages=2` (shapes are found in two stages) · `region=3` (which is looked at)
//! · `on=digits`, of which `digits/link.rs` says more · `net=u-net` (which network segments) · `scene=7_circle.red.80.160.40.0_…` · `threshold=30` (per cent) · `cell=1.2` · `training=4000` (scenes that are learnt from) · `epochs=10` · `seed=1` · `engine=webgpu`
//! · `z=0.5_-1.2` (the point of the latent plane that is decoded) · `digit=3` (which digit is given back) · `beta=4` (what the
//! divergence weighs where it learns).
//! · `teach=2.frozen.1` (how many blocks are taken over, how, and examples of each class), `teach=own` or `teach=own.lite0.1.frozen` (classes
//! of the user's own: which network is taken over, as far as which layer, and how).
//! Of restyling: `style=brick` · `content=chelsea`, or `noise` · `content-weight=15` (per cent) · `size=96` · `gram=1.4.7` (bank, row and
//! column).

use super::digits::{self, Objects};
use super::generate::{DIGITS, GenerateConfig, MOST_BETA};
use super::restyle::{CONTENTS, ENTRY, RestyleConfig, SIZES, STYLES, WEIGHT, name_of};
use super::task::{TASKS, Task};
use super::teach::TeachConfig;
use crate::app::link::{self, Bounds, Key, key, points};
use crate::app::text::Text;
use crate::app::text::link as words;
use crate::app::text::{restyle, scenes as text, scenes_generate, scenes_stages as stage_text, scenes_teach};
use crate::data::scenes::{DigitScene, PROPOSALS, SCENE_GRID, Scene, SceneShape, ShapeColor, ShapeKind};
use crate::format;
use crate::session::EngineKind;
use crate::zoo::SceneNetwork;

/// What of the place Scenes belongs in the link.
#[derive(Clone, Debug, PartialEq)]
pub struct ScenesConfig {
    /// What is said about the scene. `task=` in the link.
    pub task: Task,
    /// What is found. `on=` in the link.
    pub on: Objects,
    /// The canvas with digits. `digits=` and `drawing=` in the link.
    pub digits: DigitScene,
    /// In how many stages shapes are found. `stages=` in the link.
    pub stages: usize,
    /// Of two stages: the region that is looked at, the surest is 0. `region=` in the link.
    pub region: usize,
    /// Which network segments. `net=` in the link.
    pub segments: SceneNetwork,
    /// What the picture shows. `scene=` in the link.
    pub scene: Scene,
    /// Boxes below this score are not shown, in per cent. `threshold=` in the link.
    pub threshold: usize,
    /// The cell whose numbers are shown, as row and column. `cell=` in the link.
    pub cell: Option<[usize; 2]>,
    /// What is generated. `z=`, `digit=` and `beta=` in the link.
    pub generate: GenerateConfig,
    /// What is restyled how.
    pub restyle: RestyleConfig,
    /// What takes which features over, and how. `teach=` in the link.
    pub teach: TeachConfig,
    /// How a network learns here.
    pub course: Course,
    /// Who takes its steps. `engine=` in the link.
    pub engine: EngineKind,
}

/// How long a network learns, and from what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Course {
    /// Scenes that are learnt from; `None` for as many as the task takes. `training=` in the link.
    pub training: Option<usize>,
    /// Passes over them; `None` for as many as the task takes. `epochs=` in the link.
    pub epochs: Option<usize>,
    /// Of the scenes and of the first weights. `seed=` in the link.
    pub seed: u64,
}

/// How many scenes and epochs there may be.
const TRAINING: Bounds<1> = Bounds([16], [20_000]);
const EPOCHS: Bounds<1> = Bounds([1], [100]);
const STAGES: Bounds<1> = Bounds([1], [2]);
const REGION: Bounds<1> = Bounds([0], [PROPOSALS - 1]);
const PERCENT: Bounds<1> = Bounds([1], [99]);
const CELL: Bounds<2> = Bounds([0; 2], [SCENE_GRID.cells - 1; 2]);

/// The networks that segment, as links and people call them.
pub const SEGMENTING: [(SceneNetwork, &str, Text); 4] = [
    (SceneNetwork::Segment, "segment", text::NETWORKS[0]),
    (SceneNetwork::SegmentWithoutSkips, "segment-without-skips", text::NETWORKS[1]),
    (SceneNetwork::UNet, "u-net", text::NETWORKS[2]),
    (SceneNetwork::Mask, "mask-head", text::NETWORKS[3]),
];

impl Default for ScenesConfig {
    fn default() -> Self {
        let shape = |kind, color, center, size| SceneShape { kind, color, center, size, angle: 0.0 };
        let shapes = vec![
            shape(ShapeKind::Triangle, ShapeColor::Blue, [10.0, 10.0], 8.0),
            shape(ShapeKind::Square, ShapeColor::Yellow, [31.0, 16.0], 9.0),
            shape(ShapeKind::Circle, ShapeColor::Purple, [22.0, 36.0], 7.0),
        ];
        Self {
            task: Task::Find,
            on: Objects::Shapes,
            digits: digits::first(),
            stages: 1,
            region: 0,
            segments: SceneNetwork::Segment,
            scene: Scene { seed: 7, shapes },
            threshold: 30,
            cell: None,
            generate: GenerateConfig::default(),
            restyle: RestyleConfig::default(),
            teach: TeachConfig::default(),
            course: Course { training: None, epochs: None, seed: 1 },
            engine: EngineKind::Cpu,
        }
    }
}

const KEYS: &[Key<ScenesConfig>] = &[
    key!(
        "task",
        text::TASK,
        task,
        |task: &Task| task.name().to_owned(),
        |name| link::by_name(&TASKS, name),
        link::one_of(&TASKS)
    ),
    digits::link::ON,
    digits::link::SEED,
    digits::link::DRAWING,
    key!(
        "stages",
        stage_text::STAGES_KEY,
        stages,
        usize::to_string,
        |text: &str| STAGES.count(text),
        STAGES.expected()
    ),
    key!(
        "region",
        stage_text::REGION_KEY,
        region,
        usize::to_string,
        |text: &str| REGION.count(text),
        REGION.expected()
    ),
    key!(
        "net",
        text::NETWORK,
        segments,
        |network: &SceneNetwork| network.name().to_owned(),
        |name| link::by_name(&SEGMENTING, name),
        link::one_of(&SEGMENTING)
    ),
    Key {
        name: "scene",
        what: text::SCENE,
        print: |to| to.scene.to_link(),
        read: |to, text| {
            to.scene = Scene::from_link(text).ok()?;
            Some(())
        },
        expects: |_, text| Scene::from_link(text).err().map_or_else(String::new, |error| error.to_string()),
    },
    key!(
        "threshold",
        text::THRESHOLD,
        threshold,
        usize::to_string,
        |text: &str| PERCENT.count(text),
        PERCENT.expected()
    ),
    key!(
        "cell",
        text::CELL,
        cell,
        |cell: &Option<[usize; 2]>| cell.map_or_else(String::new, |cell| points(&cell)),
        |text: &str| CELL.read(text).map(Some),
        CELL.expected()
    ),
    key!(
        "z",
        scenes_generate::POINT_KEY,
        generate.point,
        GenerateConfig::print_point,
        GenerateConfig::read_point,
        scenes_generate::POINT_EXPECTED
    ),
    key!(
        "digit",
        scenes_generate::DIGIT_KEY,
        generate.digit,
        usize::to_string,
        |text: &str| DIGITS.count(text),
        DIGITS.expected()
    ),
    key!(
        "beta",
        scenes_generate::BETA_KEY,
        generate.beta,
        f32::to_string,
        GenerateConfig::read_beta,
        words::between(0.0, MOST_BETA)
    ),
    key!(
        "training",
        text::TRAINING_SCENES,
        course.training,
        |training: &Option<usize>| training.map_or_else(String::new, |training| training.to_string()),
        |text: &str| TRAINING.count(text).map(Some),
        TRAINING.expected()
    ),
    key!(
        "epochs",
        text::EPOCHS,
        course.epochs,
        |epochs: &Option<usize>| epochs.map_or_else(String::new, |epochs| epochs.to_string()),
        |text: &str| EPOCHS.count(text).map(Some),
        EPOCHS.expected()
    ),
    key!(
        "seed",
        text::SEED,
        course.seed,
        u64::to_string,
        |text: &str| text.parse().ok(),
        words::WHOLE_NUMBER
    ),
    key!(
        "engine",
        words::ENGINE,
        engine,
        |engine: &EngineKind| engine.name().to_owned(),
        EngineKind::named,
        words::one_of(EngineKind::ALL.iter().map(|engine| engine.name()))
    ),
    key!(
        "teach",
        scenes_teach::KEY,
        teach,
        TeachConfig::print,
        TeachConfig::read,
        scenes_teach::EXPECTED.to_owned()
    ),
    key!(
        "style",
        restyle::STYLE,
        restyle.style,
        |style| name_of(&STYLES, style),
        |name| link::by_name(&STYLES, name),
        link::one_of(&STYLES)
    ),
    key!(
        "content",
        restyle::CONTENT,
        restyle.content,
        |content| name_of(&CONTENTS, content),
        |name| link::by_name(&CONTENTS, name),
        link::one_of(&CONTENTS)
    ),
    key!(
        "content-weight",
        restyle::WEIGHT,
        restyle.weight,
        usize::to_string,
        |text: &str| WEIGHT.count(text),
        WEIGHT.expected()
    ),
    key!(
        "size",
        restyle::SIZE,
        restyle.size,
        usize::to_string,
        |name| link::by_name(&SIZES, name),
        link::one_of(&SIZES)
    ),
    key!(
        "gram",
        restyle::ENTRY,
        restyle.entry,
        |entry: &[usize; 3]| points(entry),
        |text: &str| ENTRY.read(text),
        ENTRY.expected()
    ),
];

impl ScenesConfig {
    /// Scenes that are learnt from.
    pub fn training(&self) -> usize {
        self.course.training.unwrap_or(self.task.usual_training())
    }

    /// Passes over the scenes that are learnt from.
    pub fn epochs(&self) -> usize {
        self.course.epochs.unwrap_or(self.task.usual_epochs())
    }

    /// Reads what follows the place's name in a link, and says what cannot be read.
    pub fn from_rest(rest: &str) -> (Self, Vec<String>) {
        link::read_rest(KEYS, rest)
    }

    /// What follows the place's name in its link: only what differs from the default.
    pub fn to_rest(&self) -> String {
        format::link(link::print(KEYS, self, &Self::default()))
    }
}
