//! A case that is built in: symbols in colour on grounds of all sorts, of which few are learnt from and the others are scored.

use std::rc::Rc;

use super::content::Content;
use super::examples::{Class, Examples};
use crate::app::text::scenes_symbols as text;
use crate::data::symbols::{Symbol, SymbolGenerator};

/// Pictures of each symbol, and how many of them are learnt from.
pub const PICTURES: usize = 10;
#[allow(missing_docs)]
pub const LEARNT: usize = 4;

/// A class for each symbol, with its pictures; `None` if there is no room for them.
pub fn symbols(seed: u64) -> Option<Examples> {
    let classes =
        Symbol::ALL.map(|symbol| Class { name: text::symbol(symbol).to_string(), examples: Vec::new() });
    let mut examples = Examples::of(classes.into(), LEARNT);
    let row = SymbolGenerator { seed };
    for (class, symbol) in Symbol::ALL.into_iter().enumerate() {
        for number in 0..PICTURES as u64 {
            let picture = row.picture(symbol, number, Content::SIDE);
            examples.add(class, Content::Picture(Rc::new(picture)), None).ok()?;
        }
    }
    Some(examples)
}

#[cfg(test)]
mod tests {
    use super::super::tests::Page;
    use super::*;
    use crate::app::places::scenes::teach::own::{Action, OwnConfig, SourceNetwork};
    use crate::session::ExplainSession;

    /// The shares of the symbols that are not learnt from which both networks get right.
    fn right(seed: u64) -> [f32; 2] {
        let mut page = Page::open(OwnConfig::default());
        (page.seed, page.lite0) = (seed, Some(ExplainSession::default()));
        page.act(Action::FillWithSymbols);
        assert_eq!(page.config.source, SourceNetwork::Lite0);
        assert_eq!(page.own.examples.counts(), [PICTURES; Symbol::ALL.len()]);
        page.learn();
        let taught = page.own.taught.as_ref().unwrap();
        assert_eq!((taught.learnt, taught.scored), (6 * LEARNT, 6 * (PICTURES - LEARNT)));
        // Nothing is filled over, and all is emptied.
        let rights =
            taught.runs.each_ref().map(|course| course.run.progress.evaluation.as_ref().unwrap().accuracy);
        page.act(Action::FillWithSymbols);
        assert!(page.own.taught.is_some());
        page.act(Action::Empty);
        assert!(page.own.examples.is_empty() && page.own.taught.is_none());
        rights
    }

    #[test]
    #[cfg_attr(target_family = "wasm", ignore = "it reads a file")]
    fn features_of_photographs_help_where_few_symbols_are_learnt_from() {
        let [lite0, scratch] = right(1);
        assert!(lite0 > 0.6 && scratch < 0.4, "{lite0} and {scratch}");
    }
}
