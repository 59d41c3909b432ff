//! Every place in Firefox, as somebody opens it there: from a server, and from the one file.

use crate::every_place::{draw_a_digit, every_place, train_an_epoch};
use crate::harness::{Browser, FirefoxPage, Site};

#[test]
fn every_place_works_in_firefox() {
    let site = Site::new();
    let mut page = FirefoxPage::open(vec![site.origin()]);
    every_place(&mut page, &site.address());
    page.finish();
}

#[test]
fn the_one_file_works_in_firefox() {
    let file = format!("file://{}", Site::path("convoscope.html").display());
    let mut page = FirefoxPage::open(vec![file.clone()]);
    page.go(&format!("{file}#/draw"));
    draw_a_digit(&mut page);
    page.go(&format!("{file}#/train?data=circle&count=60.40"));
    train_an_epoch(&mut page);
    page.finish();
}
