//! The network as a list of layers: one card each, which opens to its settings.

use yew::prelude::*;

use super::layer::opened;
use crate::app::numbers::thousands;
use crate::app::places::train::{
    Edit, Rail, TEMPLATES, TrainAction, TrainConfig, edited, place_of_new, rails,
};
use crate::app::text::Text;
use crate::app::text::train as text;
use crate::layers::Layer;
use crate::network::{Bytes, NodeId, Plan, PlanError};
use crate::ui::widgets::fields::Choice;
use crate::ui::widgets::undo::UndoRedo;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub config: TrainConfig,
    pub plan_error: Option<PlanError>,
    /// Whether there is a network to go back to, and one that was taken back.
    pub can_undo_redo: [bool; 2],
    pub ask: Callback<TrainAction>,
}

#[component]
pub fn Layers(Props { config, plan_error, can_undo_redo, ask }: &Props) -> Html {
    let open = use_state(|| None::<NodeId>);
    let editor = use_node_ref();
    let dragged = use_state(|| None::<NodeId>);
    let edit = {
        let (config, open) = (config.clone(), open.clone());
        ask.reform(move |edit: Edit| {
            match edit {
                Edit::Remove(_) => open.set(None),
                Edit::Insert(behind, _) | Edit::Duplicate(behind) => open.set(Some(NodeId(behind.0 + 1))),
                Edit::Move(node, behind) => {
                    open.set(Some(if behind > node { behind } else { NodeId(behind.0 + 1) }));
                }
                Edit::Set(..) | Edit::Rename(..) | Edit::From { .. } => {}
            }
            TrainAction::Configure(Box::new(TrainConfig {
                network: edited(&config.network, &edit),
                ..config.clone()
            }))
        })
    };
    let plan = Plan::new(config.network.clone()).ok();
    let own = config.template().is_none();
    let names: Vec<AttrValue> = own
        .then(|| AttrValue::from(text::YOUR_OWN_NETWORK))
        .into_iter()
        .chain(TEMPLATES.iter().map(|(_, template)| AttrValue::from(text::template(*template))))
        .collect();
    let chosen =
        config.template().and_then(|t| TEMPLATES.iter().position(|(_, known)| *known == t)).unwrap_or(0);
    let choose = {
        let config = config.clone();
        let skip = usize::from(own);
        let ask = ask.clone();
        Callback::from(move |i: usize| {
            if let Some((_, template)) = i.checked_sub(skip).and_then(|i| TEMPLATES.get(i)) {
                ask.emit(TrainAction::Configure(Box::new(config.with_template(*template))));
            }
        })
    };
    let insert = {
        let (edit, behind) = (edit.clone(), place_of_new(&config.network, *open));
        Callback::from(move |i: usize| {
            if let Some((_, layer)) = i.checked_sub(1).and_then(|i| Layer::presets().into_iter().nth(i)) {
                edit.emit(Edit::Insert(behind, layer));
            }
        })
    };
    let new: Vec<AttrValue> = std::iter::once(text::PLUS_LAYER.into())
        .chain(Layer::presets().into_iter().map(|(name, _)| Text::of(name).into()))
        .collect();
    let error = plan_error.as_ref().map(ToString::to_string);
    let at_fault =
        |name: &str| plan_error.as_ref().is_some_and(|plan_error| blamed(plan_error) == Some(name));
    let names_of = names_of(config, plan.as_ref());
    let rails = rails(&config.network);
    let lanes = rails.iter().flat_map(|rail| rail.starts.iter().map(|lane| lane + 1)).max().unwrap_or(0);
    let card = |index: usize| {
        let (node, id) = (&config.network.nodes[index], NodeId(index + 1));
        let name = names_of[index].clone();
        let is_open = *open == Some(id);
        let toggle = {
            let open = open.clone();
            move |_: MouseEvent| open.set((!is_open).then_some(id))
        };
        let shape = plan.as_ref().map_or(String::new(), |plan| plan.shape(id).to_string());
        let params = plan.as_ref().map(|plan| plan.params_of(id).len());
        let counted = params.map_or(String::new(), text::parameters);
        let start = {
            let dragged = dragged.clone();
            move |_: DragEvent| dragged.set(Some(id))
        };
        let drop = {
            let (dragged, edit) = (dragged.clone(), edit.clone());
            move |event: DragEvent| {
                event.prevent_default();
                if let Some(moved) = (*dragged).filter(|moved| *moved != id) {
                    // Dropped onto a layer it comes before it from below, behind it from above.
                    edit.emit(Edit::Move(moved, if moved > id { NodeId(id.0 - 1) } else { id }));
                }
                dragged.set(None);
            }
        };
        let fault = at_fault(&name).then(|| error.clone()).flatten();
        html! {
            <li key={index} class={classes!("card", is_open.then_some("open"), fault.is_some().then_some("fault"))} data-testid={format!("layer-{}", id.0)}>
                if lanes > 0 { { rail(&rails[id.0], lanes) } }
                <button class="head" aria-expanded={is_open.to_string()} onclick={toggle} draggable="true" ondragstart={start}
                    ondragover={Callback::from(|event: DragEvent| event.prevent_default())} ondrop={drop} title={counted.clone()}>
                    <span>{ node.layer.op().summary() }</span><i>{ shape }</i>
                </button>
                if let Some(fault) = fault { <p class="complaint" role="alert">{ format!("{fault}.") }</p> }
                if is_open { { opened(config, id, &counted, &names_of, &edit) } }
            </li>
        }
    };
    let total = plan.as_ref().map_or("–".to_owned(), |plan| thousands(plan.params()));
    let [before, total, behind] = text::network_parameters(&total);
    let takes: Bytes = config.memory().iter().map(|run| run.training).sum();
    let takes = plan.as_ref().map(|_| text::training_takes(takes));
    html! {
        <div class="train-layers" ref={&editor}>
            <h2>{ before }<output data-testid="params">{ total }</output>{ behind }</h2>
            if let Some(takes) = takes { <p class="fine" data-testid="memory">{ takes }</p> }
            <div class="train-template">
                <Choice name={text::TEMPLATE} options={names} {chosen} {choose} testid="template" wide={true} />
                <UndoRedo can={*can_undo_redo} undo={ask.reform(|()| TrainAction::UndoNetwork)} redo={ask.reform(|()| TrainAction::RedoNetwork)}
                    testids={["undo-network", "redo-network"]} within={editor.clone()} />
            </div>
            if let Some(error) = error.as_ref().filter(|_| plan_error.as_ref().is_some_and(|p| blamed(p).is_none())) {
                <p class="complaint" role="alert">{ format!("{error}.") }</p>
            }
            <ol class="cards">{ for (0..config.network.nodes.len()).map(card) }</ol>
            <Choice name={text::ADD_LAYER} options={new} chosen={0} choose={insert} testid="new-layer" wide={true} />
        </div>
    }
}

