//! The link as a QR code.

use js_sys::Function;
use yew::prelude::*;

use super::browser;
use crate::app::shell::qr_code::QrCode as Code;
use crate::app::text::shell as text;

/// What it is told by the page: the link.
pub struct Show(pub String);

#[derive(Properties, PartialEq)]
pub struct Props {
    pub link: String,
    /// It has nothing to say.
    pub tell: Function,
}

/// The code of the page's address with the link.
pub struct QrCode {
    link: String,
}

impl Component for QrCode {
    type Message = Show;
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        Self { link: ctx.props().link.clone() }
    }

    fn update(&mut self, _ctx: &Context<Self>, Show(link): Show) -> bool {
        let is_other = link != self.link;
        self.link = link;
        is_other
    }

    fn view(&self, _ctx: &Context<Self>) -> Html {
        let href = browser::window().location().href().unwrap_or_default();
        if href.starts_with("file:") {
            return html! { <p>{ text::QR_CODE_OF_FILE }</p> };
        }
        let address = format!("{}{}", href.split('#').next().unwrap_or_default(), self.link);
        let Some(Code { side, path }) = Code::of(&address) else {
            return html! { <p>{ text::QR_CODE_TOO_LONG }</p> };
        };
        html! {
            <>
                <svg viewBox={format!("0 0 {side} {side}")} role="img" aria-label={text::QR_CODE} data-testid="qr-modules" data-side={side.to_string()} shape-rendering="crispEdges">
                    <path d={path} />
                </svg>
                <p class="qr-address">{ address }</p>
            </>
        }
    }
}
