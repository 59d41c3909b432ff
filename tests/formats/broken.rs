//! Links that were cut off, mistyped or encoded on their way: either all of it is read, or a sentence says what is not and
//! the rest is kept; never other numbers without a word.

use std::time::Instant;

use convoscope::app::lab::Linked;
use convoscope::app::places::convolve::Convolve;
use convoscope::app::places::pool::Pooling;
use convoscope::app::places::train::Train;
use convoscope::app::shell::App;
use convoscope::app::shell::route::Route;
use convoscope::app::text::link::together;
use serde_json::Value;

use super::facts::read;

/// What Convolve says of a link.
pub fn convolve(link: &str) -> (Convolve, Vec<String>) {
    let (Route::Convolve(rest), problems) = Route::parse(link) else { panic!("{link}") };
    let (convolve, said) = Convolve::from_rest(&rest);
    (convolve, [problems, said].concat())
}

/// What Pool says of a link.
fn pool(link: &str) -> (Pooling, Vec<String>) {
    let (Route::Pool(rest), problems) = Route::parse(link) else { panic!("{link}") };
    let (pooling, said) = Pooling::from_rest(&rest);
    (pooling, [problems, said].concat())
}

/// What Train says of a link.
fn train(link: &str) -> (Train, String) {
    let (Route::Train(rest), problems) = Route::parse(link) else { panic!("{link}") };
    let train = Train::new(&rest);
    let said = problems.into_iter().chain(train.runs.status.clone()).collect::<Vec<_>>().join(" ");
    (train, said)
}

#[test]
fn links_on_their_way() {
    let cases: Vec<Value> = serde_json::from_str(include_str!("broken.json")).unwrap();
    for case in &cases {
        let link = case["link"].as_str().unwrap();
        if link.starts_with("#/train") {
            let (train, said) = train(link);
            assert_eq!(
                (train.link().as_str(), said.as_str()),
                (case["prints"].as_str().unwrap(), ""),
                "{link}"
            );
            continue;
        }
        let (cells, problems) = if link.starts_with("#/pool") {
            let (pooling, problems) = pool(link);
            (pooling.x, problems)
        } else {
            let (convolve, problems) = convolve(link);
            (convolve.x, problems)
        };
        let says = case["says"].as_bool().unwrap_or(false);
        assert_eq!(!problems.is_empty(), says, "{link}: {problems:?}");
        if let Some(expected) = case["cells"].as_str() {
            let cells: Vec<String> = cells.iter().map(f32::to_string).collect();
            assert_eq!(cells.join(" "), expected, "{link}");
        }
    }
}

#[test]
fn what_can_be_kept_is_kept() {
    let link = "#/convolve?x=1.3.3:1,2,3,4,5&w=1.1.1:2&stride=2.1";
    let (kept, problems) = convolve(link);
    assert_eq!(
        problems,
        ["“x=1.3.3:1,2,3,4,5” in this link: for the input, 9 numbers were expected, 5 are there."]
    );
    assert_eq!((&kept.x[..5], kept.x.len()), (&[1., 2., 3., 4., 5.][..], 9));
    assert_eq!((&kept.weight[..], kept.conv.window[0].stride), (&[2.][..], 2));
    // One that is no number is the seed's, and its neighbours stay.
    let ((kept, _), (seeded, _)) =
        (convolve("#/convolve?x=1.1.3:7,x,-7&w=1.1.1"), convolve("#/convolve?x=1.1.3&w=1.1.1"));
    assert_eq!(kept.x, [7.0, seeded.x[1], -7.0]);
    // A link without numbers, or with a key and no example, is no broken one.
    for link in ["#/convolve?x=1.3.3&w=1.2.2", "#/convolve?preset=edges&stride=2.2", "#/pool?kind=average&"] {
        assert_eq!(read(link).1, [""; 0], "{link}");
    }
    assert_eq!(convolve("#/convolve?preset=edges&stride=2.2").0.conv.window[1].stride, 2);
}

