//! Somebody's files: what is said about them, and what can be chosen anew.

use std::rc::Rc;

use super::Page;
use crate::app::places::train::{CustomDataset, DataSource, TrainAction};
use crate::data::import::{ImportNotes, LeftOut, Reason};
use crate::data::{Dataset, Scale, Split};
use crate::shape::Shape;

/// What IDX files hold can be swapped while it is at hand, and nothing else can.
#[test]
fn rows_and_columns_are_swapped_and_swapped_back() {
    let mut page = Page::new("net=softmax");
    let samples = own(Split::DEFAULT);
    let image = |page: &Page| page.config().data.sample(1).0;
    page.ask(TrainAction::UseFiles(samples.clone(), Box::default()));
    page.rest();
    let before = image(&page);
    page.ask(TrainAction::Transpose);
    assert_eq!(image(&page), before);
    let notes = ImportNotes { transposed: Some(true), ..ImportNotes::default() };
    page.ask(TrainAction::UseFiles(samples, Box::new(notes)));
    page.rest();
    assert!(page.train.runs.status.as_deref().is_some_and(|said| said.contains("as EMNIST stores")));
    for (swapped, said) in
        [(true, "Rows and columns are as in the file."), (false, "Rows and columns were swapped")]
    {
        page.ask(TrainAction::Transpose);
        page.rest();
        let image = image(&page);
        assert_eq!((image[1] == before[4], image[4] == before[1]), (swapped, swapped));
        assert_eq!(image == before, !swapped);
        let status = page.train.runs.status.as_deref().unwrap();
        assert!(status.starts_with(said), "{status}");
        let notes = page.train.import.notes(&page.train.config.data).unwrap();
        assert_eq!(notes.transposed, Some(!swapped));
    }
}

fn own(validation: Split) -> Rc<CustomDataset> {
    let data = Dataset {
        shape: Shape::new(1, 4, 4),
        scale: Scale::Unit,
        images: (0..160).collect(),
        labels: (0..10).map(|i| i % 2).collect(),
        names: vec!["lies".into(), "stands".into()],
    };
    Rc::new(CustomDataset { name: "bars".into(), data: data.into(), validation })
}

#[test]
fn what_was_read_is_said_and_another_share_begins_anew() {
    let mut page = Page::new("net=softmax");
    let left_out = vec![LeftOut { file: "lies/3.png".into(), why: Reason::NoPicture }];
    let notes = ImportNotes { left_out, ..ImportNotes::default() };
    page.ask(TrainAction::UseFiles(own(Split::DEFAULT), Box::new(notes)));
    page.rest();
    let said = page.train.runs.status.clone().unwrap();
    assert!(said.starts_with("Loaded 10 samples of 2 classes: lies, stands. Left out: lies/3.png"), "{said}");
    assert_eq!(page.train.runs.list[0].validation.len(), 2);
    page.ask(TrainAction::ValidationShare(50));
    page.rest();
    assert_eq!(page.train.runs.list[0].validation.len(), 5);
    assert!(page.train.import.notes(&page.train.config.data).is_some());
    // What was drawn has nothing to do with the files.
    page.ask(TrainAction::UseDataset(own(Split::Last(3))));
    page.rest();
    assert_eq!(page.train.runs.list[0].validation[..], [7, 8, 9]);
    assert!(page.train.import.notes(&page.train.config.data).is_none());
    let DataSource::Custom(own) = &page.train.config.data else { panic!() };
    assert_eq!(own.percent(), None);
}
