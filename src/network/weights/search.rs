//! The search for the ways in which the layers of a file can follow each other as those of a network.

use std::collections::HashMap;

use super::order::{Layer, precedes, row};

/// A search that has not ended after so many steps is given up; what it found so far is not the only way.
const MOST_STEPS: usize = 100_000;

/// What is known about the layers before the search.
pub(super) struct Search<'a> {
    /// For each layer of the network those of the file with the same parts and shapes.
    alike: Vec<Vec<usize>>,
    /// For each layer of the file those that come before it.
    before: Vec<Vec<usize>>,
    /// For each layer of the file the modules that it lies in, the outermost first.
    modules: Vec<Vec<usize>>,
    /// How many layers each module has, and its row.
    sizes: Vec<usize>,
    rows: Vec<String>,
    /// The name of each layer in each of its modules.
    inner_names: Vec<Vec<&'a str>>,
}

/// How far the search is.
struct State {
    nested: bool,
    steps: usize,
    /// The layers of the file so far, and which are among them.
    way: Vec<usize>,
    taken: Vec<bool>,
    /// How many layers of each module are not among them yet.
    left: Vec<usize>,
    /// The ways that were found.
    found: Vec<Vec<usize>>,
}

impl<'a> Search<'a> {
    pub fn new(ours: &[Layer<'_>], theirs: &[Layer<'a>]) -> Self {
        let alike = |our: &Layer<'_>| (0..theirs.len()).filter(|&i| theirs[i].shapes == our.shapes).collect();
        let before =
            |their: &Layer<'_>| (0..theirs.len()).filter(|&i| precedes(theirs[i].name, their.name)).collect();
        let mut search = Self {
            alike: ours.iter().map(alike).collect(),
            before: theirs.iter().map(before).collect(),
            modules: Vec::new(),
            sizes: Vec::new(),
            rows: Vec::new(),
            inner_names: Vec::new(),
        };
        let mut places: HashMap<&str, usize> = HashMap::new();
        for Layer { name, .. } in theirs {
            let (mut modules, mut inner) = (Vec::new(), Vec::new());
            for (dot, _) in name.match_indices('.') {
                let place = *places.entry(&name[..dot]).or_insert(search.sizes.len());
                if place == search.sizes.len() {
                    search.sizes.push(0);
                    search.rows.push(row(&name[..dot]));
                }
                search.sizes[place] += 1;
                modules.push(place);
                inner.push(&name[dot + 1..]);
            }
            search.modules.push(modules);
            search.inner_names.push(inner);
        }
        search
    }

    /// At most two ways, each with the layer of the file for each of the network. If `nested`, the layers of a module follow each
    /// other, and modules of one row have what they share in the same order.
    pub fn ways(&self, nested: bool) -> Vec<Vec<usize>> {
        let (taken, left) = (vec![false; self.before.len()], self.sizes.clone());
        let mut state = State { nested, steps: 0, way: Vec::new(), taken, left, found: Vec::new() };
        self.go_on(&mut state);
        if state.steps > MOST_STEPS && state.found.len() == 1 {
            // Perhaps there are others.
            state.found.clear();
        }
        state.found
    }

    fn go_on(&self, state: &mut State) {
        state.steps += 1;
        if state.steps > MOST_STEPS {
            return;
        }
        let Some(alike) = self.alike.get(state.way.len()) else {
            state.found.push(state.way.clone());
            return;
        };
        for &their in alike {
            if state.found.len() < 2 && self.can_follow(state, their) {
                self.take(state, their);
                if !state.nested || self.modules_agree(state, their) {
                    self.go_on(state);
                }
                self.give_back(state, their);
            }
        }
    }

    fn can_follow(&self, state: &State, their: usize) -> bool {
        if state.taken[their] || !self.before[their].iter().all(|&before| state.taken[before]) {
            return false;
        }
        let last = state.way.last().filter(|_| state.nested);
        let open = last.and_then(|&last| self.modules[last].iter().rfind(|&&module| state.left[module] > 0));
        open.is_none_or(|open| self.modules[their].contains(open))
    }

    fn take(&self, state: &mut State, their: usize) {
        state.way.push(their);
        state.taken[their] = true;
        self.modules[their].iter().for_each(|&module| state.left[module] -= 1);
    }

    fn give_back(&self, state: &mut State, their: usize) {
        state.way.pop();
        state.taken[their] = false;
        self.modules[their].iter().for_each(|&module| state.left[module] += 1);
    }

    /// Whether the modules that are complete with their last layer have what they share with others of their row in the same order.
    fn modules_agree(&self, state: &State, last: usize) -> bool {
        self.modules[last].iter().filter(|&&module| state.left[module] == 0).all(|&module| {
            let names = self.names_in(state, module);
            let places: HashMap<&str, usize> = names.iter().copied().zip(0..).collect();
            let others = (0..module).chain(module + 1..self.sizes.len());
            others.filter(|&other| state.left[other] == 0 && self.rows[other] == self.rows[module]).all(
                |other| {
                    let order = self.names_in(state, other);
                    order.iter().filter_map(|name| places.get(name)).is_sorted()
                },
            )
        })
    }

    /// The names of a module's layers in it, in the order of the way so far.
    fn names_in(&self, state: &State, module: usize) -> Vec<&str> {
        let name = |&their: &usize| {
            let depth = self.modules[their].iter().position(|&other| other == module)?;
            Some(self.inner_names[their][depth])
        };
        state.way.iter().filter_map(name).collect()
    }
}
