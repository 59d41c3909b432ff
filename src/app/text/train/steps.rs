//! The numbers of a step in slow motion.

use crate::app::text::cell;
use crate::shape::Shape;

pub const PREVIOUS_PART: &str = "Back";

pub fn cross_entropy(class: &str, p: &str, loss: &str) -> String {
    format!("L = −ln p({class}) = −ln {p} = {loss}")
}

pub fn squared_error(loss: &str, classes: usize) -> String {
    format!("L = 1/{classes} Σ (z − t)² = {loss}")
}

/// dL/dz of the label's logit.
pub fn loss_gradient(class: &str, p: &str, gradient: &str) -> String {
    format!("∂L/∂z({class}) = p({class}) − 1 = {p} − 1 = {gradient}")
}

/// A unit, or a map and a cell of it, counted from 0.
pub fn place_in(channel: usize, at: usize, Shape { w, h, .. }: Shape) -> String {
    match w * h {
        1 => format!("unit {channel}"),
        _ => format!("map {channel}, {}", cell([at / w, at % w])),
    }
}

pub fn strongest(place: &str, value: &str, is_gradient: bool) -> String {
    format!("The largest is that of {place}: {} = {value}", if is_gradient { "∂L/∂a" } else { "a" })
}

pub fn first_gradient(layer: &str, gradient: &str) -> String {
    format!("The first weight of {layer}: ∂L/∂w = {gradient}")
}

/// One weight before and after the step.
pub fn first_update(
    layer: &str,
    before: &str,
    gradient: &str,
    rate: &str,
    change: &str,
    after: &str,
) -> String {
    format!(
        "The first weight of {layer}: w = {before}, ∂L/∂w = {gradient}, η = {rate}; w + Δ = {before} + ({change}) = {after}"
    )
}
