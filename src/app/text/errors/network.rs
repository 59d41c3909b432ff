//! Why a network cannot be read or run.

use std::fmt;

use crate::app::text::{Text, tr, translation_of};
use crate::network::{Excess, JsonError, JsonReason, MAX_JSON, MAX_NAME, MAX_NODES, NameError, PlanError};
use crate::shape::{Axis, Must, Reason, Shape, ShapeError};

impl fmt::Display for PlanError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&match self {
            Self::Empty => Text("the network has no layers").into(),
            Self::Input { shape } => tr!("an input of {shape} holds no value"),
            Self::Network { excess } => tr!("the network: {excess}"),
            Self::Name { name, error } => format!("“{name}”: {error}"),
            Self::Limit { name, excess } => format!("{name}: {excess}"),
            Self::Order { name, input } => {
                tr!("{name} takes the output of node {input}, which is not computed before it")
            }
            Self::Shape { name, error } => format!("{name}: {error}"),
        })
    }
}

/// A name of something that the core knows by its English one; all of them are listed in `app/text/core.rs`.
fn named(name: &str) -> &str {
    translation_of(name).unwrap_or(name)
}

impl fmt::Display for Excess {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { what, found, most } = self;
        let what = named(what);
        f.write_str(&tr!("{what} of {found} is too much, the most is {most}"))
    }
}

impl fmt::Display for NameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&match self {
            Self::Empty => Text("a name has at least one character").into(),
            Self::Long => tr!("a name has at most {MAX_NAME} characters"),
            Self::Characters => {
                Text("a name has no spaces, and something on both sides of each point").into()
            }
            Self::Taken => Text("the name is taken").into(),
        })
    }
}

impl fmt::Display for ShapeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let found: Vec<String> = self.inputs.iter().map(Shape::to_string).collect();
        let (layer, found) = (&self.layer, found.join(", "));
        f.write_str(&match &self.reason {
            Reason::Inputs { expected } => {
                tr!("{layer} takes {expected} input(s), but was given {}", self.inputs.len())
            }
            Reason::DoesNotFit { axis: Axis::Height, padded, span } => tr!(
                "{layer} on {found}: its window spans {span} cells along the height, but only {padded} are there"
            ),
            Reason::DoesNotFit { axis: Axis::Width, padded, span } => tr!(
                "{layer} on {found}: its window spans {span} cells along the width, but only {padded} are there"
            ),
            Reason::Padding { padding, largest } => tr!(
                "{layer} on {found}: padding {padding} is too wide for this padding mode, the most is {largest}"
            ),
            Reason::Groups { channels, groups } => {
                tr!("{layer} on {found}: {channels} channels cannot be divided into {groups} groups")
            }
            Reason::Disagree => tr!("{layer} cannot join {found}: the shapes disagree"),
            Reason::Expected { expected } => tr!("{layer} expects {expected}, but was given {found}"),
            Reason::Setting { name, must } => {
                let name = named(name);
                tr!("{layer}: {name} must be {must}")
            }
        })
    }
}

impl fmt::Display for Must {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&match self {
            Self::AtLeast0 => Text("at least 0").into(),
            Self::AtLeast1 => Text("at least 1").into(),
            Self::Above0 => Text("above 0").into(),
            Self::Below1 => Text("at least 0 and below 1").into(),
            Self::HalfTheWindow => Text("at most half the window's size").into(),
            Self::SeeACell => Text("small enough for every window to see a cell").into(),
            Self::BelowTheStride => Text("less than the stride or the dilation").into(),
            Self::LeaveOutput => Text("so small that some output is left").into(),
            Self::Codes { values } => tr!("at least one, each of {values} values"),
            Self::Size([rows, columns]) => format!("{rows} × {columns}"),
        })
    }
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { line, column, why } = self;
        let why = match why {
            JsonReason::Long => tr!("it is longer than {} MiB", MAX_JSON >> 20),
            JsonReason::Layers => {
                tr!("a network has at most {MAX_NODES} layers, and each of them at most {MAX_NODES} inputs")
            }
            JsonReason::LargeNumber => Text("it has a setting that is too large a number").into(),
            JsonReason::Reader(why) => why.clone(),
        };
        f.write_str(&tr!("this is not a network in JSON: line {line}, column {column}: {why}"))
    }
}
