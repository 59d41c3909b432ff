//! Every place in WebKit, the engine of Safari. `cargo xtask test --webkit` builds the site and runs this.

mod every_place;
#[allow(dead_code, unused_imports, reason = "the tests in Chromium use all of it")]
mod harness;

use harness::Site;
use harness::webkit::WebKitPage;

fn main() {
    let site = Site::new();
    let mut page = WebKitPage::open(site.origin());
    every_place::every_place(&mut page, &site.address());
    page.finish();
    println!("every place works in WebKit");
}
