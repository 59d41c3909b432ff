//! How somebody's files become samples, to be chosen anew while they are at hand.

use yew::prelude::*;

use super::files::take_again;
use crate::app::places::train::{DataSource, Train, TrainAction};
use crate::app::text::train as text;
use crate::data::NameEncoding;
use crate::data::import::{Fit, ImportOptions};
use crate::ui::widgets::fields::{Choice, Stepper};

/// Sides of samples; the first follows from the pictures.
const SIDES: [Option<usize>; 5] = [None, Some(16), Some(28), Some(32), Some(64)];
/// The most that is for validation, in percent.
const MOST: usize = 90;

pub fn import_options(train: &Train, ask: &Callback<TrainAction>) -> Html {
    let DataSource::Custom(own) = &train.config.data else { return Html::default() };
    let options = train.import.options;
    let notes = train.import.notes(&train.config.data);
    // Reads the same files again.
    let again = |with: fn(&mut ImportOptions, usize)| {
        let ask = ask.clone();
        Callback::from(move |chosen: usize| {
            let mut options = options;
            with(&mut options, chosen);
            take_again(options, ask.clone());
        })
    };
    let tiles = notes.and_then(|notes| notes.tiles.clone());
    let choose_tile = tiles.clone().map(|tiles| {
        let ask = ask.clone();
        Callback::from(move |i: usize| {
            take_again(ImportOptions { tile: Some(tiles.possible[i]), ..options }, ask.clone())
        })
    });
    let sized = notes.is_some_and(|notes| notes.scaled.is_some());
    let pictures = sized && tiles.is_none();
    let transposed = notes.and_then(|notes| notes.transposed);
    let at = |found: Option<usize>| found.unwrap_or(0);
    let encoding = notes.and_then(|notes| notes.encoding);
    html! {
        <>
            if pictures {
                <Choice name={text::PICTURES_ARE} options={Fit::ALL.map(|fit| text::fit(fit).into()).to_vec()} testid="fit"
                    chosen={at(Fit::ALL.iter().position(|fit| *fit == options.fit))} choose={again(|options, i| options.fit = Fit::ALL[i])} />
            }
            if let Some((tiles, choose)) = tiles.zip(choose_tile) {
                <Choice name={text::TILES_ARE} options={tiles.possible.iter().map(|side| text::tile(*side).into()).collect::<Vec<AttrValue>>()} testid="tile"
                    chosen={at(tiles.possible.iter().position(|side| *side == tiles.side))} {choose} />
            }
            if sized {
                <Choice name={text::SIDE_LENGTH} options={SIDES.map(|side| text::side(side).into()).to_vec()} testid="side"
                    chosen={at(SIDES.iter().position(|side| *side == options.side))} choose={again(|options, i| options.side = SIDES[i])} />
            }
            if let Some(transposed) = transposed {
                <Choice name={text::IMAGE_AXES} options={text::AS_IN_THE_FILE.map(AttrValue::from).to_vec()} testid="transposed"
                    chosen={usize::from(transposed)} choose={ask.reform(|_: usize| TrainAction::Transpose)} />
            }
            if let Some(encoding) = encoding {
                <Choice name={text::NAMES_ARE} options={NameEncoding::ALL.map(|encoding| text::encoding(encoding).into()).to_vec()} testid="encoding"
                    chosen={at(NameEncoding::ALL.iter().position(|known| *known == encoding))}
                    choose={again(|options, i| options.encoding = Some(NameEncoding::ALL[i]))} />
            }
            if let Some(percent) = own.percent() {
                <Stepper name={text::SHARE_FOR_VALIDATION} value={percent} least={0} largest={MOST} testid="validation-share"
                    complain={Callback::noop()} set={ask.reform(TrainAction::ValidationShare)} />
            }
        </>
    }
}
