mod edit;

use serde_json::Value;

use super::compare::compare;
use super::diagram::{Block, Diagram, macs, params};
use super::export::{cells, csv, markdown, svg, tikz};
use super::table::{Item, bytes};
use super::*;
use crate::app::color::Theme;
use crate::app::numbers;
use crate::zoo::Architecture;
use crate::zoo::Version;

fn chosen(architecture: Architecture) -> Chosen {
    Chosen { architecture, version: Version::Torchvision }
}

fn subject(architecture: Architecture) -> Rc<Subject> {
    Subject::of(chosen(architecture))
}

fn place(link: &str) -> (Networks, Vec<Effect>) {
    let mut problems = Vec::new();
    let config =
        NetworksConfig::from_pairs(link.split('&').filter_map(|pair| pair.split_once('=')), &mut problems);
    assert_eq!(problems, Vec::<String>::new());
    Networks::new(config, None)
}

fn row(subject: &Subject, name: &str) -> usize {
    let rows = &subject.table.rows;
    rows.iter().position(|row| row.name == name).unwrap_or_else(|| panic!("there is no row {name}"))
}

/// Batch norms are counted with their convolutions.
#[test]
fn rows_are_those_of_torchvision() {
    let text = include_str!("../../../../tests/zoo/architectures.json");
    let published: Value = serde_json::from_str(text).unwrap();
    for (id, architecture) in [
        ("alexnet", Architecture::AlexNet),
        ("vgg16", Architecture::Vgg16),
        ("googlenet", Architecture::GoogLeNet),
        ("resnet18", Architecture::ResNet18),
        ("resnet34", Architecture::ResNet34),
        ("resnet50", Architecture::ResNet50),
    ] {
        let subject = subject(architecture);
        let mut wanted: Vec<(String, u64, u64)> = Vec::new();
        for layer in published[id]["layers"].as_array().unwrap() {
            let [params, macs] = ["params", "macs"].map(|key| layer[key].as_u64().unwrap());
            if layer["kind"] == "BatchNorm2d" {
                wanted.last_mut().unwrap().1 += params;
            } else {
                wanted.push((layer["layer"].as_str().unwrap().to_owned(), params, macs));
            }
        }
        let ours = subject.table.rows.iter();
        let ours: Vec<_> = ours.map(|row| (row.name.clone(), row.cost.params, row.cost.macs)).collect();
        assert_eq!(ours, wanted, "{id}");
        let total = subject.table.total;
        assert_eq!(Some(total.params), published[id]["params"].as_u64());
        assert_eq!(Some(total.macs), published[id]["macs"].as_u64());
    }
}

#[test]
fn lenet5_has_the_connections_of_its_paper() {
    let lenet = subject(Architecture::LeNet5);
    let rows = &lenet.table.rows;
    let found: Vec<_> =
        rows.iter().map(|row| (row.name.as_str(), row.cost.params, row.connections)).collect();
    let wanted = [
        ("C1", 156, 122_304),
        ("S2", 12, 5_880),
        ("C3", 1516, 151_600),
        ("S4", 32, 2_000),
        ("C5", 48_120, 48_120),
        ("F6", 10_164, 10_164),
        ("output", 0, 840),
    ];
    assert_eq!(found, wanted);
    assert_eq!(rows[2].weight, [16, 6, 5, 5]);
    let seen = |link| {
        place(link).0.connection_table().map(|table| table.iter().flatten().filter(|seen| **seen).count())
    };
    assert_eq!([seen("net=lenet5&row=2"), seen("net=lenet5&row=0")], [Some(60), None]);
}

