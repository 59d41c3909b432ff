//! The numbers of a step in slow motion.

use crate::app::text::cell;
use crate::app::text::{Text, tr};
use crate::shape::Shape;

pub const PREVIOUS_PART: Text = Text("Back");

pub fn cross_entropy(class: &str, p: &str, loss: &str) -> String {
    format!("L = −ln p({class}) = −ln {p} = {loss}")
}

pub fn squared_error(loss: &str, classes: usize) -> String {
    format!("L = 1/{classes} Σ (z − t)² = {loss}")
}

/// The same of Huber's loss.
pub fn huber(loss: &str, classes: usize) -> String {
    tr!("L = 1/{classes} Σ h(z − t) = {loss}, where h(e) = ½ e² up to |e| = 1, and |e| − ½ beyond")
}

/// dL/dz of the label's logit.
pub fn loss_gradient(class: &str, p: &str, gradient: &str) -> String {
    format!("∂L/∂z({class}) = p({class}) − 1 = {p} − 1 = {gradient}")
}

/// A unit, or a map and a cell of it, counted from 0.
pub fn place_in(channel: usize, at: usize, Shape { w, h, .. }: Shape) -> String {
    match w * h {
        1 => tr!("unit {channel}"),
        _ => tr!("map {channel}, {}", cell([at / w, at % w])),
    }
}

/// The value that is told of, and its arithmetic.
pub fn strongest(place: &str, arithmetic: &str) -> String {
    tr!("The largest is that of {place}: {arithmetic}")
}

/// A value whose arithmetic is not told.
pub fn value_alone(value: &str, is_gradient: bool) -> String {
    format!("{} = {value}", if is_gradient { "∂L/∂a" } else { "a" })
}

/// What one map or unit of a layer adds to a sum.
pub fn of_map(value: &str, map: usize, layer: &str, has_maps: bool) -> String {
    if has_maps { tr!("{value} (map {map} of {layer})") } else { tr!("{value} (unit {map} of {layer})") }
}

/// What one input of a sum adds to it.
pub fn of_layer(value: &str, layer: &str) -> String {
    format!("{value} ({layer})")
}

pub fn product(x: &str, w: &str) -> String {
    format!("{x} · {w}")
}

/// What all terms add that are not written out.
pub fn others(value: &str, count: usize) -> String {
    tr!("{value} ({count} more)")
}

pub fn bias(value: &str) -> String {
    tr!("{value} (bias)")
}

/// z as a sum, and what the activation makes of it.
pub fn forward_sum(terms: &[String], equals: &str, total: &str, activation: Option<(&str, &str)>) -> String {
    let sum = terms.join(" + ");
    match activation {
        Some((name, after)) => format!("z = {sum} {equals} {total}, a = {name}(z) = {after}"),
        None => format!("a = {sum} {equals} {total}"),
    }
}

/// The mean, or the largest, of so many values.
pub fn pooled(values: &[String], count: usize, is_max: bool, equals: &str, total: &str) -> String {
    let left_out = if values.len() < count { ", …" } else { "" };
    let values = values.join(", ") + left_out;
    match is_max {
        true => tr!("a = max({values}) {equals} {total}"),
        false => tr!("a = mean({values}) {equals} {total}"),
    }
}

/// f(x), or a value that is only put in its place.
pub fn applied(name: &str, before: &str, after: &str) -> String {
    format!("a = {name}({before}) = {after}")
}

/// ∂L/∂a as a sum, and ∂L/∂z where a is an activation of z.
pub fn backward_sum(
    terms: &[String],
    equals: &str,
    total: &str,
    activation: Option<(&str, &str, &str)>,
) -> String {
    let sum = format!("∂L/∂a = {} {equals} {total}", terms.join(" + "));
    match activation {
        Some((name, slope, before)) => {
            format!("{sum}, ∂L/∂z = {total} · {name}′(z) = {total} · {slope} = {before}")
        }
        None => sum,
    }
}

pub fn first_gradient(layer: &str, gradient: &str) -> String {
    tr!("The first weight of {layer}: ∂L/∂w = {gradient}")
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
    tr!(
        "The first weight of {layer}: w = {before}, ∂L/∂w = {gradient}, η = {rate}; w + Δ = {before} + ({change}) = {after}"
    )
}
