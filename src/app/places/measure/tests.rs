use super::*;
use crate::session::{BenchNetwork, EngineKind};

fn bench(rest: &str) -> (Asked, Vec<String>) {
    Asked::read(Measurement::Bench, rest)
}

#[test]
fn links_are_printed_as_they_are_read() {
    for engine in EngineKind::ALL {
        for network in BenchNetwork::ALL {
            let asked = Asked::Bench(Some(Bench {
                engine,
                network,
                batch: 8,
                shards: 2,
                seconds: 0.5,
                profile: true,
            }));
            assert_eq!(bench(&asked.to_rest()), (asked, vec![]));
        }
    }
    for asked in [Asked::Parity(None), Asked::Parity(Some(3))] {
        assert_eq!(Asked::read(Measurement::Parity, &asked.to_rest()), (asked, vec![]));
    }
}

#[test]
fn a_benchmark_is_bounded() {
    for (rest, batch, seconds, problems) in [
        ("seconds=NaN", 64, 2.0, 1),
        ("seconds=inf&batch=0", 1, 60.0, 2),
        ("seconds=-3&batch=99999", 1024, 0.1, 2),
        ("seconds=soon&batch=many", 64, 2.0, 2),
    ] {
        let (asked, found) = bench(rest);
        assert_eq!(asked, Asked::Bench(Some(Bench { batch, seconds, ..Bench::default() })), "{rest}");
        assert_eq!(found.len(), problems, "{rest}: {found:?}");
    }
}

#[test]
fn an_engine_that_does_not_exist_is_not_measured() {
    let (asked, problems) = bench("engine=steam");
    assert_eq!((asked, problems.len(), asked.command()), (Asked::Bench(None), 1, None));
    assert_eq!(bench(&asked.to_rest()), (asked, vec![]), "as it is printed, it is known");
}

#[test]
fn a_newer_version_is_refused_with_a_sentence() {
    let (asked, problems) = bench("v=9&batch=1");
    assert_eq!((asked, problems.len()), (bench("").0, 1));
    assert!(problems[0].contains("newer version"), "{problems:?}");
}

#[test]
fn a_worker_that_ends_is_said() {
    let mut measure = Measure::new(Measurement::Bench, "batch=0");
    assert!(measure.notice.take().is_some(), "what the link asks for is not possible");
    measure.died();
    assert!(measure.notice.is_some());
}
