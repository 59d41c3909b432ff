//! What a channel looks for: the samples that drive it most, and the image that would.

use std::rc::Rc;

use yew::prelude::*;

use super::Props;
use super::sample::{Sample, use_labels};
use super::unit::Unit;
use crate::app::color::Palette;
use crate::app::numbers::{exact, sig3};
use crate::app::places::draw::Action;
use crate::app::places::draw::analysis::Choice;
use crate::app::text::draw::analysis as text;
use crate::network::Field;
use crate::session::{Peak, Regularizers, samples};
use crate::ui::bitmap::Bitmap;
use crate::ui::widgets::segments::Segments;

/// The values of each regulariser to choose from, none first.
const JITTERS: [usize; 4] = [0, 1, 2, 4];
const BLURS: [f32; 4] = [0.0, 0.4, 0.6, 1.0];
const DECAYS: [f32; 4] = [0.0, 0.01, 0.03, 0.1];

#[component]
pub fn Features(props: &Props) -> Html {
    let Props { model, answers, theme, act, .. } = props;
    let features = &answers.features;
    let looked_at = &answers.samples;
    let labels = use_labels(looked_at.clone(), features.peaks.iter().map(|peak| peak.sample).collect());
    let image = use_memo(features.image.clone(), |image| Rc::<[f32]>::from(&image[..]));
    let Some(at) = answers.channel else { return Html::default() };
    let (column, input) = (&model.columns[at.column], model.plan.network().input);
    let fields = model.plan.receptive_field(column.shown);
    let peak = |(i, peak): (usize, &Peak)| {
        let Some(samples) = looked_at else { return Html::default() };
        let part = Field::patch(fields, [peak.row, peak.column], [input.h, input.w]);
        let part = part.map(|cells| (cells.start, cells.end));
        let percent = |at: usize, of: usize| 100.0 * at as f32 / of as f32;
        let [(top, bottom), (left, right)] = part;
        let frame = format!(
            "left:{:.1}%;top:{:.1}%;width:{:.1}%;height:{:.1}%",
            percent(left, input.w),
            percent(top, input.h),
            percent(right - left, input.w),
            percent(bottom - top, input.h)
        );
        let name = text::peak(labels.get(i).copied().unwrap_or(0), &sig3(peak.value), peak.row, peak.column);
        let shape = format!("aspect-ratio:{}/{}", right - left, bottom - top);
        html! {
            <figure key={peak.sample} title={name.clone()} aria-label={name} role="img">
                <div class="framed-image"><Sample samples={samples.clone()} index={peak.sample} theme={*theme} /><i class="frame" ~style={frame} /></div>
                <div class="patch" ~style={shape}><Sample samples={samples.clone()} index={peak.sample} part={Some(part)} theme={*theme} /></div>
                <figcaption>{ sig3(peak.value) }</figcaption>
            </figure>
        }
    };
    let are_own = looked_at.as_ref().is_some_and(samples::Samples::are_own);
    let all = looked_at.as_ref().map(|samples| samples.count(samples::FEATURES));
    let is_dead = Some(features.seen) == all && features.peaks.first().is_some_and(|peak| peak.value <= 0.0);
    html! {
        <div class="analysis features">
            <div class="analysis-head">
                <h2>{ text::looks_for(&column.heading(), at.unit) }</h2>
                <Unit model={model.clone()} {at} columns={(1, model.columns.len() - 1)} act={act.clone()} />
            </div>
            <section aria-label={text::STRONGEST}>
                <p><b>{ text::STRONGEST }</b>{ " " }<span data-testid="strongest-seen" data-seen={features.seen.to_string()}>{ text::strongest_of(features.seen, are_own) }</span></p>
                if looked_at.is_none() { <p class="hint">{ text::NO_SAMPLES }</p> }
                if is_dead { <p class="hint">{ text::NEVER_ACTIVE }</p> }
                <div class="peaks" data-testid="peaks">{ for features.peaks.iter().enumerate().map(peak) }</div>
            </section>
            <div class="maximized">
                <section aria-label={text::MAXIMIZED}>
                    <p><b>{ text::MAXIMIZED }</b></p>
                    <div class="framed-image large">
                        if image.len() == input.len() { <Bitmap values={(*image).clone()} w={input.w} palette={Palette::Ink} range={1.0} theme={*theme} testid="maximized" /> }
                    </div>
                    <p class="hint" data-testid="maximized-steps" data-steps={features.steps.to_string()}>{ text::steps(features.steps, samples::STEPS, &sig3(features.activation)) }</p>
                </section>
                { regularizers(props) }
                <div class="analysis-said">
                    <p>{ text::HOW_MAXIMIZED }</p>
                    <p class="hint">{ text::SMALL_NETWORK }</p>
                </div>
            </div>
        </div>
    }
}

/// What keeps the image from being noise, and how it begins.
fn regularizers(Props { config, answers, act, .. }: &Props) -> Html {
    let (now, seed) = (config.analysis.regularizers, config.analysis.seed);
    let choose =
        act.reform(|regularizers: Regularizers| Action::Analysis(Choice::Regularizers(regularizers)));
    let row = |i: usize, options: Vec<AttrValue>, chosen: Option<usize>, choose: Callback<usize>| {
        let [name, what] = text::REGULARIZERS[i];
        html! {
            <div class="regularizer">
                <span><b>{ name }</b>{ " " }{ what }</span>
                <Segments {name} {options} chosen={chosen.unwrap_or(usize::MAX)} {choose} testid={["jitter", "blur", "decay"][i]} />
            </div>
        }
    };
    let near = |values: &[f32], now: f32| values.iter().position(|value| *value == now);
    let stop = !answers.is_done && !answers.is_stopped;
    html! {
        <div class="regularizers">
            { row(0, JITTERS.map(|jitter| jitter.to_string().into()).to_vec(), JITTERS.iter().position(|jitter| *jitter == now.jitter), choose.reform(move |i: usize| Regularizers { jitter: JITTERS[i], ..now })) }
            { row(1, BLURS.map(|blur| exact(blur).into()).to_vec(), near(&BLURS, now.blur), choose.reform(move |i: usize| Regularizers { blur: BLURS[i], ..now })) }
            { row(2, DECAYS.map(|decay| exact(decay).into()).to_vec(), near(&DECAYS, now.decay), choose.reform(move |i: usize| Regularizers { decay: DECAYS[i], ..now })) }
            <div class="analysis-buttons">
                <button class="chip" data-testid="start-again" onclick={act.reform(move |_| Action::Analysis(Choice::Seed(seed + 1)))}>{ text::START_AGAIN }</button>
                <button class="chip" data-testid="stop" disabled={answers.is_done && !answers.is_stopped} onclick={act.reform(move |_| Action::StopAnalysis(stop))}>{ if stop { text::STOP } else { text::AGAIN } }</button>
            </div>
        </div>
    }
}
