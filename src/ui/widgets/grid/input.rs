//! What the pointer, the keys and the clipboard do in a grid.

use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, Element, MouseEvent, PointerEvent};
use yew::prelude::*;

use super::field::AfterCommit;
use super::keys::Key;
use super::{Entry, Grid, GridProps, Message};
use crate::app::figure::{Edit, Look, MIN_NUMBER_SIDE};
use crate::app::lab::entry::{crossed, number, walk};
use crate::app::numbers::{exact, trimmed};
use crate::app::text::lab as words;
use crate::ui::widgets::listener::{Listener, focused_in};

impl Grid {
    pub(super) fn cell(&self, props: &GridProps, event: &MouseEvent) -> Option<[usize; 2]> {
        let target: Element = event.target()?.dyn_into().ok()?;
        let at = if is_picture(props) {
            [event.offset_y(), event.offset_x()].map(|offset| (offset.max(0) as f32 / props.size) as usize)
        } else {
            data_at(&target)?
        };
        let [rows, columns] = extent(props);
        (at[0] < rows && at[1] < columns).then_some(at)
    }

    pub(super) fn is_editable(&self, props: &GridProps, at: [usize; 2]) -> bool {
        props.edit.is_some() && props.cells.get(index(props, at)).is_some_and(|cell| cell.is_editable())
    }

    /// Whether `focused`, an element of this grid, is the cell `at`.
    pub(super) fn has_focus(&self, props: &GridProps, at: [usize; 2], focused: &Element) -> bool {
        if is_picture(props) { self.cursor == at } else { data_at(focused) == Some(at) }
    }

    pub(super) fn hover(&mut self, props: &GridProps, at: Option<[usize; 2]>) {
        if self.hovered != at {
            self.hovered = at;
            props.hover.iter().for_each(|hover| hover.emit(at.map(|at| named(props, at))));
        }
    }

    pub(super) fn pin(&self, props: &GridProps, at: [usize; 2]) {
        props.pin.iter().for_each(|pin| pin.emit(named(props, at)));
    }

    pub(super) fn edit(&self, props: &GridProps, edit: Edit) {
        props.edit.iter().for_each(|change| change.emit(edit.clone()));
    }

    /// Puts a value into those of the cells that can be changed. Says whether there were any.
    fn set(&self, props: &GridProps, cells: &[[usize; 2]], value: f32, goes_on: bool) -> bool {
        let others = cells
            .iter()
            .copied()
            .filter(|at| self.is_editable(props, *at) && props.cells[index(props, *at)].value != Some(value));
        let cells: Vec<[isize; 2]> = others.map(|at| named(props, at)).collect();
        let changes = !cells.is_empty();
        if changes {
            self.edit(props, Edit::Set { cells, value, goes_on });
        }
        changes
    }

    pub(super) fn open(&mut self, props: &GridProps) {
        let at = self.cursor;
        if self.is_editable(props, at) {
            let text = props.cells[index(props, at)].value.map(exact).unwrap_or_default();
            self.entry = Some(Entry { at, text, select: true });
        }
    }

    /// Paints with the value of the cell where the pointer went down. Says whether there is something to draw.
    pub(super) fn drag(&mut self, props: &GridProps, event: &PointerEvent) -> bool {
        let Some(stroke) = &mut self.stroke else {
            let at = is_picture(props).then(|| self.cell(props, event)).flatten();
            if at.is_some() && at != self.hovered {
                self.hover(props, at);
                return true;
            }
            return false;
        };
        let [rows, columns] = extent(props);
        let part = |at: i32, from: f64, length: f64, cells: usize| {
            let part = (f64::from(at) - from) / length * cells as f64;
            (part.max(0.0) as usize).min(cells.saturating_sub(1))
        };
        let at = [
            part(event.client_y(), stroke.place.top(), stroke.place.height(), rows),
            part(event.client_x(), stroke.place.left(), stroke.place.width(), columns),
        ];
        if at == stroke.at {
            return false;
        }
        let (from, value, edited) = (std::mem::replace(&mut stroke.at, at), stroke.value, stroke.edited);
        if !std::mem::replace(&mut self.painted, true)
            && let Some(root) = self.root.cast::<Element>()
        {
            // The pointer goes on painting when it leaves the grid.
            drop(root.set_pointer_capture(event.pointer_id()));
        }
        let edits = self.set(props, &crossed(from, at), value, edited);
        self.stroke.iter_mut().for_each(|stroke| stroke.edited |= edits);
        self.cursor = at;
        self.hover(props, Some(at));
        true
    }

    pub(super) fn press(&mut self, props: &GridProps, key: Key) {
        let cursor = self.cursor;
        let value = props.cells.get(index(props, cursor)).and_then(|cell| cell.value).unwrap_or(0.0);
        match key {
            Key::Walk(key, ctrl) => {
                self.cursor = walk(&key, ctrl, cursor, extent(props)).unwrap_or(cursor);
                self.focus = true;
                self.hover(props, Some(self.cursor));
            }
            Key::Type(text) if self.is_editable(props, cursor) => {
                self.entry = Some(Entry { at: cursor, text, select: false });
            }
            Key::Type(_) => {}
            Key::Enter if !self.is_editable(props, cursor) => self.pin(props, cursor),
            Key::Enter | Key::Edit => self.open(props),
            Key::Zero => {
                self.set(props, &[cursor], 0.0, false);
            }
            Key::Add(change) => {
                self.set(props, &[cursor], value + change, false);
            }
        }
    }

