use super::Analysis;
use crate::explain::Intervention;
use crate::network::{NodeId, Plan};
use crate::session::CommandError;
use crate::session::describe::check_features;
use crate::session::inference::{check_class, check_pixels};

impl Analysis {
    /// Whether the network has what is asked about.
    pub(super) fn check(&self, plan: &Plan) -> Result<(), CommandError> {
        let nodes = plan.ids().count();
        let node = |id: NodeId| {
            if id.0 < nodes { Ok(plan.shape(id)) } else { Err(CommandError::Node { nodes, found: id.0 }) }
        };
        let channel = |id: NodeId, found: usize| {
            let channels = node(id)?.c;
            if found < channels { Ok(()) } else { Err(CommandError::Channel { channels, found }) }
        };
        match self {
            Self::WhatIf { pixels, interventions, nodes, channels_of, target } => {
                check_pixels(plan, pixels)?;
                nodes.iter().chain([channels_of]).try_for_each(|id| node(*id).map(drop))?;
                let classes = [Some(target.class), target.against].into_iter().flatten();
                classes.into_iter().try_for_each(|class| check_class(plan, class))?;
                interventions.iter().try_for_each(|intervention| match *intervention {
                    Intervention::Channel { node, channel: found } => channel(node, found),
                    Intervention::Activation { node: id, at, .. } => {
                        let values = node(id)?.len();
                        if at < values { Ok(()) } else { Err(CommandError::Value { values, found: at }) }
                    }
                    Intervention::Param { at, .. } => {
                        let params = plan.params_len();
                        if at < params { Ok(()) } else { Err(CommandError::Param { params, found: at }) }
                    }
                })
            }
            Self::Robustness { .. } => Ok(()),
            Self::Features { node, channel: found, .. } => channel(*node, *found),
            Self::Embedding { pixels, node: id, .. } => {
                check_pixels(plan, pixels)?;
                node(*id).map(drop)
            }
            Self::Describe { pixels, .. } => {
                check_features(plan)?;
                Ok(check_pixels(plan, pixels)?)
            }
            Self::Restyle { style, content, image, .. } => {
                // Content is told from red, green and blue.
                if content.is_some() {
                    channel(NodeId::INPUT, 2)?;
                }
                let mut pictures = [style, image].into_iter().chain(content);
                Ok(pictures.try_for_each(|pixels| check_pixels(plan, pixels))?)
            }
        }
    }
}
