use super::*;

/// The placeholders of a text, and the categories of each of its plurals.
fn placeholders(text: &str) -> Result<(BTreeSet<String>, Vec<BTreeSet<String>>), String> {
    let names = source::template(text)?.1.into_iter().map(|placeholder| placeholder.name).collect();
    let mut plurals = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(", plural,") {
        rest = &rest[at + ", plural,".len()..];
        let (mut depth, mut categories, mut word) = (0, BTreeSet::new(), String::new());
        for c in rest.chars() {
            match c {
                '{' => {
                    if depth == 0 {
                        categories.insert(word.trim().to_owned());
                        word.clear();
                    }
                    depth += 1;
                }
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                c if depth == 0 => word.push(c),
                _ => {}
            }
        }
        plurals.push(categories);
    }
    Ok((names, plurals))
}

/// The categories of plurals that a language's whole numbers have (CLDR).
fn categories(tag: &str) -> &'static [&'static str] {
    match tag {
        "pl" => &["one", "few", "many", "other"],
        "zh-Hans" => &["other"],
        _ => &["one", "other"],
    }
}

/// How many times as long as in English a text may be, after some characters that a short one may have more.
const LONGER: usize = 2;
const MORE: usize = 14;

#[test]
fn every_language_has_every_text_with_its_values_and_plurals() {
    let all = all().unwrap();
    assert!(all.len() > 1500, "{}", all.len());
    let keys: BTreeSet<u32> = all.iter().map(|text| key(text)).collect();
    assert_eq!(keys.len(), all.len(), "two texts have one key");
    let mut wrong = Vec::new();
    for (tag, path) in files() {
        let file = read(&path).unwrap();
        let mut say = |why: &str, text: &str| wrong.push(format!("{tag}: {why}: {text}"));
        for text in all.iter().filter(|text| !file.same.contains(*text) && !file.texts.contains_key(*text)) {
            say("missing", text);
        }
        for text in file.same.iter().chain(file.texts.keys()).filter(|text| !all.contains(*text)) {
            say("no text of the page", text);
        }
        for (english, text) in &file.texts {
            if english == text {
                say("the same as in English and not listed so", english);
            }
            if text.trim().is_empty() {
                say("empty", english);
            }
            if text.chars().count() > LONGER * english.chars().count() + MORE {
                say("too long", text);
            }
            let edges = |text: &str| [text.starts_with(' '), text.ends_with(' ')];
            if edges(english) != edges(text) || text.contains('\n') {
                say("spaces at its ends, or a line break", text);
            }
            let (Ok((names, plurals)), Ok((own_names, own_plurals))) =
                (placeholders(english), placeholders(text))
            else {
                say("its braces", text);
                continue;
            };
            if names != own_names {
                say("other values", text);
            }
            if own_plurals.is_empty() && !plurals.is_empty() && categories(&tag).len() > 1 {
                say("plurals", text);
            }
            let has_all = |own: &BTreeSet<String>| {
                own.iter().eq(BTreeSet::from_iter(categories(&tag).iter().map(|it| (*it).to_owned())).iter())
            };
            if !own_plurals.iter().all(has_all) {
                say("the categories of its plurals", text);
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_site_gets_a_line_for_every_text() {
    let site = std::env::temp_dir().join("convoscope languages");
    write(&site).unwrap();
    for (tag, path) in files() {
        let built = fs::read_to_string(site.join(BUILT).join(format!("{tag}.txt"))).unwrap();
        let texts = read(&path).unwrap().texts;
        let (keys, lines) = built.split_once('\n').unwrap();
        let keys = BASE64.decode(keys.as_bytes()).unwrap();
        let keys = keys.as_chunks().0.iter().map(|key| u32::from_be_bytes(*key));
        assert_eq!(keys.len(), lines.lines().count(), "{tag}");
        let built: BTreeMap<u32, &str> = keys.zip(lines.lines()).collect();
        for (english, text) in &texts {
            assert_eq!(built.get(&key(english)), Some(&text.as_str()), "{tag}: {english}");
        }
    }
    fs::remove_dir_all(site).unwrap();
}
