//! A place inside another page: the link's key `embed=1`, and the code that puts it there.

use super::App;
use crate::app::link::query;
use crate::app::show::Show;

/// Width and height of the frame that the code asks for, in CSS pixels.
const FRAME: [usize; 2] = [800, 500];

/// Whether a link asks for one panel without anything around it.
pub fn embeds(link: &str) -> bool {
    let link = query::decoded(link, &mut Vec::new());
    let (_, query) = link.split_once('?').unwrap_or_default();
    query::pairs(query, &mut Vec::new()).contains(&("embed", "1"))
}

/// The link that shows what a link shows as one panel.
///
/// ```
/// use convoscope::app::shell::embed::{embedded, embeds};
/// let link = embedded("#/pool?v=2&at=2");
/// assert_eq!(link, "#/pool?v=2&at=2&embed=1");
/// assert!(embeds(&link) && !embeds("#/pool?at=2"));
/// ```
pub fn embedded(link: &str) -> String {
    with_pair(link, "embed=1")
}

/// A link with one more pair.
pub(super) fn with_pair(link: &str, pair: &str) -> String {
    let sign = if link.contains('?') { '&' } else { '?' };
    format!("{link}{sign}{pair}")
}

/// The HTML that shows what a link shows in a frame of any page; `site` is the address of this one.
pub fn code(site: &str, link: &str) -> String {
    let address = (site.to_owned() + &embedded(link)).replace('&', "&amp;").replace('"', "&quot;");
    let [width, height] = FRAME;
    format!(
        "<iframe src=\"{address}\" title=\"Convoscope\" width=\"{width}\" height=\"{height}\" style=\"border: 0; max-width: 100%\" \
         loading=\"lazy\"></iframe>"
    )
}

impl App {
    /// What the address bar says.
    pub fn link(&self) -> String {
        let link = self.link_alone();
        if self.show == Show::Framed { embedded(&link) } else { link }
    }

    /// The link that shows exactly this in a window of its own.
    pub fn link_alone(&self) -> String {
        self.with_language(self.shown_route().to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::place::Place;
    use crate::app::shell::route::Route;
    use crate::app::shell::{Action, Effect};

    #[test]
    fn the_code_is_html_with_the_link_in_it() {
        let route = Route::parse("#/convolve?v=2&preset=channels&at=3").0;
        let html = code("/convoscope/", &route.to_string());
        let document = roxmltree::Document::parse(&html).unwrap();
        let source = document.root_element().attribute("src").unwrap();
        assert_eq!(source, "/convoscope/#/convolve?v=2&preset=channels&at=3&embed=1");
        assert_eq!(Route::parse(source.split_once('#').unwrap().1).0, route);
    }

    /// The way back belongs to the page around it.
    #[test]
    fn a_frame_leaves_no_places_behind() {
        let mut app = App::new("#/pool?embed=1", 0);
        assert!(matches!(app.update(Action::Go(Place::Convolve))[0], Effect::UpdateUrl));
        assert_eq!((app.history_entry, app.link().as_str()), (0, "#/convolve?embed=1"));
        let mut app = App::new("#/pool", 0);
        assert!(matches!(app.update(Action::Go(Place::Convolve))[0], Effect::Push));
        assert_eq!((app.history_entry, app.link().as_str()), (1, "#/convolve"));
    }
}
