//! Before an audience, and inside somebody else's page.

use std::time::Duration;

use crate::harness::{Page, Site, View};

const PATIENCE: Duration = Duration::from_secs(10);

fn open(route: &str, view: View) -> Page {
    let mut page = Page::open(route, view);
    page.wait_for("formula-numbers", |text| !text.is_empty(), PATIENCE);
    page
}

fn at(page: &mut Page) -> i64 {
    page.evaluate("+document.querySelector('[data-testid=scrub]').value").as_i64().unwrap()
}

/// A clicker and the keys do the same in both places, also right after a button was clicked or a field was used.
#[test]
fn the_timeline_has_the_same_keys_in_both_places() {
    for (route, row) in [("#/convolve?preset=edges", 6), ("#/pool?preset=overlapping", 3)] {
        let mut page = open(route, View::PROJECTOR);
        page.click("step-forward");
        assert_eq!(page.evaluate("document.activeElement.dataset.testid"), "step-forward");
        for (key, by) in
            [("ArrowRight", 1), ("ArrowDown", row), ("PageUp", -1), ("ArrowLeft", -1), ("ArrowUp", -row)]
        {
            let before = at(&mut page);
            page.press(key);
            assert_eq!(at(&mut page), before + by, "{route} {key}");
        }
        // Whoever has just scrubbed, or chosen from a list, goes on with the clicker.
        for field in ["[data-testid=scrub]", "select"] {
            page.evaluate(&format!("document.querySelector('{field}').focus()"));
            page.press("PageDown");
        }
        assert_eq!(at(&mut page), 2);
        page.evaluate("document.activeElement.blur()");
        page.press(" ");
        page.wait_for("play", |_| true, PATIENCE);
        assert_eq!(page.evaluate("document.querySelector('[data-testid=play]').title"), "Pause");
        page.press(" ");
        assert_eq!(page.evaluate("document.querySelector('[data-testid=play]').title"), "Play");
        page.press("End");
        page.press("Home");
        assert_eq!(at(&mut page), 0);
        page.press("?");
        let help = page.evaluate("document.querySelector('.help').textContent");
        assert!(["Space", "Page ↓", "Home"].iter().all(|key| help.as_str().unwrap().contains(key)), "{help}");
        page.press("Escape");
        page.finish();
    }
}

#[test]
fn a_presentation_has_a_ring_and_a_black_screen() {
    let mut page = open("#/convolve?preset=edges&at=3", View::PROJECTOR);
    let ring = |page: &mut Page| {
        page.evaluate("document.querySelector('[data-testid=pointer-ring]')?.dataset.state ?? ''")
    };
    // Nothing of it is there before.
    page.press("b");
    assert_eq!((page.text("black"), page.text("pointer-ring")), (None, None));
    page.press("p");
    page.hover_at("formula-numbers", (0.1, 0.5));
    assert_eq!(ring(&mut page), "over");
    let place = page.evaluate(
        "(r => [r.x + r.width / 2, r.y + r.height / 2, r.width])(document.querySelector('.ring').getBoundingClientRect())",
    );
    let formula = page.evaluate(
        "(r => [r.x + r.width / 10, r.y + r.height / 2])(document.querySelector('[data-testid=formula-numbers]').getBoundingClientRect())",
    );
    for axis in 0..2 {
        assert!(
            (place[axis].as_f64().unwrap() - formula[axis].as_f64().unwrap()).abs() < 2.0,
            "{place} {formula}"
        );
    }
    assert!(place[2].as_f64().unwrap() >= 60.0, "{place}");
    // No chrome, and larger type.
    let chrome = "[...document.querySelectorAll('.bar, .settings, .modes, .export')].filter(e => e.offsetParent).length";
    assert_eq!(page.evaluate(chrome), 0);
    let type_of =
        "parseFloat(getComputedStyle(document.querySelector('[data-testid=formula-numbers]')).fontSize)";
    assert!(page.evaluate(type_of).as_f64().unwrap() >= 1.5 * 18.0);
    let scrolls = "document.documentElement.scrollHeight > innerHeight || document.documentElement.scrollWidth > innerWidth";
    assert_eq!(page.evaluate(scrolls), false);
    // The clicker works, and every way back from black does; meanwhile nothing else happens.
    page.press("PageDown");
    assert_eq!(at(&mut page), 4);
    for way_back in ["b", ".", "Escape", "click"] {
        page.press(if way_back == "." { "." } else { "b" });
        assert_eq!(page.text("black").as_deref(), Some(""), "{way_back}");
        page.press("PageDown");
        match way_back {
            "click" => page.click("black"),
            key => page.press(key),
        }
        assert_eq!((page.text("black"), at(&mut page)), (None, 4), "{way_back}");
    }
    assert_eq!(ring(&mut page), "over");
    page.press("Escape");
    assert_eq!((page.text("pointer-ring"), page.evaluate(chrome).as_i64().unwrap() > 0), (None, true));
    page.finish();
}

