//! Links of every place, and what people type and paste.

use std::cell::RefCell;
use std::collections::HashSet;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

use convoscope::app::color::Theme;
use convoscope::app::lab::entry::{block, number, whole, within};
use convoscope::app::lab::{Example, Lab, Linked, LinkedView};
use convoscope::app::lessons::Lessons;
use convoscope::app::places::convolve::Convolve;
use convoscope::app::places::counts::Counts;
use convoscope::app::places::functions::Functions;
use convoscope::app::places::measure::{Asked, Measurement};
use convoscope::app::places::norms::Norms;
use convoscope::app::places::pool::Pooling;
use convoscope::app::places::scenes::ScenesConfig;
use convoscope::app::places::stack::Stack;
use convoscope::app::places::train::Train;
use convoscope::app::places::volumes::Volumes;
use convoscope::app::shell::route::Route;
use convoscope::data::scenes::{SCENE_SIDE, Scene, SceneGenerator};
use convoscope::detection::BoundingBox;
use convoscope::drawing::Drawing;
use convoscope::drawing::samples;
use convoscope::network::Network;

use crate::Target;

pub const TARGETS: &[&Target] = &[
    &Target { name: "link", seeds: links, read: link, memory: [64 << 20, 64] },
    &Target { name: "layers", seeds: layers, read: network, memory: [64 << 20, 64] },
    &Target { name: "drawing", seeds: drawings, read: drawing, memory: [16 << 20, 64] },
    &Target { name: "scene", seeds: scenes, read: scene, memory: [1 << 20, 64] },
    &Target { name: "pasted", seeds: pasted, read: entry, memory: [1 << 20, 256] },
];

/// Links to the view Stack of Convolve.
const STACKS: [&str; 3] = [
    "#/convolve?v=2&view=stack&preset=vgg16&layer=4&at=7&picture=coffee&map=untrained",
    "#/convolve?v=2&view=stack&stack=28:conv3s2p1d2f8,max2,residual4,inception&beside=13:conv7&c=16",
    "#/convolve?view=stack&preset=scan&c=0&layer=99&stack=digits",
];

fn links() -> Vec<Vec<u8>> {
    let all = [
        include_str!("../formats/links.json"),
        include_str!("../formats/links-2.json"),
        include_str!("../formats/broken.json"),
    ];
    let entries =
        all.iter().flat_map(|text| serde_json::from_str::<Vec<serde_json::Value>>(text).expect("a list"));
    let entries = entries.map(|entry| entry["link"].as_str().expect("a link").as_bytes().to_vec());
    entries.chain(STACKS.map(|link| link.as_bytes().to_vec())).collect()
}

/// Read and printed, a link says the same whenever it is read and printed again, and nothing of it is complained about.
fn link(input: &[u8]) -> Result<String, String> {
    let text = String::from_utf8_lossy(input);
    let (route, problems) = Route::parse(&text);
    let (first, said) = shown(&route);
    let (read, mut complaints) = Route::parse(&first);
    let (second, more) = shown(&read);
    complaints.extend(more);
    // Lines are simplified whenever a drawing is printed.
    if first != second && !first.contains("drawing=") {
        return Err(format!("{text:?} prints as {first:?}, and that as {second:?}"));
    }
    if !complaints.is_empty() {
        return Err(format!("{text:?} prints as {first:?}, of which is said {complaints:?}"));
    }
    let place = first.split('?').next().unwrap_or_default().to_owned();
    Ok(place + &problems.concat() + &said.concat())
}

thread_local! {
    /// The hashes of the links whose figures were drawn: most inputs say nothing new, and a figure takes a hundred times as long
    /// as reading a link.
    static DRAWN: RefCell<HashSet<u64>> = RefCell::default();
}