#[test]
fn the_nearest_is_taken_and_said() {
    for (link, at, nudge) in [
        ("#/pool?at=-1&nudge=9.-9", 0, [3, -3]),
        ("#/pool?at=99999999999999999999999&nudge=0.4", 3, [0, 3]),
        ("#/pool?at=x&nudge=1", 0, [0, 0]),
    ] {
        let (pooling, problems) = pool(link);
        assert_eq!((pooling.at, pooling.nudge, problems.len()), (at, nudge, 2), "{link}: {problems:?}");
    }
}

#[test]
fn each_problem_names_its_key_and_what_was_expected() {
    for (link, parts) in [
        ("#/convolve?x=1.2.2:1,2,3&w=1.1.1", &["x=1.2.2:1,2,3", "4 numbers were expected, 3 are there"][..]),
        ("#/convolve?x=1.2.2:1,2,3,4,5&w=1.1.1", &["4 numbers were expected, 5 are there"]),
        ("#/convolve?x=1.2.2:1,2,3,NaN&w=1.1.1", &["“NaN” is not a number"]),
        ("#/convolve?x=1.2.2:1,2,3,inf&w=1.1.1", &["“inf” is not a number"]),
        ("#/convolve?x=1.2.2&w=1.2.2:1,2", &["w=1.2.2:1,2", "4 numbers were expected, 2 are there"]),
        ("#/convolve?x=1.2.2&w=2.1.1&b=1", &["b=1", "2 numbers were expected, 1 is there"]),
        ("#/convolve?x=1.2.2&w=1.1.1&d=1,2,3,4,5", &["4 numbers were expected, 5 are there"]),
        (
            "#/convolve?x=1.2.2&w=1.1.1&fill=constant:2)",
            &["fill=constant:2)", "constant:number, constant, reflect"],
        ),
        ("#/convolve?x=1.2&w=1.1.1", &["x=1.2", "from 1.1.1 to 4.64.64"]),
        ("#/convolve?x=1.65.2&w=1.1.1", &["x=1.65.2", "from 1.1.1 to 4.64.64"]),
        ("#/convolve?x=1.4.4&w=1.5.5", &["w=1.5.5", "not possible with the rest"]),
        ("#/convolve?x=1.2.2&w=1.1.1&groups=2", &["groups=2", "not possible with the rest"]),
        ("#/convolve?x=1.2.2:1,2,3,4", &["an input and no kernel"]),
        ("#/convolve?w=1.1.1:7", &["a kernel and no input"]),
        ("#/convolve?stride=0.1", &["stride=0.1", "from 1.1 to 11.11"]),
        ("#/convolve?stride", &["“stride”", "a key, “=” and a value"]),
        ("#/convolve?strid=2.2", &["strid=2.2", "no key “strid”"]),
        ("#/convolve?at=1&at=2", &["at=2", "more than once"]),
        ("#/convolve?at=-1", &["at=-1", "from 0 to 35 was expected, and 0 is taken"]),
        ("#/convolve?at=99", &["from 0 to 35 was expected, and 35 is taken"]),
        ("#/convolve?at=two", &["at=two", "from 0 to 35 was expected."]),
        ("#/convolve?mode=dz", &["mode=dz", "one of forward"]),
        ("#/convolve?depth=1.2.3.4.5.6", &["depth=1.2.3.4.5.6", "view=depth"]),
        ("#/convolve?view=depth&depth=1.2.3", &["depth=1.2.3", "from 1.1.1.1.1.1 to"]),
        ("#/convolve?preset=ed", &["preset=ed", "no such example"]),
        ("#/convolve?at=1%", &["“%”", "hexadecimal"]),
        ("#/convolve?at=%FF", &["not UTF-8"]),
        ("#/pool?nudge=-9.0", &["nudge=-9.0", "from -3 to 3 were expected, as in 0.-1, and -3.0 is taken"]),
        ("#/pool?x=1.4.4&window=5.5", &["window=5.5", "not possible with the rest"]),
        ("#/pool?x=1.17.1", &["x=1.17.1", "from 1.1.1 to 3.16.16"]),
        ("#/draw?without=crop,x", &["without=crop,x", "crop, fit, centre"]),
        ("#/draw?open=conv1", &["open=conv1", "layer.unit"]),
        ("#/bench?batch=0", &["batch=0", "from 1 to 1024"]),
        ("#/parity?samples=x", &["samples=x", "whole number"]),
        ("#/nowhere", &["“nowhere”", "a place that does not exist"]),
    ] {
        let (_, problems) = read(link);
        let said = problems.join(" ");
        assert!(parts.iter().all(|part| said.contains(part)), "{link}: {problems:?}");
    }
}