    /// A key that came after the one that opens the field and before the field has the focus.
    pub(super) fn press_early(&mut self, props: &GridProps, key: Key) {
        let Some(entry) = &mut self.entry else { return };
        match key {
            Key::Type(text) if entry.select => (entry.text, entry.select) = (text, false),
            Key::Type(text) => entry.text += &text,
            Key::Zero => drop(entry.text.pop()),
            Key::Enter => {
                let Some(Entry { at, text, .. }) = self.entry.take() else { return };
                self.commit(props, at, &text);
                self.go_on(props, at, AfterCommit::Down);
            }
            Key::Walk(..) | Key::Edit | Key::Add(_) => {}
        }
    }

    /// Takes what was typed, or says why not.
    pub(super) fn commit(&mut self, props: &GridProps, at: [usize; 2], text: &str) {
        match number(text) {
            Some(value) => {
                self.set(props, &[at], value, false);
            }
            None if text.trim().is_empty() => {}
            None => {
                let old = props.cells[index(props, at)].value.map(trimmed).unwrap_or_default();
                self.said = Some(words::no_number(text.trim(), &old));
            }
        }
    }

    /// Leaves the cell that was changed; sideways it goes on in the next row.
    pub(super) fn go_on(&mut self, props: &GridProps, [row, column]: [usize; 2], after: AfterCommit) {
        let [rows, columns] = extent(props);
        let beside = |by: isize| {
            let flat = (row * columns + column).saturating_add_signed(by).min(rows * columns - 1);
            [flat / columns, flat % columns]
        };
        self.cursor = match after {
            // The pointer has chosen where to go.
            AfterCommit::Leave => return,
            AfterCommit::Stay => [row, column],
            AfterCommit::Up => [row.saturating_sub(1), column],
            AfterCommit::Down => [(row + 1).min(rows - 1), column],
            AfterCommit::Left => beside(-1),
            AfterCommit::Right => beside(1),
        };
        self.focus = true;
    }

    /// The values as text for a spreadsheet, without what padding adds or crops.
    fn text(&self) -> String {
        let (cells, columns) = &self.table;
        let rows = cells.chunks((*columns).max(1)).map(|row| {
            let own = row.iter().filter(|cell| !matches!(cell.look, Look::Padded | Look::Cropped));
            let values = own.map(|cell| cell.shown().map(|value| value.to_string()).unwrap_or_default());
            values.collect::<Vec<_>>()
        });
        let rows: Vec<String> = rows.filter(|row| !row.is_empty()).map(|row| row.join("\t")).collect();
        rows.join("\n")
    }
}

/// Copies and pastes where the focus is: browsers tell only the document about it.
pub(super) fn clipboard(ctx: &Context<Grid>, root: &NodeRef) -> [Listener; 2] {
    let (grid, link) = (ctx.link().clone(), ctx.link().clone());
    let (copied, pasted) = (root.clone(), root.clone());
    let data = |event: web_sys::Event, root: &NodeRef| {
        let event: ClipboardEvent = event.dyn_into().ok()?;
        focused_in(root)?;
        event.clipboard_data().inspect(|_| event.prevent_default())
    };
    [
        Listener::new("copy", move |event| {
            if let (Some(data), Some(grid)) = (data(event, &copied), grid.get_component()) {
                drop(data.set_data("text/plain", &grid.text()));
            }
        }),
        Listener::new("paste", move |event| {
            if let Some(text) = data(event, &pasted).and_then(|data| data.get_data("text/plain").ok()) {
                link.send_message(Message::Pasted(text));
            }
        }),
    ]
}

/// The row and column that an element of a row was given.
pub(super) fn data_at(element: &Element) -> Option<[usize; 2]> {
    let at = element.get_attribute("data-at")?;
    let (row, column) = at.split_once(',')?;
    Some([row.parse().ok()?, column.parse().ok()?])
}

pub(super) fn index(props: &GridProps, [row, column]: [usize; 2]) -> usize {
    row * props.columns + column
}

/// Row and column as labels and callbacks have them.
pub(super) fn named(props: &GridProps, [row, column]: [usize; 2]) -> [isize; 2] {
    [props.first[0] + row as isize, props.first[1] + column as isize]
}

pub(super) fn extent(props: &GridProps) -> [usize; 2] {
    [props.cells.len() / props.columns.max(1), props.columns]
}

pub(super) fn is_picture(props: &GridProps) -> bool {
    props.height.is_none() && props.size < MIN_NUMBER_SIDE || props.columns > props.most_columns
}

/// Of a cell, in CSS pixels.
pub(super) fn height(props: &GridProps) -> f32 {
    props.height.unwrap_or(props.size)
}

/// Between two cells that lie below and beside each other, in CSS pixels.
pub(super) fn gaps(props: &GridProps) -> [f32; 2] {
    match is_picture(props) {
        true => [0.0; 2],
        false => [height(props), props.size].map(|side| (side / 20.0).floor()),
    }
}