/// A frame in a page of somebody else's.
#[test]
fn a_frame_shows_one_panel_and_leaves_its_host_alone() {
    for (width, height) in [(480, 320), (800, 500)] {
        let site = Site::new();
        let host = format!(
            "<!doctype html><title>host</title><link rel=icon href=icon.svg><input data-testid=host autofocus><br>
             <iframe data-testid=frame src='./#/convolve?preset=edges&at=3&embed=1' width={width} height={height}></iframe>"
        );
        site.replace("host.html", host);
        let mut page = Page::open_at(site, "host.html", View::PROJECTOR);
        let inside = |page: &mut Page, expression: &str| {
            page.evaluate(&format!(
                "(frame => {{ const document = frame.contentDocument, window = frame.contentWindow; return {expression} }})(document.querySelector('iframe'))"
            ))
        };
        for _ in 0..300 {
            if inside(
                &mut page,
                "document.querySelectorAll('[data-testid=conv-output] [role=gridcell]').length",
            ) == 36
            {
                break;
            }
            page.pause(Duration::from_millis(20));
        }
        let text = "document.querySelector('[data-testid=formula-numbers]').textContent";
        assert!(inside(&mut page, text).as_str().unwrap().contains("y(0, 3)"));
        let around = "[...document.querySelectorAll('.bar, .settings, .modes, .export, h1')].filter(e => e.offsetParent).length";
        assert_eq!(inside(&mut page, around), 0);
        assert_eq!(inside(&mut page, "document.documentElement.scrollWidth <= window.innerWidth"), true);
        let numbers = "document.querySelector('[data-testid=conv-input]').getAttribute('role')";
        assert_eq!(inside(&mut page, numbers), "grid");
        // The keyboard stays with the host until somebody clicks into the frame.
        assert_eq!(page.evaluate("document.activeElement.dataset.testid"), "host");
        page.press("ArrowRight");
        assert!(inside(&mut page, text).as_str().unwrap().contains("y(0, 3)"));
        page.screenshot(&format!("embed-{width}"));
        inside(&mut page, "document.querySelector('[data-testid=step-forward]').click()");
        page.pause(Duration::from_millis(400));
        assert!(inside(&mut page, text).as_str().unwrap().contains("y(0, 4)"));
        assert_eq!(inside(&mut page, "window.location.hash"), "#/convolve?v=2&at=4&embed=1");
        let link = "(a => [a.getAttribute('href'), a.target].join(' '))(document.querySelector('[data-testid=unframed]'))";
        assert_eq!(inside(&mut page, link), "#/convolve?v=2&at=4 _blank");
        let own = page.evaluate(
            "location.pathname.endsWith('host.html') && document.title == 'host' && history.length < 3",
        );
        assert_eq!(own, true);
        page.finish();
    }
}

#[test]
fn the_code_of_a_frame_is_copied() {
    let mut page = open("#/pool?v=2&preset=average&at=2", View::PROJECTOR);
    page.evaluate("navigator.clipboard.writeText = async text => { window.copied = text; }");
    page.click("embed");
    page.pause(Duration::from_millis(50));
    let code = page.evaluate("copied");
    let source =
        format!("<iframe src=\"{}#/pool?v=2&amp;preset=average&amp;at=2&amp;embed=1\" ", page.site.address());
    assert!(code.as_str().unwrap().starts_with(&source), "{code}");
    assert_eq!(page.text("embed").as_deref(), Some("Copied"));
    page.finish();
}

/// Keys that come before the field is drawn go into it; a pointer that crosses cells paints all of them.
#[test]
fn quick_hands_lose_nothing() {
    let mut page = open("#/convolve?preset=edges", View::PROJECTOR);
    let cell =
        |i: usize| format!("document.querySelectorAll('[data-testid=conv-kernel] [role=gridcell]')[{i}]");
    let press = |keys: &str| {
        format!(
            "(cell => {{ cell.focus(); for (const key of '{keys}'.split(' '))
                 cell.dispatchEvent(new KeyboardEvent('keydown', {{ key, bubbles: true, cancelable: true }})) }})({})",
            cell(4)
        )
    };
    page.evaluate(&press("- 1 2 Enter"));
    page.pause(Duration::from_millis(100));
    assert_eq!(page.evaluate(&format!("{}.textContent", cell(4))), "−12");
    // Without Enter the field is there, with both digits in it.
    page.evaluate(&press("4 7"));
    page.pause(Duration::from_millis(100));
    assert_eq!(page.evaluate("document.activeElement.value"), "47");
    page.press("Enter");
    assert_eq!(page.evaluate(&format!("{}.textContent", cell(4))), "47");
    // From the first cell of the input to the sixth in one single event.
    let paint = "(cells => { const at = i => { const r = cells[i].getBoundingClientRect();
            return { bubbles: true, cancelable: true, isPrimary: true, pointerId: 1, clientX: r.x + r.width / 2, clientY: r.y + r.height / 2, buttons: 1 } };
        cells[9].dispatchEvent(new PointerEvent('pointerdown', at(9)));
        cells[9].dispatchEvent(new PointerEvent('pointermove', at(14)));
        cells[9].dispatchEvent(new PointerEvent('pointerup', at(14))); })(document.querySelectorAll('[data-testid=conv-input] [role=gridcell]'))";
    page.evaluate("Element.prototype.setPointerCapture = () => {}");
    page.evaluate(paint);
    page.pause(Duration::from_millis(100));
    let row = page.evaluate(
        "[...document.querySelectorAll('[data-testid=conv-input] [role=gridcell]')].slice(9, 15).map(e => e.textContent).join('')",
    );
    assert_eq!(row, "333333");
    page.finish();
}