#[test]
fn train_names_what_it_cannot_read() {
    for (pair, parts) in [
        ("rate=-1", &["rate=-1", "from 0 up"][..]),
        ("batch=5000", &["batch=5000", "from 1 to 1024"]),
        ("batch=0", &["from 1 to 1024"]),
        ("count=0.5", &["count=0.5", "from 1.0 to 100000.100000"]),
        ("smoothing=1", &["smoothing=1", "from 0 to below 1"]),
        ("epochs=x", &["epochs=x", "whole number"]),
        ("accuracy=7", &["from 0 to 1"]),
        ("decay=cosine", &["decay=cosine", "cosine:steps"]),
        ("optimizer=adam:0.9", &["optimizer=adam:0.9"]),
        ("sample=99999", &["sample=99999", "from 0 to 4999"]),
        ("rat=0.1", &["no key “rat”"]),
        ("rate=1&rate=2", &["more than once"]),
        ("data=cats", &["data=cats", "generated digits"]),
        ("rate", &["“rate”", "a key, “=” and a value"]),
        ("rate=0.5%", &["“%”", "rate=0.5%"]),
    ] {
        let (_, said) = train(&format!("#/train?{pair}"));
        assert!(parts.iter().all(|part| said.contains(part)), "{pair}: {said}");
    }
    let (train, said) = train("#/train?rate=-1&batch=0&l1=x&l2=x&seed=7");
    assert!(said.contains("rate=-1") && said.contains("l1=x") && said.ends_with("and 1 more."), "{said}");
    assert_eq!(train.config.settings.seed, 7);
}

#[test]
fn encoded_links_say_the_same() {
    let plain = "#/convolve?x=1.1.3:1,-2,3e1&w=1.1.1:2&fill=constant:1&pad=1.1.1.1&at=2";
    for encoded in [
        plain.replace(':', "%3A").replace(',', "%2c"),
        plain.replace('=', "%3D").replace('&', "%26"),
        plain.replace('?', "%3F").replace('=', "%3D").replace('/', "%2F"),
    ] {
        assert_eq!(read(&encoded), read(plain), "{encoded}");
    }
    assert_eq!(read(plain).1, [""; 0]);
    let embedded = |link| format!("{:?}", App::new(link, 0).show);
    assert_eq!(embedded("#/pool?at=1%26embed%3D1"), "Framed");
    assert_eq!(train("#/train%3Fseed%3D7").0.config.settings.seed, 7);
}

#[test]
fn all_problems_are_shown_and_none_is_long() {
    let notice = together(read("#/convolve?stride=x&foo=1&at=-1").1).unwrap();
    assert!(["stride=x", "foo=1", "at=-1"].iter().all(|part| notice.contains(part)), "{notice}");
    for part in ["a", "a&", "%", "%FF", "x=1.2.2:9,", "w=1.1.1:", "é", "1,", "stride=2.2&"] {
        for place in ["convolve", "pool", "draw", "train", "bench", "parity", ""] {
            let begin = Instant::now();
            let link = format!("#/{place}?{}", part.repeat(200_000 / part.len()));
            let said = together(read(&link).1);
            let said = said.unwrap_or_else(|| panic!("nothing is said of {part}"));
            assert!(said.chars().count() < 700, "{place}, {part}: {}", said.chars().count());
            assert!(begin.elapsed().as_secs() < 20, "{place}, {part}: {:?}", begin.elapsed());
        }
    }
}
