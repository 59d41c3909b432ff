//! Links as mail, chat programs and editors leave them, in every place: reading them never fails, every loss is said, and
//! what was read is read again from what is printed of it.

use convoscope::app::lab::Linked;
use convoscope::app::places::convolve::presets;
use convoscope::app::shell::route::Route;
use convoscope::drawing::samples;
use convoscope::random::Random;

use super::broken::convolve;
use super::facts::read;

const CONVOLVE: &str =
    "#/convolve?v=2&x=1.3.3:1,-2.5,3,4,5,6,7,8,9&w=1.2.2:1,0,0,-1&pad=1.0.1.0&fill=constant:2&mode=dx&at=3";
const POOL: &str = "#/pool?v=2&x=1.3.4:1,2,3,4,5,6,7,8,9,10,11,12&kind=average&stride=1.2&nudge=0.-1&at=2";
const TRAIN: &str = "#/train?v=2&data=shapes&rate=0.05&decay=cosine:2000&batch=16&seed=9";

/// A link into each place.
fn links() -> Vec<String> {
    let samples = samples();
    let draw = samples
        .iter()
        .take(2)
        .map(|sample| format!("#/draw?v=2&drawing={}&without=crop", sample.drawing.to_link()));
    [CONVOLVE, POOL, TRAIN, "#/bench?engine=cpu&batch=8", "#/parity?samples=3"]
        .map(str::to_owned)
        .into_iter()
        .chain(draw)
        .collect()
}

#[test]
fn what_changes_nothing_is_not_said() {
    for link in links() {
        let whole = read(&link);
        assert_eq!(whole.1, [""; 0], "{link}");
        let (place, query) = link.split_once('?').unwrap();
        let encoded: String = query.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let twice: String = link.bytes().map(|byte| format!("%25{byte:02x}")).collect();
        let half = link.len() / 2;
        for mangled in [
            format!("{place}?{encoded}"),
            twice,
            link.replace('&', "&amp;"),
            link.replace('&', "&amp;amp;"),
            link.replace('&', "%26"),
            format!("{}\r\n{}", &link[..half], &link[half..]),
            format!("{}%0A{}", &link[..half], &link[half..]),
            format!(" {link}\n"),
            format!("{link}&"),
            link.replace('?', "/?"),
            format!("{link}&utm_source=news&utm_medium=email&fbclid=IwAR0_x-y&gclid=1&mc_cid=2&mc_eid=3"),
            format!("{link}?msclkid=7&igshid=8"),
            format!("{place}?utm_campaign=a&{query}&fbclid"),
        ] {
            assert_eq!(read(&mangled), whole, "{mangled}");
        }
    }
}

#[test]
fn every_loss_is_said() {
    for link in links() {
        let whole = read(&link).0;
        for mangled in [
            format!("{link}&seed=1&seed=2"),
            format!("{link}&nosuchkey=1"),
            format!("{link}&lonely"),
            format!("{link}&open=&without=&stride=&rate=&batch=&samples=&x=&w="),
            format!("{link}&v=abc"),
            format!("{link}%"),
            format!("{link}%FF"),
            format!("{link})."),
            format!("{link}>"),
        ] {
            let (printed, said) = read(&mangled);
            assert!(!said.is_empty(), "{mangled}: {printed}, and before {whole}");
        }
    }
    for value in ["NaN", "inf", "-inf", "1e999", "", "1e", "0x1", "1 2", "١"] {
        for link in
            [format!("#/convolve?x=1.1.3:1,{value},3&w=1.1.1:2"), format!("#/pool?x=1.2.2:1,{value},3,4")]
        {
            assert!(!read(&link).1.is_empty(), "{link}");
        }
    }
    for shape in ["+1.2.2", "01.2.2", "1.2.2.", "1..2", "1.2.99999999999999999999"] {
        let (_, said) = read(&format!("#/convolve?x={shape}:1,2,3&w=1.1.1:2"));
        assert!(!said.is_empty(), "{shape}");
    }
}

/// Wherever a link ends too early: the numbers that are read are those of the whole link, but for the last one, or
/// something is said.
#[test]
fn cut_links_have_no_other_numbers() {
    let is_begun = |cut: &[f32], whole: &[f32], said: &[String]| {
        let other = cut.iter().zip(whole).filter(|(cut, whole)| cut != whole).count();
        other == 0 && cut.len() == whole.len() || other <= 1 && said.is_empty() || !said.is_empty()
    };
    let (whole, _) = convolve(CONVOLVE);
    for end in CONVOLVE.find("x=").unwrap() + 1..CONVOLVE.len() {
        let (cut, said) = convolve(&CONVOLVE[..end]);
        assert!(is_begun(&cut.x, &whole.x, &said), "{}: {said:?}", &CONVOLVE[..end]);
        // A kernel without numbers leaves them to the seed.
        let has_numbers = CONVOLVE[..end].contains("w=1.2.2:");
        assert!(
            !has_numbers || is_begun(&cut.weight, &whole.weight, &said),
            "{}: {said:?}",
            &CONVOLVE[..end]
        );
    }
    for sample in samples() {
        let text = sample.drawing.to_link();
        let whole = sample.drawing.lifted();
        for end in 1..text.len() {
            let (Route::Draw(cut), said) = Route::parse(&format!("#/draw?drawing={}", &text[..end])) else {
                panic!("{end}")
            };
            let read = &cut.drawing.strokes;
            assert!(whole.strokes.starts_with(read), "{end} of {text}");
            // Between two strokes, nothing tells that another one followed.
            let is_between = cut.drawing.to_link() == text[..end];
            assert!(is_between || said.len() == 1, "{end} of {text}: {said:?}");
        }
    }
}

#[test]
fn what_was_read_is_read_again() {
    let mut random = Random::new(31);
    let mut links = links();
    links.extend(presets().iter().map(|preset| Route::Convolve(preset.example().to_rest()).to_string()));
    let alphabet: Vec<char> = "0123456789.,:&=?%-+;aenwx \n\u{2212}é".chars().collect();
    for round in 0..3000 {
        let link = &links[random.below(links.len())];
        let mut chars: Vec<char> = link.chars().collect();
        for _ in 0..1 + random.below(4) {
            let at = 2 + random.below(chars.len() - 2);
            match random.below(4) {
                0 => chars.truncate(at.max(3)),
                1 => chars[at] = alphabet[random.below(alphabet.len())],
                2 => chars.insert(at, alphabet[random.below(alphabet.len())]),
                _ => drop(chars.remove(at)),
            }
            if chars.len() < 4 {
                break;
            }
        }
        let mangled: String = chars.into_iter().collect();
        let (printed, _) = read(&mangled);
        let (again, said) = read(&printed);
        // Of an engine that does not exist, that is said every time.
        let said: Vec<String> = said.into_iter().filter(|said| !said.contains("engine=none")).collect();
        assert_eq!((again.as_str(), &said[..]), (printed.as_str(), &[][..]), "{round}: {mangled}");
    }
    assert_eq!([read("#/convolve?").0, read("#/pool?").0], ["#/convolve", "#/pool"]);
}
