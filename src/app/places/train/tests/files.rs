//! Files that the place hands out and takes.

use super::*;
use crate::app::text::train as text;

#[test]
fn downloads_can_be_loaded() {
    let mut page = Page::new(LINK);
    page.ask(TrainAction::Steps(9));
    page.rest();
    for (saved, ..) in Download::ALL {
        page.ask(TrainAction::Download(saved));
    }
    let names: Vec<&str> = page.saved.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        ["weights-after-step-9.safetensors", "network.json", "train.py", "data.safetensors", "history.csv"]
    );
    let weights = page.saved[0].1.clone();
    let json = String::from_utf8(page.saved[1].1.clone()).unwrap();
    assert_eq!(Network::from_json(&json), Ok(page.config().network.clone()));
    page.ask(TrainAction::Weights(weights.clone()));
    assert_eq!(page.first().last.step, 0);
    page.ask(TrainAction::Download(Download::Weights));
    assert_eq!(page.saved.last().unwrap().1, weights);
    page.change(|config| config.network = Template::SoftmaxRegression.network(Shape::flat(2), 2));
    page.ask(TrainAction::Network(json.clone()));
    assert_eq!(page.config().network.to_json(), json);
    for (json, status) in [
        ("{".to_owned(), "This network cannot be used: "),
        (
            Template::Modern.network(Shape::new(1, 28, 28), 10).to_json(),
            "it takes 1 × 28 × 28, but the samples are 2",
        ),
    ] {
        page.ask(TrainAction::Network(json));
        assert!(page.train.runs.status.as_deref().unwrap().contains(status), "{:?}", page.train.runs.status);
    }
    page.ask(TrainAction::Weights(vec![1, 2]));
    assert!(
        page.train
            .runs
            .status
            .as_deref()
            .is_some_and(|status| status.starts_with("The weights cannot be used"))
    );
}

#[test]
fn the_data_set_comes_with_its_split() {
    let mut page = Page::new(LINK);
    page.ask(TrainAction::Download(Download::Data));
    let (name, file) = page.saved.pop().unwrap();
    let file = safetensors::SafeTensors::deserialize(&file).unwrap();
    let dims = |name: &str| file.tensor(name).unwrap().shape().to_vec();
    assert_eq!(name, "data.safetensors");
    assert_eq!(
        [dims("images"), dims("labels"), dims("validation")],
        [vec![100, 2, 1, 1], vec![100], vec![40]]
    );
    let validation: Vec<u32> = file
        .tensor("validation")
        .unwrap()
        .data()
        .as_chunks::<8>()
        .0
        .iter()
        .map(|&index| i64::from_le_bytes(index) as u32)
        .collect();
    assert_eq!(validation, *page.first().validation);
    let (values, label) = page.config().data.sample(99);
    assert_eq!(file.tensor("labels").unwrap().data()[99], label);
    let scale = page.config().data.scale();
    let bytes = &file.tensor("images").unwrap().data()[198..];
    assert_eq!(bytes.iter().map(|&byte| scale.value(byte)).collect::<Vec<f32>>(), values);
}

#[test]
fn what_was_done_to_weights_is_said() {
    let mut page = Page::new(LINK);
    page.ask(TrainAction::Download(Download::Weights));
    let (_, file) = page.saved.pop().unwrap();
    let names = |name: &dyn Fn(&str) -> String| {
        let file = safetensors::SafeTensors::deserialize(&file).unwrap();
        safetensors::serialize(file.iter().map(|(old, view)| (name(old), view)), None).unwrap()
    };
    for (file, status) in [
        (file.clone(), Some("The weights are loaded.")),
        (names(&|name| format!("module.{name}")), Some("Loaded: “module.” left out of the names.")),
        (names(&|name| name.replace("dense", "fc")), Some("Loaded: names matched by order and shape.")),
    ] {
        page.ask(TrainAction::Weights(file));
        assert_eq!(page.train.runs.status.as_deref(), status);
        assert!(page.train.runs.ready());
    }
    // Nothing is begun with what cannot be loaded.
    page.ask(TrainAction::Steps(1));
    page.rest();
    page.ask(TrainAction::Weights(b"PK\x03\x04".to_vec()));
    assert!(page.train.runs.status.as_deref().unwrap().contains("the end record of a ZIP archive"));
    assert_eq!(page.first().last.step, 1);
}

/// What the program says is what the place shows, and what the worker was told.
#[test]
fn the_program_knows_samples_and_figures() {
    let mut page = Page::new(LINK);
    page.ask(TrainAction::Play);
    page.rest();
    page.ask(TrainAction::Download(Download::Code));
    let code = String::from_utf8(page.saved.pop().unwrap().1).unwrap();
    let accuracy = page.first().evaluation.as_ref().unwrap().accuracy;
    for line in [
        "NAMES = [\"inside\",\"outside\"]\n",
        "VALIDATION = range(60, 100)\n",
        "    return images.float() / 127.5 - 1\n",
        "EPOCHS = 5\n",
        &format!("# The page scores the first of them. After step 30: {accuracy:.4} of 40 samples.\n"),
    ] {
        assert!(code.contains(line), "{line}\n{code}");
    }
}

#[test]
fn reading_says_how_far_it_is_and_can_be_stopped() {
    let mut page = Page::new(LINK);
    page.ask(TrainAction::Reading(40));
    page.ask(TrainAction::Steps(1));
    page.rest();
    assert_eq!(page.train.import.reading, Some(40), "training goes on beside it");
    let effects = page.train.update(TrainAction::StopReading);
    assert!(matches!(effects[..], [Effect::StopReading]));
    let said = page.train.runs.status.as_deref();
    assert_eq!((page.train.import.reading, said), (None, Some(&*text::READING_STOPPED)));
    page.ask(TrainAction::Reading(0));
    page.ask(TrainAction::NotRead("It is no table.".to_owned()));
    let said = page.train.runs.status.as_deref();
    assert_eq!((page.train.import.reading, said), (None, Some("It is no table.")));
}