/// Every number of the largest input is in the link and comes back.
#[test]
fn the_largest_input_comes_back() {
    let numbers: Vec<String> = (0..4 * 64 * 64).map(|i| (i % 7).to_string()).collect();
    let route = format!("#/convolve?v=2&x=4.64.64:{}&w=1.3.3&at=1", numbers.join(","));
    let mut page = open(&route, View::PROJECTOR);
    page.press("ArrowRight");
    page.pause(Duration::from_millis(500));
    let hash = page.evaluate("location.hash").as_str().unwrap().to_owned();
    // Not with `assert_eq`, which would print all of it.
    assert!(
        hash == route.replace("at=1", "at=2"),
        "…{} …{}",
        &hash[hash.len() - 40..],
        &route[route.len() - 40..]
    );
    page.finish();
}

/// Four channels of 16 × 16 are numbers, and the output channel that the timeline is at is in sight.
#[test]
fn sixteen_by_sixteen_with_four_channels_is_numbers() {
    for (view, fits) in [(View::PROJECTOR, true), (View::PHONE, false)] {
        let mut page = open("#/convolve?x=4.16.16&w=4.3.3&pad=1.1.1.1&at=800", view);
        let numbers = "[...document.querySelectorAll('[data-testid^=conv-input] [role=gridcell]')].filter(e => e.textContent).length";
        assert_eq!(page.evaluate(numbers), 4 * 18 * 18);
        let smallest = "Math.min(...[...document.querySelectorAll('.operands [role=gridcell]')].map(e => e.getBoundingClientRect().width))";
        assert!(page.evaluate(smallest).as_f64().unwrap() >= 20.0);
        let scrolls = "document.documentElement.scrollHeight > innerHeight || document.documentElement.scrollWidth > innerWidth";
        if fits {
            assert_eq!(page.evaluate(scrolls), false);
            // Step 800 of 1024 is in the last filter.
            let seen = "(cell => document.elementFromPoint(cell.x + 10, cell.y + 10)?.closest('[data-testid]')?.dataset.testid)
                (document.querySelector('[data-testid=conv-output-3] .lit').getBoundingClientRect())";
            assert_eq!(page.evaluate(seen), "conv-output-3");
        }
        page.screenshot(if fits { "sixteen" } else { "sixteen-phone" });
        page.finish();
    }
}

/// A flipped kernel stands as it is typed, wherever it is drawn, and the formula's indices say how it is applied.
#[test]
fn flipped_kernels_are_drawn_as_they_are_typed() {
    let mut page = Page::open("#/convolve?preset=sobel-x&flip=1", View::PROJECTOR);
    page.wait_for("formula-numbers", |text| text.contains('y'), PATIENCE);
    let math = page.evaluate("document.querySelector('.arithmetic math').textContent");
    assert!(math.as_str().unwrap().contains("2−u,2−v"), "{math}");
    let kernel = |page: &mut Page, testid: &str| {
        page.evaluate(&format!(
            "[...document.querySelectorAll('[data-testid={testid}] [role=gridcell]')].map(e => e.textContent).join()"
        ))
    };
    let typed = kernel(&mut page, "conv-kernel");
    let titles =
        "[...document.querySelectorAll('.board text, .magnifier h2')].map(e => e.textContent).join()";
    assert!(page.evaluate(titles).as_str().unwrap().contains("applied flipped"));
    page.evaluate("[...document.querySelectorAll('[data-testid=view] *')].find(e => e.textContent == 'Picture').click()");
    page.wait_for("magnifier", |_| true, PATIENCE);
    assert_eq!(kernel(&mut page, "magnifier-kernel"), typed);
    assert!(page.evaluate(titles).as_str().unwrap().contains("applied flipped"));
    page.finish();
}