/// Lines beside a card, of which a skip goes out at its foot, and comes in at its head.
fn rail(Rail { follows, starts, passes, ends }: &Rail, lanes: usize) -> Html {
    let x = |lane: usize| 8 * (lanes - lane) - 4;
    let main = 8 * lanes + 4;
    let passing = passes.iter().map(|lane| format!("M{} 0v100", x(*lane)));
    let starting = starts.iter().map(|lane| format!("M{main} 50C{main} 90 {0} 60 {0} 100", x(*lane)));
    let ending = ends.iter().map(|lane| format!("M{0} 0C{0} 40 {main} 10 {main} 50", x(*lane)));
    let before = follows.then(|| format!("M{main} 0v50"));
    let d: String =
        passing.chain(starting).chain(ending).chain(before).chain([format!("M{main} 50v50")]).collect();
    html! {
        <svg class="rail" viewBox={format!("0 0 {} 100", main + 4)} preserveAspectRatio="none" ~style={format!("width:{}px", main + 4)} aria-hidden="true"><path {d} /></svg>
    }
}

/// The layer that a problem is about.
fn blamed(plan_error: &PlanError) -> Option<&str> {
    match plan_error {
        PlanError::Limit { name, .. }
        | PlanError::Name { name, .. }
        | PlanError::Order { name, .. }
        | PlanError::Shape { name, .. } => Some(name),
        PlanError::Empty | PlanError::Network { .. } | PlanError::Input { .. } => None,
    }
}

/// What each layer is called, whether or not the network can be planned.
fn names_of(config: &TrainConfig, plan: Option<&Plan>) -> Vec<String> {
    match plan {
        Some(plan) => plan.ids().skip(1).map(|id| plan.name(id).to_owned()).collect(),
        None => Plan::names(&config.network).into_iter().skip(1).collect(),
    }
}
