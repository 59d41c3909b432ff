//! A pool: the window, and what came out of it.

use std::rc::Rc;

use yew::prelude::*;

use super::lens::Numbers;
use super::panel::Shown;
use super::whole::Whole;
use crate::app::color::Palette;
use crate::app::numbers::{exact, sig3};
use crate::app::places::draw::explain::{Pooled, patch};
use crate::app::text::draw as text;
use crate::ui::bitmap::Bitmap;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub shown: Shown,
    pub pooled: Pooled,
}

#[component]
pub fn PoolPanel(Props { shown, pooled }: &Props) -> Html {
    let Shown { model, seen, at, cell, theme, .. } = shown;
    let column = &model.columns[at.column];
    let source = &model.columns[column.sources[0]];
    let values: Rc<[f32]> = Rc::from(seen.map(source.shown, at.unit, source.shape.area()));
    let range = model.range(column.sources[0]);
    let percent = |i: isize, len: usize| 100.0 * i as f32 / len as f32;
    let frame = patch(model, at.column, *cell).map(|[rows, columns]| {
        format!(
            "left:{}%;top:{}%;width:{}%;height:{}%",
            percent(columns.start, source.shape.w),
            percent(rows.start, source.shape.h),
            percent(columns.end - columns.start, source.shape.w),
            percent(rows.end - rows.start, source.shape.h)
        )
    });
    html! {
        <>
            <div class="sum">
                <Whole shown={shown.clone()} />
                <span class="operator">{ "←" }</span>
                <div class="whole still">
                    <Bitmap {values} w={source.shape.w} palette={Palette::Activation} {range} theme={*theme} />
                    if let Some(frame) = frame { <i class="frame" ~style={frame} /> }
                </div>
                <div class="lens large">
                    <p>{ text::window_on(&source.heading(), at.unit) }</p>
                    <div>
                        <Numbers values={pooled.values.clone()} columns={pooled.size[1]} palette={Palette::Activation} {range}
                            theme={*theme} name={text::VALUES_IN_WINDOW} winner={pooled.winner} />
                    </div>
                </div>
            </div>
            <p class="formula" data-testid="formula" aria-live="polite">
                { text::pool_of(pooled.kind, pooled.values.len(), pooled.equals(&sig3(pooled.total))) }
                <b ~style={super::sum_panel::word(pooled.total, *theme)} title={exact(pooled.total)}>{ sig3(pooled.total) }</b>
                { text::POOL_HAS_NO_WEIGHTS }
            </p>
        </>
    }
}