/// What the design of the place shows of GoogLeNet.
#[test]
fn googlenet_is_collapsed_into_its_modules() {
    let googlenet = subject(Architecture::GoogLeNet);
    let table = &googlenet.table;
    let module = table.module_named("inception4a").unwrap();
    let cost = table.cost(Item::Module(module));
    assert_eq!((cost.params, cost.macs), (364_512, 71_199_744));
    assert_eq!(numbers::bytes(bytes(table.total)), "18.6 MB");
    let threes = &table.rows[row(&googlenet, "inception4a.branch2.1.conv")];
    assert_eq!(table.short_name(row(&googlenet, "inception4a.branch2.1.conv")), "branch2.1.conv");
    let thin = |n: &str| n.replace(' ', "\u{202f}");
    assert_eq!(
        cells(threes)[2..],
        ["208×14×14", "3×3 / 1", &thin("180 128"), &thin("35 223 552"), "163 kB", "107 px"]
            .map(str::to_owned)
    );
    assert_eq!(cells(&table.rows[row(&googlenet, "conv3.conv")])[7], "19 px");
    assert_eq!(table.items().len(), 9 + 3 + 4 + 2);

    let diagram = Diagram::new(&googlenet.plan, table, Some(module), [752.0, 170.0]);
    let strip = diagram.strip(table, params);
    let (most, share) = strip.most.unwrap();
    assert_eq!((table.name(most), (100.0 * share).round()), ("inception5b", 20.0));
    let (most, share) = diagram.strip(table, macs).most.unwrap();
    assert_eq!((table.name(most), (100.0 * share).round()), ("conv3.conv", 23.0));
}

#[test]
fn modules_and_depths_are_those_of_the_papers() {
    for (architecture, modules, depth) in [
        (Architecture::LeNet5, 0, 4),
        (Architecture::AlexNet, 0, 8),
        (Architecture::Vgg16, 0, 16),
        (Architecture::GoogLeNet, 9, 22),
        (Architecture::ResNet18, 8, 18),
        (Architecture::ResNet34, 16, 34),
        (Architecture::ResNet50, 16, 50),
        (Architecture::EfficientNetLite0, 16, 50),
    ] {
        let Subject { plan, table } = &*subject(architecture);
        assert_eq!((table.modules.len(), table.depth(plan)), (modules, depth), "{architecture:?}");
    }
    let resnet = subject(Architecture::ResNet50);
    assert_eq!(resnet.table.modules[0].name, "layer1.0");
    let lite = subject(Architecture::EfficientNetLite0);
    let names: Vec<&str> = lite.table.modules.iter().map(|module| module.name.as_str()).collect();
    assert_eq!(names[..3], ["_blocks.0", "_blocks.1", "_blocks.2"]);
}

#[test]
fn everything_that_is_drawn_has_its_own_place() {
    for architecture in Architecture::ALL {
        let Subject { plan, table } = &*subject(architecture);
        for opened in [None].into_iter().chain((0..table.modules.len()).map(Some)) {
            let diagram = Diagram::new(plan, table, opened, [752.0, 170.0]);
            assert_eq!(diagram.opened.as_ref().map(|opened| opened.module), opened);
            assert_eq!(diagram.blocks.len() + usize::from(opened.is_some()), table.items().len());
            let frames = diagram.opened.iter().map(|opened| [opened.x, opened.x + opened.width]);
            let blocks = diagram.blocks.iter().map(|block| [block.x, block.x + block.width]);
            let mut places: Vec<[f32; 2]> = blocks.chain(frames).collect();
            places.sort_by(|a, b| a[0].total_cmp(&b[0]));
            assert!(
                places.windows(2).all(|pair| pair[0][1] <= pair[1][0] + 0.1),
                "{architecture:?}: {places:?}"
            );
            assert!(
                places[0][0] >= 0.0 && places[places.len() - 1][1] <= 752.5,
                "{architecture:?}: {places:?}"
            );
            for Cells { cells, x, width } in diagram.opened.iter().map(Cells::of) {
                let rows: Vec<usize> = table.rows_of(opened.unwrap()).collect();
                assert_eq!(cells.len(), rows.len());
                assert!(cells.iter().all(|&[left, right]| left > x && right < x + width));
            }
            let strip = diagram.strip(table, params);
            assert_eq!(strip.bars.iter().map(|bar| bar.value).sum::<u64>(), table.total.params);
        }
    }
}

struct Cells {
    cells: Vec<[f32; 2]>,
    x: f32,
    width: f32,
}

impl Cells {
    fn of(opened: &diagram::Opened) -> Self {
        let cells = opened.cells.iter().map(|cell| [cell.x, cell.x + cell.width]).collect();
        Self { cells, x: opened.x, width: opened.width }
    }
}

