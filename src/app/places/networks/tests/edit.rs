//! Layers with other settings, layers that go, and new ones.

use super::*;

#[test]
fn a_change_is_followed_by_table_and_link() {
    let (mut networks, _) = place("net=resnet18");
    let set = |layer: &str, setting: &str, value| {
        let changed = Changed::Set { setting: setting.to_owned(), value };
        Action::Set(Change { layer: layer.to_owned(), changed })
    };
    let before = networks.subject.table.total.params;
    assert_eq!(networks.update(set("layer4.1.conv1", "filters", 64.0), 0.0), [Effect::UpdateUrl]);
    assert!(networks.subject.table.total.params < before);
    assert_eq!(networks.config.to_pairs(), ["net=resnet18", "set=layer4.1.conv1.filters.64"]);
    let (again, _) = place(&networks.config.to_pairs().join("&"));
    assert_eq!(again.subject.table, networks.subject.table);
    // A sum of different shapes cannot be: the network stays as it was.
    let total = networks.subject.table.total;
    let effects = networks.update(set("layer4.1.conv2", "filters", 8.0), 0.0);
    assert!(matches!(&effects[..], [Effect::Notice(notice)] if notice.contains("layer4.1")), "{effects:?}");
    assert_eq!((networks.subject.table.total, networks.config.changes.len()), (total, 1));
    for (layer, setting) in [("layer9", "filters"), ("layer4.1.conv2", "colour")] {
        assert!(matches!(networks.update(set(layer, setting, 1.0), 0.0)[..], [Effect::Notice(_)]));
    }
    networks.update(Action::Reset, 0.0);
    assert_eq!((networks.subject.table.total.params, networks.config.changes.len()), (before, 0));
    networks.update(Action::Toggle(2), 0.0);
    assert_eq!(networks.config.opened.as_deref(), Some("layer2.0"));
    networks.update(Action::Toggle(2), 0.0);
    assert_eq!(networks.opened(), None);
}

#[test]
fn layers_go_and_new_ones_come() {
    let (mut networks, _) = place("net=alexnet&row=2");
    let rows = |networks: &Networks| networks.subject.table.rows.len();
    let (before, layers) = (rows(&networks), networks.layers_of_row());
    let last = layers.last().unwrap().0.clone();
    let change = |layer: &str, changed| Action::Set(Change { layer: layer.to_owned(), changed });
    networks.update(change(&last, Changed::Inserted("convolution".to_owned())), 0.0);
    networks.update(change(&last, Changed::Inserted("prelu".to_owned())), 0.0);
    assert_eq!(rows(&networks), before + 1);
    // A new convolution has as many filters as what it takes has channels.
    let new = &networks.subject.table.rows[3];
    assert_eq!(new.weight[0], new.weight[1]);
    assert_eq!(networks.layers_of_row().len(), layers.len() + 1);
    let (again, effects) = place(&networks.config.to_pairs().join("&"));
    assert_eq!((effects, &again.subject.table), (vec![], &networks.subject.table));
    let added = networks.subject.plan.name(new.nodes[0]).to_owned();
    networks.update(change(&added, Changed::Removed), 0.0);
    assert_eq!(rows(&networks), before);
    for (layer, changed) in [
        ("nobody", Changed::Removed),
        ("input", Changed::Removed),
        (&last, Changed::Inserted("loop".to_owned())),
    ] {
        assert!(matches!(networks.update(change(layer, changed), 0.0)[..], [Effect::Notice(_)]));
    }
}