/// The link that a place prints, once it has opened one, and what it says about that.
fn shown(route: &Route) -> (String, Vec<String>) {
    let printed = route.to_string();
    let hash = BuildHasherDefault::<DefaultHasher>::default().hash_one(&printed);
    let is_new = DRAWN.with_borrow_mut(|drawn| drawn.insert(hash));
    match route {
        Route::Convolve(rest) => {
            let (convolve, said) = Convolve::from_rest(rest);
            let route = Route::Convolve(convolve.to_rest());
            if is_new {
                Lab::new(convolve.clone()).figure();
                convolve.pytorch();
            }
            return (route.to_string(), said);
        }
        Route::Pool(rest) => {
            let (pooling, said) = Pooling::from_rest(rest);
            let route = Route::Pool(pooling.to_rest());
            if is_new {
                Lab::new(pooling.clone()).figure();
                pooling.pytorch();
            }
            return (route.to_string(), said);
        }
        Route::Bench(rest) => {
            let (asked, said) = Asked::read(Measurement::Bench, rest);
            return (Route::Bench(asked.to_rest()).to_string(), said);
        }
        Route::Parity(rest) => {
            let (asked, said) = Asked::read(Measurement::Parity, rest);
            return (Route::Parity(asked.to_rest()).to_string(), said);
        }
        Route::Linked(view, rest) => {
            let (rest, said) = match view {
                LinkedView::Stack => linked::<Stack>(rest),
                LinkedView::Volumes => linked::<Volumes>(rest),
                LinkedView::Counts => linked::<Counts>(rest),
                LinkedView::Functions => linked::<Functions>(rest),
                LinkedView::Norms => linked::<Norms>(rest),
            };
            return (Route::Linked(*view, rest).to_string(), said);
        }
        Route::Train(rest) => {
            let train = Train::new(rest);
            let said = train.runs.status.clone().into_iter().collect();
            return (Route::Train(train.link()).to_string(), said);
        }
        Route::Scenes(rest) => {
            let (config, said) = ScenesConfig::from_rest(rest);
            return (Route::Scenes(config.to_rest()).to_string(), said);
        }
        Route::Lessons(rest) => {
            let (lessons, _) = Lessons::open(rest, "", None);
            return (
                Route::Lessons(lessons.config.to_rest()).to_string(),
                lessons.notice.into_iter().collect(),
            );
        }
        _ => {}
    }
    (printed, Vec::new())
}

fn layers() -> Vec<Vec<u8>> {
    let networks = crate::learning::networks().into_iter().map(|network| network.to_link().into_bytes());
    let of_links = links().into_iter().filter_map(|link| {
        let text = String::from_utf8(link).ok()?;
        let layers = text.split("layers=").nth(1)?;
        Some(layers.split('&').next()?.as_bytes().to_vec())
    });
    networks.chain(of_links).collect()
}

fn network(input: &[u8]) -> Result<String, String> {
    let text = String::from_utf8_lossy(input);
    let read = [1, 2].map(|version| Network::from_link(&text, version));
    for network in read.iter().flatten() {
        let printed = network.to_link();
        let again = Network::from_link(&printed, 2);
        // No-number settings are not equal to themselves.
        if again.as_ref().map(Network::to_json) != Some(network.to_json()) {
            return Err(format!("{network:?} prints as {printed:?}, which is read as {again:?}"));
        }
    }
    Ok(format!("{:?}", read.map(|network| network.map(|network| kinds(&network)))))
}

/// The kinds of its layers.
pub fn kinds(network: &Network) -> String {
    network.nodes.iter().map(|node| node.layer.kind()).collect::<Vec<_>>().join(" ")
}

fn drawings() -> Vec<Vec<u8>> {
    samples().iter().map(|sample| sample.drawing.to_link().into_bytes()).collect()
}

