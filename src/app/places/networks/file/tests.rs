//! Opening files, as a scripted conversation with the worker's service.

use std::collections::HashMap;

use super::*;
use crate::app::places::networks::Action;
use crate::app::places::networks::run::Photograph;
use crate::app::places::networks::why::WhyAction;
use crate::layers::conv::Conv;
use crate::layers::dense::Dense;
use crate::layers::global_avg_pool::GlobalAvgPool;
use crate::network::{NETWORK, Network, Plan, Weights};
use crate::session::{Command, FileOpener, Method, Service};

/// A small network of photographs, and its file.
fn file() -> (Network, Vec<u8>) {
    let mut network = Network::new(Shape::new(3, 8, 8));
    network.chain([Conv::new(4, 3).into(), GlobalAvgPool.into(), Dense::new(2).into()]);
    let plan = Plan::new(network.clone()).unwrap();
    let metadata = HashMap::from([(NETWORK.to_owned(), network.to_json())]);
    (network, Weights::he(&plan, 1).to_safetensors(&plan, metadata))
}

/// Does what the place asks of the worker; what else it asks for.
fn answered(
    networks: &mut Networks,
    opener: &mut FileOpener,
    bytes: &[u8],
    effects: Vec<Effect>,
) -> Vec<Effect> {
    let mut others = Vec::new();
    for effect in effects {
        let command = match effect {
            Effect::OpenFile { run, name, input } => {
                opener.take_file(Some(bytes.to_vec()));
                crate::session::Command::OpenFile { run, name, input }
            }
            Effect::Send(command) => command,
            other => {
                others.push(other);
                continue;
            }
        };
        let event = pollster::block_on(opener.apply(command, &|| 0.0));
        let effects = networks.update(Action::Run(RunAction::Answered(event, 1.0)), 1.0);
        others.extend(answered(networks, opener, bytes, effects));
    }
    others
}

fn act(networks: &mut Networks, opener: &mut FileOpener, bytes: &[u8], action: FileAction) -> Vec<Effect> {
    let effects = networks.update(Action::File(action), 0.0);
    answered(networks, opener, bytes, effects)
}

#[test]
fn a_file_is_shown_kept_and_run_like_any_other() {
    let (network, bytes) = file();
    let (mut networks, _) = Networks::open("net=resnet18&view=run");
    let mut opener = FileOpener::default();
    let open = FileAction::Open("mine.safetensors".into(), bytes.len() as u64);
    let effects = act(&mut networks, &mut opener, &bytes, open);
    let kept = effects.iter().find_map(|effect| match effect {
        Effect::Keep(bytes) => Some(bytes.clone()),
        _ => None,
    });
    assert!(effects.contains(&Effect::UpdateUrl) && kept.is_some(), "{effects:?}");
    assert_eq!(networks.subject.plan.network(), &network);
    assert!(networks.config.to_rest().contains("net=opened"));
    assert_eq!((networks.about().name.as_str(), networks.file_name().as_str()), ("mine.safetensors", "mine"));
    assert!(matches!(networks.run.loading, Loading::Ready(_)));
    assert_eq!(networks.run.weights().unwrap().weights.params.len(), networks.subject.plan.params_len());

    // Another network takes its place in the worker; shown again, it is opened again.
    networks.update(Action::Show(Default::default()), 0.0);
    assert!(!networks.config.file);
    act(&mut networks, &mut opener, &bytes, FileAction::Show);
    assert!(matches!(networks.run.loading, Loading::Ready(_)), "{:?}", networks.run.loading);

    act(&mut networks, &mut opener, &bytes, FileAction::Classes("cat\n\n dog ".into()));
    assert_eq!(networks.run.weights().unwrap().names, ["cat", "dog"]);
    act(&mut networks, &mut opener, &bytes, FileAction::Values(PixelValues::Signed));

    // After a reload the store has it.
    let (mut again, effects) = Networks::open("net=opened");
    assert!(effects.contains(&Effect::Restore));
    act(&mut again, &mut opener, &bytes, FileAction::Restored(kept));
    assert_eq!((again.subject.plan.network(), again.config.file), (&network, true));
    let (mut gone, _) = Networks::open("net=opened");
    let effects = act(&mut gone, &mut opener, &bytes, FileAction::Restored(None));
    assert!(effects.contains(&Effect::Notice(text::OPEN_AGAIN.into())) && !gone.config.file);
}

