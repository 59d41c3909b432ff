//! What one entry of a Gram matrix means: two filters, where they respond, and the mean of the product.

use std::rc::Rc;

use super::Restyle;

/// Entry (i, j) of the style's matrix, taken apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// i and j.
    pub filters: [usize; 2],
    /// Rows and columns of a filter.
    pub filter_side: usize,
    /// The weights of both for red, green and blue, row by row.
    pub kernels: [Rc<[f32]>; 2],
    /// Where both respond in the style's picture.
    pub maps: [Rc<[f32]>; 2],
    /// Their product, cell by cell.
    pub product: Rc<[f32]>,
    /// Its mean, which is the entry.
    pub mean: f32,
    /// The entry of the restyled picture, once it is known.
    pub now: Option<f32>,
}

impl Restyle {
    /// The entry that is told: the one that is pointed at, or else the chosen one. `None` until its maps are here.
    pub fn entry(&self, [bank, row, column]: [usize; 3]) -> Option<Entry> {
        let (of, maps) = self.maps.as_ref().filter(|(of, _)| *of == bank)?;
        let (filter_side, count) = self.bank(*of)?;
        let filters = self.pointed.unwrap_or([row, column]).map(|filter| filter.min(count - 1));
        let area = maps.len() / count;
        let map = |filter: usize| maps[filter * area..(filter + 1) * area].into();
        let maps: [Rc<[f32]>; 2] = filters.map(map);
        let product: Rc<[f32]> = maps[0].iter().zip(&*maps[1]).map(|(a, b)| a * b).collect();
        Some(Entry {
            filters,
            filter_side,
            kernels: filters.map(|filter| self.kernel(bank, filter)),
            mean: product.iter().sum::<f32>() / area as f32,
            now: self.grams().get(bank).map(|gram| gram[filters[0] * count + filters[1]]),
            product,
            maps,
        })
    }

    /// The side of a bank's filters, and how many it has.
    pub fn bank(&self, bank: usize) -> Option<(usize, usize)> {
        let slot = self.filters.as_ref()?.0.slots().get(2 * bank)?;
        Some((slot.dims[2], slot.dims[0]))
    }

    fn kernel(&self, bank: usize, filter: usize) -> Rc<[f32]> {
        let Some((plan, weights)) = &self.filters else { return Rc::default() };
        let slot = &plan.slots()[2 * bank];
        let taps: usize = slot.dims[1..].iter().product();
        let at = slot.range.start + filter * taps;
        weights.params[at..at + taps].into()
    }
}