fn drawing(input: &[u8]) -> Result<String, String> {
    let Some(drawing) = Drawing::from_link(&String::from_utf8_lossy(input)) else {
        return Ok("refused".into());
    };
    let points: usize = drawing.strokes.iter().map(|stroke| stroke.points.len()).sum();
    if drawing.strokes.iter().flat_map(|stroke| &stroke.points).any(|(x, y)| !x.is_finite() || !y.is_finite())
    {
        return Err("a point is no number".into());
    }
    let printed = drawing.to_link();
    let Some(again) = Drawing::from_link(&printed) else {
        return Err(format!("{printed:?} is printed and not read"));
    };
    if again.strokes.len() > drawing.strokes.len() {
        return Err(format!("{} strokes become {}", drawing.strokes.len(), again.strokes.len()));
    }
    // Lengths in letters, since numbers count as the same way to read.
    let size = |n: usize| "x".repeat(n.ilog2() as usize);
    Ok(format!("strokes {} points {}", size(drawing.strokes.len() + 1), size(points + 1)))
}

fn scenes() -> Vec<Vec<u8>> {
    let generator = SceneGenerator { seed: 1 };
    (0..8).map(|index| generator.scene(index).to_link().into_bytes()).collect()
}

fn scene(input: &[u8]) -> Result<String, String> {
    let scene = match Scene::from_link(&String::from_utf8_lossy(input)) {
        Ok(scene) => scene,
        Err(error) => return Ok(format!("refused {error}")),
    };
    let printed = scene.to_link();
    if Scene::from_link(&printed).as_ref() != Ok(&scene) {
        return Err(format!("{scene:?} prints as {printed}"));
    }
    let inside = |edge: f32| (0.0..=SCENE_SIDE as f32).contains(&edge);
    for object in scene.objects() {
        let BoundingBox { left, top, right, bottom } = object.bounds;
        if ![left, top, right, bottom].into_iter().all(inside) || left >= right || top >= bottom {
            return Err(format!("{:?} of {printed}", object.bounds));
        }
    }
    if !scene.sample().into_iter().all(|value| (0.0..=1.0).contains(&value)) {
        return Err(format!("{printed} has a pixel that is no brightness"));
    }
    Ok(format!("shapes {}", "x".repeat(scene.shapes.len()) + &scene.sentence()))
}

fn pasted() -> Vec<Vec<u8>> {
    [
        "1 2\n-3 4\n",
        "0,5\t\t1,5",
        "tensor([[1., 2.]])",
        "[1 2; 3 4]",
        "1;2\n3;4",
        "\"1,5\",\"2\"",
        "1.234,5",
        "−2",
        "１２",
        "12 000,5",
        "[[[1, 2], [3, 4]], [[5, 6], [7, 8]]]",
        "array([[1e-3, nan]])",
        "1, 2, 3",
        "{{1, 2}, {3, 4}}",
        "  1.0000   0.5000\n  0.2500  -1.0000",
        "+.5",
        "1e3",
        "1 b",
        "1 2 ... 3",
    ]
    .map(|text| text.as_bytes().to_vec())
    .to_vec()
}

fn entry(input: &[u8]) -> Result<String, String> {
    let text = String::from_utf8_lossy(input);
    if number(&text).is_some_and(|value| !value.is_finite()) {
        return Err(format!("{text:?} is no finite number"));
    }
    if let (Some(value), _) = within(&text, None, [-1.0, 1.0])
        && !(-1.0..=1.0).contains(&value)
    {
        return Err(format!("{text:?} is not within -1 to 1"));
    }
    whole(&text);
    match block(&text) {
        Err(why) => Ok(why),
        Ok(block) => {
            let mut cells = block.planes.iter().flatten().flatten().flatten();
            if cells.any(|value| !value.is_finite()) {
                return Err(format!("{text:?} has cells that are no finite numbers"));
            }
            Ok(format!("read {:?} {}", block.said, "x".repeat(block.planes.len().min(9))))
        }
    }
}

/// The link of a view once it was read and drawn, and what was said about it.
fn linked<T: Linked>(rest: &str) -> (String, Vec<String>) {
    let (example, said) = T::from_rest(rest);
    Lab::new(example.clone()).figure().scene(Theme::LIGHT);
    (example.to_rest(), said)
}