#[test]
fn what_cannot_be_opened_is_said_and_nothing_is_lost() {
    let (_, bytes) = file();
    let (mut networks, _) = Networks::open("net=vgg16");
    let mut opener = FileOpener::default();
    let effects = act(&mut networks, &mut opener, b"nothing", FileAction::Open("a.onnx".into(), 7));
    let said = |effects: &[Effect]| match effects {
        [Effect::Notice(notice)] => notice.clone(),
        other => panic!("{other:?}"),
    };
    assert!(said(&effects).starts_with("This file cannot be opened: "), "{effects:?}");
    assert_eq!((networks.opening.clone(), networks.config.file), (Opening::No, false));
    let huge = act(&mut networks, &mut opener, &bytes, FileAction::Open("b.pt".into(), LARGEST + 1));
    assert_eq!(
        said(&huge),
        "b.pt has 1 GB: files of up to 1 GB are opened, since what is read has to be there beside it."
    );
    // A size that the file does not say is asked for.
    let plan = Plan::new(file().0).unwrap();
    let onnx = crate::onnx::write(&plan, &Weights::he(&plan, 1)).unwrap();
    let open = onnx.windows(6).position(|bytes| bytes == [0x0a, 2, 8, 8, 0x0a, 2]).unwrap();
    let mut open_size = onnx.clone();
    open_size[open + 3] = 0;
    act(&mut networks, &mut opener, &open_size, FileAction::Open("c.onnx".into(), 1));
    assert!(matches!(&networks.opening, Opening::AsksSize(_, size) if size.c == 3), "{:?}", networks.opening);
    act(&mut networks, &mut opener, &open_size, FileAction::WithSize(Shape::new(3, 8, 8)));
    assert_eq!((networks.opening.clone(), networks.config.file), (Opening::No, true));
}

/// The small network is asked why: maps come method by method, and a second question about random weights keeps the first's.
#[test]
fn what_a_network_sees_in_a_photograph_is_explained() {
    let (_, bytes) = file();
    let (mut networks, _) = Networks::open("net=resnet18&view=why");
    let mut opener = FileOpener::default();
    let open = FileAction::Open("mine.safetensors".into(), bytes.len() as u64);
    act(&mut networks, &mut opener, &bytes, open);
    let rgba = (0..4 * 8 * 8).map(|i| (i * 37 % 251) as u8).collect();
    let photograph = Rc::new(Photograph { name: "own".into(), width: 8, rgba });
    let explain = |networks: &mut Networks, opener: &mut FileOpener, action| {
        let effects = networks.update(action, 2.0);
        answered(networks, opener, &bytes, effects);
        while opener.is_training() {
            for event in pollster::block_on(opener.slice(0.0, &|| 0.0)) {
                let effects = networks.update(Action::Run(RunAction::Answered(event, 9.0)), 9.0);
                assert!(!effects.iter().any(|effect| matches!(effect, Effect::Send(_))), "asked twice");
            }
        }
    };
    explain(&mut networks, &mut opener, Action::Run(RunAction::Photograph(Ok(photograph))));
    let explained = networks.why.explained.clone();
    assert!(Method::ALL.iter().all(|method| explained.map(*method).is_some()));
    assert_eq!((explained.progress, explained.first_milliseconds), (1.0, Some(8.0)));
    let sum: f32 = explained.map(Method::IntegratedGradients).unwrap().iter().sum();
    let gained = explained.scores.input - explained.scores.baseline;
    assert!((sum - gained).abs() < 1e-3 * gained.abs().max(1.0), "{sum} instead of {gained}");
    let other = 1 - networks.target().unwrap().class;
    explain(&mut networks, &mut opener, Action::Why(WhyAction::Class(other)));
    assert_ne!(networks.why.explained.map(Method::Gradient), explained.map(Method::Gradient));
    let trained = networks.why.explained.map(Method::Gradient).cloned();
    explain(&mut networks, &mut opener, Action::Why(WhyAction::Randomized(1)));
    assert_eq!(networks.why.explained.trained(Method::Gradient), trained.as_ref());
    assert_ne!(networks.why.explained.map(Method::Gradient), trained.as_ref());
    let link = networks.config.to_rest();
    assert!(
        [&format!("class={other}")[..], "randomized=1", "view=why"].iter().all(|pair| link.contains(pair)),
        "{link}"
    );
    // A link that asks something else is answered, too.
    let effects = networks.follow(&link.replace("randomized=1", "randomized=0"), 3.0);
    assert!(
        effects.iter().any(|effect| matches!(effect, Effect::Send(Command::Explain { .. }))),
        "{effects:?}"
    );
}
