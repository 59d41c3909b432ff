//! What the page shows of each place: Draw itself, and the programs of the others.

use yew::prelude::*;

use super::draw::{Draw, Forward};
use super::listen::size;
use super::loader::Loader;
use super::page::Page;
use super::root::Root;
use crate::app::place::Place;
use crate::app::places::draw::{Direction, DrawConfig};
use crate::app::shell::App;
use crate::app::shell::route::Route;

impl Page {
    /// The place where the page is.
    pub(super) fn place(&self, ctx: &Context<Self>) -> Html {
        let App { theme, show, draw, .. } = &self.app;
        let (theme, show) = (*theme, *show);
        let loader = |root, link| self.loader(ctx, root, link);
        match &self.app.route {
            Route::Bench(_) => loader(Root::Bench, self.app.route.to_string()),
            Route::Parity(_) => loader(Root::Parity, self.app.route.to_string()),
            // It is shown above its place, or has none.
            Route::Lessons(_) => Html::default(),
            Route::Convolve(_) | Route::Linked(..) | Route::Pool(_) => {
                loader(Root::Lab, self.app.link_of_place())
            }
            Route::Train(rest) => loader(Root::Train, rest.clone()),
            Route::Networks(rest) => loader(Root::Networks, rest.clone()),
            Route::Scenes(rest) => loader(Root::Scenes, rest.clone()),
            Route::Draw(config) => {
                let (opened, focus) = (self.app.opened(), draw.hovered);
                let act = self.act.clone();
                let is_explained = config.direction != Direction::Forward;
                let shown = DrawConfig { drawing: draw.drawing(config).clone(), ..config.clone() };
                let forward = html! {
                    <Draw config={shown} model={draw.model.ready().cloned()} prepared={draw.prepared.clone()}
                        seen={draw.activations.clone()} {opened} {focus} pen={draw.pen} {theme} window={size()}
                        drawing={draw.is_drawing} {show} act={act.clone()}>
                        if let Some(model) = draw.model.ready() {
                            <Forward model={model.clone()} seen={draw.activations.clone()} config={config.clone()}
                                {opened} {focus} {theme} window={size()} {show} {act} near={self.near.clone()} />
                        }
                    </Draw>
                };
                html! {
                    <Loader key="explain" root={Root::Explain} {theme} {show}
                        link={is_explained.then(|| self.app.route.to_string())}
                        early={self.loads_explain.then(|| self.app.route.to_string())}
                        import={ctx.props().import.clone()}
                        tell={Root::Explain.tell(&self.send)}>
                        { forward }
                    </Loader>
                }
            }
        }
    }

    /// What is shown of a root beside the page.
    pub(super) fn loader(&self, ctx: &Context<Self>, root: Root, link: String) -> Html {
        let App { theme, show, .. } = self.app;
        root.loaded(link, theme, show, ctx.props().import.clone(), &self.send)
    }

    /// Where the bar leads: to each place as it was left, and to this one as the address bar says.
    pub(super) fn links(&self) -> Vec<(Place, String)> {
        let here = self.app.place();
        let link = |place| match self.address.link() {
            Some(link) if here == Some(place) => link.to_owned(),
            _ => self.app.link_to(place),
        };
        Place::ALL.map(|place| (place, link(place))).to_vec()
    }
}
