//! A step in slow motion, part by part.

use super::*;
use crate::app::numbers::read_back;

#[test]
fn step_walkthrough_takes_one_step() {
    let mut page = Page::new(LINK);
    page.ask(TrainAction::NextStepPart);
    let walkthrough = page.train.runs.walkthrough.clone().unwrap();
    let looks: Vec<Look> = walkthrough.parts.iter().map(|part| part.look).collect();
    for (at, look) in looks.iter().enumerate() {
        assert_eq!((page.train.runs.walkthrough.as_ref().unwrap().at, page.first().look), (at, *look));
        page.rest();
        assert_eq!(page.first().last.step, u64::from(walkthrough.parts[..=at].iter().any(|part| part.steps)));
        page.ask(TrainAction::NextStepPart);
    }
    assert_eq!(page.train.runs.walkthrough, None);
    assert_eq!((page.first().look, page.first().last.step), (Look::Planes, 1));
}

/// What is written of every part adds up to what is written, with layers of all kinds, and is what the network computed.
#[test]
fn step_walkthrough_writes_sums_that_add_up() {
    for (link, kinds) in [
        ("data=digits&count=64.16&net=modern", &["max(", "mean(", "√(", "more)", " · relu′(z)"][..]),
        ("data=digits&count=64.16&net=residual-6", &["(bias)", "of add1)", " (conv3)"]),
        ("data=digits&count=64.16&net=lenet5", &["tanh(z)"]),
        ("data=spiral&count=50.20&net=dense-2", &[" · ", "(bias)"]),
    ] {
        let mut page = Page::new(link);
        // No bias is 0 any more.
        page.ask(TrainAction::Steps(2));
        page.rest();
        page.ask(TrainAction::NextStepPart);
        page.rest();
        let mut all = String::new();
        while page.train.runs.walkthrough.is_some() {
            let part = page.train.runs.walkthrough.as_ref().unwrap().part().clone();
            let told = page.train.walkthrough_numbers().unwrap_or_default();
            if let (Some(lit), true) = (part.lit, part.look.is_of_sample()) {
                assert!(!told.is_empty(), "{link}: {}", page.first().plan.name(lit));
                check_sum(&told);
            }
            all += &told;
            page.ask(TrainAction::NextStepPart);
            page.rest();
        }
        for kind in kinds {
            assert!(all.contains(kind), "{link}: {kind} in {all}");
        }
    }
}

/// Whoever adds up the terms of a line comes to the sum that stands behind them, or to nearly that where it says ≈.
fn check_sum(told: &str) {
    let Some((_, sum)) = told.split_once(": ").and_then(|(_, sum)| sum.split_once(" = ")) else { return };
    let sum = sum.split(", ∂L/∂z").next().unwrap().split(", a = ").next().unwrap();
    let Some((terms, total)) = sum.rsplit_once(" = ").or_else(|| sum.rsplit_once(" ≈ ")) else { return };
    if ["max(", "mean(", "√"].iter().any(|other| terms.contains(other)) {
        return;
    }
    let number = |text: &str| read_back(text.split(" (").next().unwrap().trim());
    let value = |term: &str| term.split(" · ").map(number).product::<f64>();
    let added: f64 = terms.split(" + ").map(value).sum();
    let (total, off) = (read_back(total), if sum.contains('≈') { 0.05 } else { 1e-6 });
    assert!((added - total).abs() <= off * total.abs().max(1e-3), "{told}: {added}");
}
