//! What is copied for others: the link, or the code that shows it in their page.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::browser;
use super::page::{Message, Page};
use crate::app::shell::embed::code;
use crate::app::shell::{Action, App, Copied};

/// Copies it, and tells the app whether that worked.
pub fn copy(ctx: &Context<Page>, what: Copied, app: &App) {
    let href = browser::window().location().href().unwrap_or_default();
    let site = href.split('#').next().unwrap_or_default();
    let text = match what {
        Copied::Link => format!("{site}{}", app.link_alone()),
        Copied::Frame => code(site, &app.link_alone()),
    };
    let link = ctx.link().clone();
    spawn_local(async move {
        let done = browser::copy(&text).await;
        link.send_message(Message::from(Action::CopyDone(what, done)));
    });
}
