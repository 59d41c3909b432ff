//! [`Scene`]: the place of a step as its link says, without a page around it.

use crate::app::figure::Figure;
use crate::app::lab::{Example, Linked, LinkedView, Pointer};
use crate::app::place::Place;
use crate::app::places::convolve::{Convolve, View};
use crate::app::places::counts::Counts;
use crate::app::places::draw::DrawConfig;
use crate::app::places::functions::Functions;
use crate::app::places::networks::{self, Networks};
use crate::app::places::norms::Norms;
use crate::app::places::pool::Pooling;
use crate::app::places::scenes::ScenesConfig;
use crate::app::places::stack::Stack;
use crate::app::places::train::TrainConfig;
use crate::app::places::volumes::Volumes;
use crate::app::shell::route::Route;

/// A place as a link says.
#[allow(missing_docs)]
pub enum Scene {
    Draw(Box<DrawConfig>),
    Convolve(Box<Convolve>),
    Stack(Box<Stack>),
    Volumes(Box<Volumes>),
    Counts(Box<Counts>),
    Functions(Box<Functions>),
    Norms(Box<Norms>),
    Pool(Box<Pooling>),
    Train(Box<TrainConfig>),
    Networks(Box<Networks>),
    Scenes(Box<ScenesConfig>),
}

impl Scene {
    /// The place of a link. What of the link cannot be is answered in sentences, and then there is none.
    pub fn open(link: &str) -> Result<Self, Vec<String>> {
        let (route, mut problems) = Route::parse(link);
        let scene = match route {
            Route::Draw(config) => Some(Self::Draw(Box::new(config))),
            Route::Convolve(rest) => Some(Self::Convolve(opened(&rest, &mut problems))),
            Route::Linked(view, rest) => Some(match view {
                LinkedView::Stack => Self::Stack(opened(&rest, &mut problems)),
                LinkedView::Volumes => Self::Volumes(opened(&rest, &mut problems)),
                LinkedView::Counts => Self::Counts(opened(&rest, &mut problems)),
                LinkedView::Functions => Self::Functions(opened(&rest, &mut problems)),
                LinkedView::Norms => Self::Norms(opened(&rest, &mut problems)),
            }),
            Route::Pool(rest) => Some(Self::Pool(opened(&rest, &mut problems))),
            Route::Train(rest) => {
                let (config, problem) = TrainConfig::read(&rest);
                problems.extend(problem);
                Some(Self::Train(Box::new(config)))
            }
            Route::Networks(rest) => {
                let (networks, effects) = Networks::open(&rest);
                problems.extend(effects.into_iter().filter_map(|effect| {
                    if let networks::Effect::Notice(said) = effect { Some(said) } else { None }
                }));
                Some(Self::Networks(Box::new(networks)))
            }
            Route::Scenes(rest) => {
                let (config, said) = ScenesConfig::from_rest(&rest);
                problems.extend(said);
                Some(Self::Scenes(Box::new(config)))
            }
            Route::Lessons(_) | Route::Bench(_) | Route::Parity(_) => None,
        };
        match scene {
            Some(scene) if problems.is_empty() => Ok(scene),
            _ => Err(problems),
        }
    }

    /// Which place it is.
    pub const fn place(&self) -> Place {
        match self {
            Self::Draw(_) => Place::Draw,
            Self::Convolve(_)
            | Self::Stack(_)
            | Self::Volumes(_)
            | Self::Counts(_)
            | Self::Functions(_)
            | Self::Norms(_) => Place::Convolve,
            Self::Pool(_) => Place::Pool,
            Self::Train(_) => Place::Train,
            Self::Networks(_) => Place::Networks,
            Self::Scenes(_) => Place::Scenes,
        }
    }

    /// Its picture, if it is one of a convolution or of a pool.
    pub fn figure(&self) -> Option<Figure> {
        match self {
            Self::Convolve(convolve) => matches!(convolve.view, View::Grids | View::Matrix)
                .then(|| convolve.figure(&Pointer::at_step(convolve.at))),
            Self::Pool(pooling) => Some(pooling.figure(&Pointer::at_step(pooling.at))),
            _ => None,
        }
    }

    /// Whether its place can hide a result until it is predicted.
    pub fn can_hide(&self) -> bool {
        let hides = matches!(
            self,
            Self::Pool(_) | Self::Volumes(_) | Self::Counts(_) | Self::Functions(_) | Self::Norms(_)
        );
        hides || self.figure().is_some()
    }
}

/// A view as its link says.
fn opened<T: Linked>(rest: &str, problems: &mut Vec<String>) -> Box<T> {
    let (view, said) = T::from_rest(rest);
    problems.extend(said);
    Box::new(view)
}
