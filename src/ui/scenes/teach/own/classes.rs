//! The classes, and what shows each.

use web_sys::{Element, HtmlInputElement};
use yew::prelude::*;

use crate::app::color::Theme;
use crate::app::places::scenes::teach::own::{
    Action, Class, Example, FEWEST_CLASSES, LONGEST_NAME, MOST_CLASSES, Own,
};
use crate::app::text::scenes_symbols as symbols;
use crate::app::text::scenes_teach_own as text;
use crate::ui::train::images::image;
use crate::ui::widgets::drawn::use_drawn;

/// Tiles of a class that is not chosen.
const FEW: usize = 8;

pub fn classes(own: &Own, theme: Theme, ask: &Callback<Action>) -> Html {
    let names = own.examples.names();
    let all = &own.examples.classes;
    let may_remove = all.len() > FEWEST_CLASSES;
    let rows = all.iter().zip(&names).enumerate().map(|(index, (class, name))| {
        let is_chosen = index == own.chosen;
        match is_chosen {
            true => html! { <InSight key={index}>{ chosen(index, class, name, may_remove, theme, ask) }</InSight> },
            false => html! { <li key={index}>{ other(index, class, name, theme, ask) }</li> },
        }
    });
    html! {
        <section class="own-classes" aria-label={text::CLASSES}>
            <ul>{ for rows }</ul>
            <footer>
                <button class="chip" data-testid="own-add-class" disabled={all.len() >= MOST_CLASSES} onclick={ask.reform(|_| Action::AddClass)}>{ text::ADD_CLASS }</button>
                if own.examples.is_empty() {
                    <button class="chip" data-testid="own-symbols" title={symbols::FILLS} onclick={ask.reform(|_| Action::FillWithSymbols)}>{ symbols::FILL }</button>
                } else if own.examples.learnt_of_each.is_some() {
                    <button class="chip" data-testid="own-empty" onclick={ask.reform(|_| Action::Empty)}>{ symbols::EMPTY }</button>
                }
                <p class="fine">{ text::KEPT }</p>
            </footer>
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct InSightProps {
    children: Html,
}

/// The chosen class, which the list scrolls to.
#[component]
fn InSight(InSightProps { children }: &InSightProps) -> Html {
    let node = use_node_ref();
    use_drawn(&node, (), |element: &Element, ()| {
        let Some(list) = element.parent_element() else { return };
        let (own, room) = (element.get_bounding_client_rect(), list.get_bounding_client_rect());
        let down = (own.bottom() - room.bottom()).max(0.0).min(own.top() - room.top());
        list.set_scroll_top(list.scroll_top() + down as i32);
    });
    html! { <li ref={node} class="chosen">{ children.clone() }</li> }
}

fn other(index: usize, class: &Class, name: &str, theme: Theme, ask: &Callback<Action>) -> Html {
    let few = class.examples.len().saturating_sub(FEW);
    html! {
        <button class="own-class" data-testid={format!("own-class-{index}")} aria-pressed="false" onclick={ask.reform(move |_| Action::Choose(index))}>
            <span>{ text::class(name, class.examples.len()) }</span>
            <span class="tiles" aria-hidden="true">{ for class.examples[few..].iter().map(|example| tile(example, theme)) }</span>
        </button>
    }
}

fn chosen(
    index: usize,
    class: &Class,
    name: &str,
    may_remove: bool,
    theme: Theme,
    ask: &Callback<Action>,
) -> Html {
    let oninput = ask.reform(move |event: InputEvent| {
        let input: HtmlInputElement = event.target_unchecked_into();
        Action::Rename(index, input.value())
    });
    let tiles = class.examples.iter().enumerate().map(|(number, example)| {
        let (id, label) = (example.id, text::remove(name, number + 1));
        html! {
            <li key={id}>
                { tile(example, theme) }
                <button data-testid={format!("own-remove-{id}")} title={label.clone()} aria-label={label} onclick={ask.reform(move |_| Action::Remove(id))}>{ text::REMOVE }</button>
            </li>
        }
    });
    html! {
        <>
            <header>
                <input type="text" class="own-name" data-testid="own-name" aria-label={text::NAME} maxlength={LONGEST_NAME.to_string()} placeholder={text::unnamed(index + 1)} value={class.name.clone()} {oninput} />
                <span class="fine" data-testid={format!("own-class-{index}")}>{ text::examples(class.examples.len()) }</span>
                <button class="quiet" disabled={!may_remove} data-testid="own-remove-class" aria-label={text::REMOVE_CLASS} title={text::REMOVE_CLASS} onclick={ask.reform(move |_| Action::RemoveClass(index))}>{ text::REMOVE }</button>
            </header>
            <ul class="tiles">{ for tiles }</ul>
        </>
    }
}

fn tile(example: &Example, theme: Theme) -> Html {
    let (shape, values) = &example.tile;
    image(*shape, values.clone(), theme)
}