/// Blocks whose input is added as it is; the others change its shape.
#[test]
fn skips_are_arcs() {
    for (architecture, arcs) in [
        (Architecture::ResNet18, 5),
        (Architecture::ResNet50, 12),
        (Architecture::EfficientNetLite0, 9),
        (Architecture::GoogLeNet, 0),
    ] {
        let Subject { plan, table } = &*subject(architecture);
        let diagram = Diagram::new(plan, table, None, [752.0, 170.0]);
        assert_eq!(diagram.arcs.len(), arcs, "{architecture:?}");
        // Each begins where a block ends, and leads over one block alone.
        for arc in &diagram.arcs {
            assert!(arc.from < arc.to && arc.top < diagram.axis, "{arc:?}");
            let ends = |block: &Block| (block.x + block.width - arc.from).abs() < 0.1;
            let over = diagram.blocks.iter().filter(|block| block.x > arc.from - 0.1 && block.x < arc.to);
            assert!(diagram.blocks.iter().any(ends) && over.count() == 1, "{architecture:?}: {arc:?}");
        }
    }
}

#[test]
fn links_say_what_is_shown() {
    let link = "net=googlenet.paper&compare=alexnet&open=inception4a&row=3&set=conv1.filters.32";
    let (networks, effects) = place(link);
    assert_eq!((networks.config.to_pairs().join("&"), effects), (link.to_owned(), vec![]));
    assert_eq!(networks.opened(), networks.subject.table.module_named("inception4a"));
    for architecture in Architecture::ALL {
        let (networks, _) = place(&format!("net={}", link::id(architecture)));
        assert_eq!(networks.config.shown.architecture, architecture);
    }
    // What does not exist is left out.
    let (networks, _) = place("net=lenet5&open=inception4a&row=99");
    assert_eq!((networks.config.opened.as_ref(), networks.config.row), (None, None));
    let mut problems = Vec::new();
    NetworksConfig::from_pairs([("net", "resnet18.paper"), ("set", "a,b.1")].into_iter(), &mut problems);
    assert_eq!(problems.len(), 2, "{problems:?}");
}

#[test]
fn two_networks_are_compared() {
    let (first, second) = (subject(Architecture::AlexNet), subject(Architecture::GoogLeNet));
    let [(_, params, factor), (_, macs, _), _, (_, depth, _)] = compare(&first, &second);
    assert_eq!((params, depth), ([61_100_840, 6_624_904], [8, 22]));
    assert_eq!((macs[0], (factor * 10.0).round()), (714_188_480, 92.0));
}

#[test]
fn exports_hold_every_row_and_every_box() {
    let Subject { plan, table } = &*subject(Architecture::GoogLeNet);
    let text = csv(table);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), table.rows.len() + 1);
    assert!(lines.iter().all(|line| line.split(',').count() == 16), "{text}");
    assert_eq!(lines[1], "conv1.conv,conv 7×7,64,112,112,7,7,2,2,9536,118013952,118816768,3211264,7,2,-3");
    assert_eq!(markdown(table).lines().count(), table.rows.len() + 3);
    let diagram = Diagram::new(plan, table, table.module_named("inception3a"), [752.0, 170.0]);
    let boxes = diagram.blocks.len() + 1 + diagram.opened.as_ref().unwrap().cells.len();
    assert_eq!(svg(&diagram, Theme::LIGHT).matches("<rect").count(), boxes + 1);
    assert_eq!(tikz(&diagram).matches("\\filldraw").count(), boxes);
}

#[test]
fn the_link_of_the_place_is_read_whole() {
    let (networks, effects) = Networks::open("v=2&net=vgg16&row=3");
    assert_eq!(
        (networks.config.to_rest().as_str(), effects),
        ("v=2&net=vgg16&row=3", vec![Effect::LoadLastRun])
    );
    let (networks, effects) = Networks::open("v=99&net=vgg16");
    assert_eq!((networks.config, effects.len()), (NetworksConfig::default(), 2));
    let listed = listed();
    assert_eq!((listed[2].id.as_str(), listed[2].detail.as_str()), ("vgg16", "2014 · 138.4 M"));
    for one in listed {
        // What a small one is trained from exists.
        let (networks, _) = Networks::open(&format!("net={}", one.id));
        let (_, link) = networks.train_links().swap_remove(0);
        let template = link.rsplit('=').next().unwrap();
        assert!(crate::app::places::train::TEMPLATES.iter().any(|(id, _)| *id == template), "{link}");
    }
}
