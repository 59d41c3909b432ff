//! What the page shows of each place: Draw itself, and the programs of the others.

use yew::prelude::*;

use super::bench::Bench;
use super::draw::{Draw, Forward};
use super::listen::size;
use super::loader::{Loader, Program};
use super::page::{Message, Page};
use super::parity::Parity;
use crate::app::place::Place;
use crate::app::places::draw::Direction;
use crate::app::shell::route::Route;
use crate::app::shell::{Action, App};

impl Page {
    /// The place where the page is.
    pub(super) fn place(&self, ctx: &Context<Self>, send: &Callback<Action>) -> Html {
        let App { theme, show, draw, .. } = &self.app;
        let (theme, show) = (*theme, *show);
        let loader = |program, link: String, tell| {
            let key = format!("{program:?}");
            html! { <Loader {key} {program} {link} {theme} {show} import={ctx.props().import.clone()} {tell} /> }
        };
        match &self.app.route {
            Route::Bench(bench) => {
                html! { <Bench measured={self.app.measured.clone()} exists={bench.is_some()} /> }
            }
            Route::Parity(_) => html! { <Parity compared={self.app.compared.clone()} /> },
            Route::Convolve(_) | Route::Stack(_) | Route::Pool(_) => loader(
                Program::Lab,
                self.app.route.to_string(),
                send.reform(|(link, entry)| Action::Lab(link, entry)),
            ),
            Route::Train(rest) => {
                loader(Program::Train, rest.clone(), send.reform(|(rest, _)| Action::Train(rest)))
            }
            Route::Networks(rest) => {
                loader(Program::Networks, rest.clone(), send.reform(|(rest, _)| Action::Networks(rest)))
            }
            Route::Draw(config) => {
                let (opened, focus) = (self.app.opened(), draw.hovered);
                let act = send.reform(Action::Draw);
                let is_explained = config.direction != Direction::Forward;
                let forward = html! {
                    <Draw config={config.clone()} model={draw.model.ready().cloned()} prepared={draw.prepared.clone()}
                        seen={draw.activations.clone()} {opened} {focus} pen={draw.pen} {theme} window={size()}
                        drawing={draw.is_drawing} act={act.clone()}>
                        if let Some(model) = draw.model.ready() {
                            <Forward model={model.clone()} seen={draw.activations.clone()} direction={config.direction} network={config.network}
                                {opened} {focus} {theme} window={size()} {act} near={ctx.link().callback(|()| Message::LoadExplain)} />
                        }
                    </Draw>
                };
                html! {
                    <Loader key="explain" program={Program::Explain} {theme} {show}
                        link={if is_explained { self.app.route.to_string() } else { String::new() }}
                        early={self.loads_explain.then(|| self.app.route.to_string())}
                        import={ctx.props().import.clone()}
                        tell={send.reform(|(link, entry)| Action::Explain(link, entry))}>
                        { forward }
                    </Loader>
                }
            }
        }
    }

    /// Where the bar leads: to each place as it was left, and to this one as the address bar says.
    pub(super) fn links(&self) -> Vec<(Place, String)> {
        let here = self.app.route.place();
        let link = |place| match self.address.link() {
            Some(link) if here == Some(place) => link.to_owned(),
            _ => self.app.link_to(place),
        };
        Place::ALL.map(|place| (place, link(place))).to_vec()
    }
}
