//! [`Drawing`]: a picture that is no grid, drawn into whatever room there is.

use std::fmt;
use std::rc::Rc;

use super::draw::formula_items;
use super::{Anchor, Figure, Item, Scene, Spot};
use crate::app::color::{Theme, Token};

/// What can be drawn in any size.
pub trait Draw {
    /// What is drawn in this width and height, in CSS pixels.
    fn items(&self, size: [f32; 2], theme: Theme) -> Vec<Item>;

    /// What lies at a point of a drawing of this size, if it can be pointed at.
    fn spot_at(&self, _size: [f32; 2], _at: [f32; 2]) -> Option<Spot> {
        None
    }

    /// What is seen, for those who do not see it.
    fn caption(&self) -> String;
}

/// A picture that is no grid; it is equal only to itself.
#[derive(Clone)]
pub struct Drawing(Rc<dyn Draw>);

impl Drawing {
    /// A drawing of something.
    pub fn new(draw: impl Draw + 'static) -> Self {
        Self(Rc::new(draw))
    }

    /// What is drawn.
    pub fn draw(&self) -> &dyn Draw {
        &*self.0
    }
}

impl PartialEq for Drawing {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl fmt::Debug for Drawing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Drawing").field(&self.0.caption()).finish()
    }
}

const SIZE: [f32; 2] = [1000.0, 460.0];
const MARGIN: f32 = 24.0;
const TOP: f32 = 108.0;

/// The figure of a drawing, with its words around it.
pub(super) fn scene(figure: &Figure, drawing: &Drawing, theme: Theme) -> Scene {
    let [paper, ink, muted] = [Token::Paper, Token::Ink, Token::Muted].map(|token| token.rgb(theme));
    let mut items = vec![
        Item::text([MARGIN, 40.0], 18.0, Anchor::Start, figure.title.get(), ink, true),
        Item::text([MARGIN, 62.0], 13.0, Anchor::Start, &figure.settings, muted, false),
        Item::text([MARGIN, 84.0], 13.0, Anchor::Start, &figure.remark, muted, false),
    ];
    items.extend(drawing.draw().items(SIZE, theme).into_iter().map(|item| item.moved([MARGIN, TOP])));
    let (formula, height) = formula_items(figure, [MARGIN, TOP + SIZE[1] + 40.0], SIZE[0], theme);
    items.extend(formula);
    Scene { width: SIZE[0] + 2.0 * MARGIN, height, paper, ink, items }
}
