use super::embed::embeds;
use super::route::Route;
use super::{Action, App, Copied, Effect};
use crate::app::color::Theme;
use crate::app::places::draw::{self, Draw, DrawConfig};
use crate::app::show::Show;
use crate::app::text::{self, ENGLISH};

impl App {
    /// The page as the link says, at entry `history_entry` of the browser's history.
    pub fn new(link: &str, history_entry: u32) -> Self {
        let (route, problems) = Route::parse(link);
        let mut app = Self {
            route,
            draw: Draw::new(),
            show: if embeds(link) { Show::Framed } else { Show::Alone },
            is_black: false,
            theme: Theme::default(),
            language: ENGLISH,
            shows_help: false,
            shows_qr_code: false,
            copied: None,
            notice: text::link::together(problems),
            lesson: None,
            history_entry,
            left: Vec::new(),
            going_back: false,
            back_again: false,
        };
        app.redraw();
        app
    }

    /// Whether a sample may be drawn by itself on the first screen: it is the place Draw, alone, and nobody asks for stillness.
    pub fn may_demonstrate(&self, is_still: bool) -> bool {
        let is_draw = matches!(self.route, Route::Draw(_));
        is_draw && !is_still && self.show == Show::Alone && self.lesson.is_none()
    }

    /// Takes an action in and answers what the browser is to do.
    pub fn update(&mut self, action: Action) -> Vec<Effect> {
        if !matches!(
            action,
            Action::Draw(draw::Action::Answered(_) | draw::Action::Weights(..) | draw::Action::LastRun(_))
        ) {
            self.copied = None;
        }
        match action {
            Action::Draw(draw::Action::Back) => return self.back(),
            Action::Draw(action) => return self.draw(action),
            Action::NewVersion => {
                self.notice.get_or_insert_with(|| text::shell::NEW_VERSION.to_string());
            }
            Action::Follow(link, entry) => {
                let mut effects = self.follow(&link, entry);
                if std::mem::take(&mut self.back_again) {
                    effects.extend(self.back());
                }
                return effects;
            }
            Action::Lab(link, entry) => return self.lab(&link, entry),
            Action::Explain(link, entry) => return self.explain(&link, entry),
            Action::Train(rest) => return self.told(Route::Train(rest)),
            Action::Networks(rest) => return self.told(Route::Networks(rest)),
            Action::Scenes(rest) => return self.told(Route::Scenes(rest)),
            Action::Lesson { rest, scene, entry } => return self.lesson(rest, &scene, entry),
            Action::Go(place) => return self.go(place),
            Action::Escape => return self.escape(),
            Action::Dismiss => self.notice = None,
            Action::Present if self.show == Show::Framed => {}
            Action::Present if self.show == Show::Presented => self.stop_presenting(),
            Action::Present => self.show = Show::Presented,
            Action::StopPresenting => self.stop_presenting(),
            Action::Black => self.is_black = self.show == Show::Presented && !self.is_black,
            Action::Theme => {
                self.theme.ground = self.theme.ground.other();
                return vec![Effect::ShowTheme(self.theme)];
            }
            Action::Palettes(palettes) => {
                self.theme.palettes = palettes;
                return vec![Effect::ShowTheme(self.theme)];
            }
            Action::Language(language) => {
                self.language = language;
                return vec![Effect::ShowLanguage(language)];
            }
            Action::Help => self.shows_help = !self.shows_help,
            Action::QrCode => self.shows_qr_code = !self.shows_qr_code,
            Action::Copy(what) => return vec![Effect::Copy(what)],
            Action::CopyDone(what, true) => self.copied = Some(what),
            Action::CopyDone(Copied::Link, false) => {
                self.notice = Some(text::shell::CANNOT_COPY_LINK.to_string())
            }
            Action::CopyDone(Copied::Frame, false) => {
                self.notice = Some(text::shell::CANNOT_COPY.to_string())
            }
        }
        Vec::new()
    }

    fn stop_presenting(&mut self) {
        self.is_black = false;
        if self.show == Show::Presented {
            self.show = Show::Alone;
        }
    }

    /// Closes the QR code or the list of keys, ends the presentation, or goes back by one level of the place.
    fn escape(&mut self) -> Vec<Effect> {
        if self.shows_qr_code || self.shows_help {
            (self.shows_qr_code, self.shows_help) = (false, false);
        } else if self.show == Show::Presented && self.opened().is_none() {
            self.stop_presenting();
        } else {
            return self.back();
        }
        Vec::new()
    }

    /// Draws everything anew, if the page is in Draw.
    pub(super) fn redraw(&mut self) -> Vec<Effect> {
        let Route::Draw(config) = &self.route else { return Vec::new() };
        let effects = self.draw.redraw(config);
        self.effects_of_draw(effects)
    }

    fn draw(&mut self, action: draw::Action) -> Vec<Effect> {
        use draw::Action::{Answered, LastRun, TryAgain, Weights, Worker};
        let from_elsewhere = matches!(action, Weights(..) | LastRun(_) | Answered(_) | Worker(_) | TryAgain);
        let effects = match &mut self.route {
            Route::Draw(config) => self.draw.update(config, action),
            // The network is loaded wherever the page is; keys for the pad mean nothing elsewhere.
            _ if from_elsewhere => self.draw.update(&mut DrawConfig::default(), action),
            _ => return Vec::new(),
        };
        self.effects_of_draw(effects)
    }

    pub(super) fn effects_of_draw(&mut self, effects: Vec<draw::Effect>) -> Vec<Effect> {
        let mut done = Vec::new();
        for effect in effects {
            match effect {
                draw::Effect::Send(command) => done.push(Effect::Send(command)),
                draw::Effect::RestartWorker => done.push(Effect::RestartWorker),
                draw::Effect::LoadWeights(network) => done.push(Effect::LoadWeights(network)),
                // Only explanations ask about them.
                draw::Effect::LoadSamples(_) => {}
                draw::Effect::UpdateUrl => done.push(Effect::UpdateUrl),
                draw::Effect::Pushed => done.push(self.leave_behind()),
                // What the network says about a link joins what the link said itself.
                draw::Effect::Notice(notice) => {
                    let before = self.notice.take().filter(|before| !before.contains(&notice));
                    self.notice = text::link::together(before.into_iter().chain([notice]).collect());
                }
            }
        }
        done
    }
}
