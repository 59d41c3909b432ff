//! The page keeps its content security policy: no script and no style stands in markup.

use super::{Source, check, read, report, sources};

/// What of this markup the policy would refuse. Yew's `~style` sets a property of the element, which it allows.
fn refused(line: &str) -> Option<String> {
    let attribute = ["style=", "{style}"].iter().any(|name| {
        line.match_indices(name).any(|(at, _)| line[..at].ends_with(|before: char| before.is_whitespace()))
    });
    let set = line.contains("set_attribute(\"style\"").then_some("a style attribute");
    let property = "a style attribute: `~style` sets the element's property instead";
    attribute.then_some(property).or(set).map(|what| format!("{what}; the policy refuses it"))
}

#[test]
fn no_style_stands_in_markup() {
    assert!(refused(r#"<i class="frame" style={frame} />"#).is_some());
    assert!(refused("<i {style} />").is_some());
    assert!(refused("<i ~style={frame} />").is_none());
    let mut failures = Vec::new();
    for Source { path, code, .. } in sources() {
        match path.as_str() {
            // A picture that is saved as a file, and what is for other pages, are under no policy of ours.
            "src/app/figure/svg.rs" | "src/app/shell/embed.rs" => {}
            _ if path.starts_with("src/ui/") => check(&mut failures, &path, &code, refused),
            _ => check(&mut failures, &path, &code, |line| {
                line.contains(" style=\\\"").then(|| "a style attribute; the policy refuses it".to_owned())
            }),
        }
    }
    report(&failures);
}

#[test]
fn no_script_stands_in_the_first_page() {
    let page = read("index.html");
    let policy = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'self'; ";
    assert!(page.contains(policy) && !page.contains("unsafe-inline") && !page.contains("'unsafe-eval'"));
    assert!(!page.contains("style=") && !page.contains("<style"));
    for script in page.split("<script").skip(1) {
        assert!(
            script.contains(" src=\"") && script.contains("></script>"),
            "an inline script: <script{script}"
        );
    }
    let handler = page.match_indices(" on").find(|(at, _)| {
        page[at + 3..]
            .split(|c: char| !c.is_ascii_lowercase())
            .next()
            .is_some_and(|word| !word.is_empty() && page[at + 3 + word.len()..].starts_with("=\""))
    });
    assert_eq!(handler, None, "an event handler in markup");
}
