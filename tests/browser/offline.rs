//! The site is kept by the browser: it opens without a server, and a new version comes whole or not at all.

use std::time::Duration;

use convoscope::app::text::shell::NEW_VERSION;

use crate::harness::{Page, Site, View};
use crate::train::ready;

const PATIENCE: Duration = Duration::from_secs(30);
const VERSION: &str = "const VERSION = \"";

/// The names of the versions that are kept, without their address.
fn kept(page: &mut Page) -> Vec<String> {
    let names = page.evaluate("caches.keys().then(all => all.map(name => name.split(' ').pop()).join())");
    names.as_str().unwrap().split(',').filter(|name| !name.is_empty()).map(String::from).collect()
}

/// The page, kept by the browser in this version, which answers for it.
fn open() -> (Page, String) {
    let mut page = Page::open_kept("", Site::new(), "", View::PROJECTOR);
    page.evaluate("navigator.serviceWorker.ready.then(() => null)");
    page.reload();
    assert_eq!(page.evaluate("!!navigator.serviceWorker.controller"), true);
    let versions = kept(&mut page);
    (page, versions.concat())
}

#[test]
fn every_place_opens_without_a_server() {
    let (mut page, _) = open();
    page.site.end();
    page.reload();
    page.wait_for("layer-8", |text| text.contains("softmax"), PATIENCE);
    page.press("3");
    page.wait_for("prediction", |digit| digit == "3", PATIENCE);
    for (place, element) in
        [("convolve", "conv-output"), ("pool", "pool-output"), ("networks", "total-params")]
    {
        page.evaluate(&format!("location.hash = '#/{place}'; null"));
        page.wait_for(element, |_| true, PATIENCE);
    }
    page.evaluate("location.hash = '#/train?data=circle&count=60.40'; null");
    page.reload();
    ready(&mut page);
    page.click("one-batch");
    page.wait_for("step", |text| text.starts_with("step 1 "), PATIENCE);
    page.screenshot("offline");
    page.finish();
}

#[test]
fn new_version_comes_whole_and_at_the_next_start() {
    let (mut page, first) = open();
    let worker = String::from_utf8(Site::built("sw.js")).unwrap();
    let second = worker.replacen(VERSION, &format!("{VERSION}new-"), 1);
    // Until it is installed, or was not.
    let update = "navigator.serviceWorker.getRegistration().then(one => one.update()).then(one => new Promise(done => {
        const worker = one.installing;
        const look = () => worker?.state === 'installing' || done(null);
        worker?.addEventListener('statechange', look);
        look();
    }))";
    // A file of it has not come whole: the one before stays, and nothing is said.
    page.site.replace("sw.js", second.clone());
    page.site.replace("places_bg.wasm", "half of");
    page.expect_trouble("is not that of version");
    page.evaluate(update);
    assert_eq!((kept(&mut page), page.text("notice")), (vec![first.clone()], None));
    page.site.restore("places_bg.wasm");
    page.evaluate(update);
    page.wait_for("notice", |text| text.starts_with(&*NEW_VERSION), PATIENCE);
    page.screenshot("new-version");
    let mut both = kept(&mut page);
    both.sort();
    assert_eq!(both, [first.clone(), format!("new-{first}")]);
    // Another start.
    page.leave_and_return();
    page.wait_for("layer-8", |text| text.contains("softmax"), PATIENCE);
    page.press("3");
    page.wait_for("prediction", |digit| digit == "3", PATIENCE);
    assert_eq!(kept(&mut page), [format!("new-{first}")]);
    page.finish();
}
