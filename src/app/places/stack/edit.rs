//! What can be changed of a stack.

use super::block::{Block, BlockKind, Setting};
use super::tower::{MAX_BLOCKS, SIDES, Source};
use super::{MAX_CHANNELS, Stack};
use crate::app::text::stack as text;

/// A change of the stack, not of the one beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edit {
    /// Rows and columns of the input.
    Side(usize),
    /// Channels.
    Channels(usize),
    /// A setting of a block.
    Set(usize, Setting, usize),
    /// Another block behind the one that is looked at.
    Add(BlockKind),
    /// One block less.
    Remove(usize),
    /// A block one place up or down.
    Move(usize, isize),
    /// The stack beside it away.
    Alone,
}

impl Stack {
    /// Its blocks, where they can be edited.
    pub fn blocks(&self) -> Option<&[Block]> {
        match &self.tower().source {
            Source::Blocks { blocks, .. } => Some(blocks),
            Source::Network(_) => None,
        }
    }

    /// The block that is looked at.
    pub fn block(&self) -> Option<usize> {
        self.tower().block_of(self.layer)
    }

    /// Whether there is room for another block.
    pub fn has_room(&self) -> bool {
        self.blocks().is_some_and(|blocks| blocks.len() < MAX_BLOCKS)
    }

    /// The stack after a change; a sentence if that is not possible.
    pub fn edited(&self, edit: Edit) -> Result<Self, String> {
        let mut sources: Vec<Source> = self.towers.iter().map(|tower| tower.source.clone()).collect();
        let (mut channels, mut looked_at) = (self.channels, self.block());
        match (&mut sources[0], edit) {
            (_, Edit::Alone) => sources.truncate(1),
            (_, Edit::Channels(to)) => channels = to.clamp(1, MAX_CHANNELS),
            (Source::Network(_), _) => return Err(text::AS_IT_IS.to_string()),
            (Source::Blocks { side, .. }, Edit::Side(to)) => *side = to.clamp(SIDES[0], SIDES[1]),
            (Source::Blocks { blocks, .. }, edit) => {
                looked_at = changed(blocks, edit, looked_at).ok_or(text::NO_SUCH_LAYER)?;
            }
        }
        let mut sources = sources.into_iter();
        let (first, second) = (sources.next().unwrap_or(self.tower().source.clone()), sources.next());
        let stack =
            Self::new(first, second, channels).map_err(|error| text::impossible(&error.to_string()))?;
        let stack = Self { picture: self.picture, shown: self.shown, ..stack };
        let layer = looked_at.map_or(stack.tower().last(), |block| stack.tower().row_of(block));
        Ok(match edit {
            Edit::Channels(_) | Edit::Alone => Self { layer: self.layer, at: self.at, ..stack },
            _ => stack.on_layer(layer),
        })
    }
}

/// Changes the blocks, and answers which of them is looked at then; `None` where there is no such block.
fn changed(blocks: &mut Vec<Block>, edit: Edit, looked_at: Option<usize>) -> Option<Option<usize>> {
    let to = match edit {
        Edit::Set(at, setting, value) => {
            let [least, largest] = setting.bounds();
            let block = blocks.get_mut(at)?;
            *block = block.with(setting, value.clamp(least, largest));
            at
        }
        Edit::Add(kind) => {
            let at = looked_at.map_or(blocks.len(), |at| at + 1);
            blocks.insert(at.min(blocks.len()), Block::new(kind));
            at
        }
        Edit::Remove(at) => {
            if at >= blocks.len() {
                return None;
            }
            blocks.remove(at);
            return Some((!blocks.is_empty()).then(|| at.min(blocks.len() - 1)));
        }
        Edit::Move(at, by) => {
            let to = at.checked_add_signed(by).filter(|to| *to < blocks.len() && at < blocks.len())?;
            blocks.swap(at, to);
            to
        }
        Edit::Side(_) | Edit::Channels(_) | Edit::Alone => return Some(looked_at),
    };
    Some(Some(to))
}
