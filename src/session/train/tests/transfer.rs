//! Runs that begin with what another one has learnt.

use super::*;
use crate::session::TrainError;

fn network(classes: usize) -> Network {
    let mut network = Network::new(Shape::flat(2));
    network.chain([Dense::new(8).into(), BatchNorm::default().into(), Activation::Tanh.into()]);
    network.chain([Dense::new(classes).into()]);
    network
}

/// Features of two spirals for three blobs.
#[test]
fn a_run_takes_features_over_and_leaves_them_if_they_are_frozen() {
    let mut talk = Talk(Session::default());
    let settings = Settings { optimizer: Optimizer::adam(), batch: 8, ..Settings::default() };
    let begin = |network: Network, source: Source, start: StartFrom| RunCommand::Begin {
        network,
        data: generated(source, 48, 12),
        settings,
        start,
    };
    talk.ask(1, begin(network(2), Source::Spiral, StartFrom::Fresh)).unwrap();
    talk.report(1, RunCommand::Step { steps: 12 });
    talk.finish(1);
    let weights = talk.export(1);
    let (source, target) = (Plan::new(network(2)).unwrap(), Plan::new(network(3)).unwrap());
    let learnt = Weights::load(&source, &weights).unwrap().weights;
    let transfer = Transfer { network: network(2), weights, through: NodeId(3), frozen: true };
    let features = target.params_of(NodeId(3)).end;
    for frozen in [true, false] {
        let start = StartFrom::Transferred(Transfer { frozen, ..transfer.clone() });
        talk.ask(2, begin(network(3), Source::Blobs, start)).unwrap();
        let of = |file: &[u8]| Weights::load(&target, file).unwrap().weights;
        let begun = of(&talk.export(2));
        assert_eq!(
            (&begun.params[..features], &begun.running),
            (&learnt.params[..features], &learnt.running)
        );
        talk.report(2, RunCommand::Step { steps: 6 });
        talk.finish(2);
        let ended = of(&talk.export(2));
        assert_eq!(ended.params[..features] == begun.params[..features], frozen);
        assert_eq!(ended.running == begun.running, frozen);
        assert!(ended.params[features..].iter().zip(&begun.params[features..]).all(|(a, b)| a != b));
    }
    for (through, of) in [(3, Network::new(Shape::flat(3))), (2, network(2)), (4, network(3))] {
        let refused = Transfer { network: of, through: NodeId(through), ..transfer.clone() };
        let begun = talk.ask(2, begin(network(3), Source::Blobs, StartFrom::Transferred(refused)));
        match through {
            2 => assert!(begun.is_ok()),
            _ => assert_eq!(begun, Err(TrainError::Transfer { through }.into())),
        }
    }
}
