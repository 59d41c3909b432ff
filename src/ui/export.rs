//! What the page hands out as files: the view as a drawing, the timeline as an animation, the example as code.

use std::rc::Rc;

use js_sys::{Array, Object, Promise, Reflect, Uint8Array, encode_uri_component};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    Blob, BlobPropertyBag, CanvasRenderingContext2d, HtmlAnchorElement, HtmlCanvasElement, HtmlElement,
    HtmlImageElement, Node, Url,
};
use yew::prelude::*;

use super::browser::{copy, window};
use super::color::{Palette, Rgb, Theme};
use crate::app::convolve::Convolve;
use crate::app::export::{Animation, Quantity, Scene, pytorch, scene, shown_steps, svg};

/// Pictures of an animation at most: twelve seconds of every step of a 10 × 10 output.
const PICTURES: usize = 120;
/// How long each is shown, and the last, in hundredths of a second.
const DELAYS: (u16, u16) = (40, 200);
/// Pixels of a PNG for each of the drawing.
const SCALE: f32 = 2.0;
/// A download has begun after so many milliseconds, and its bytes are the browser's.
const BEGUN: i32 = 10_000;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub convolve: Rc<Convolve>,
    pub theme: Theme,
    /// Takes a sentence about what was done or could not be.
    pub say: Callback<String>,
}

/// What can be handed out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Export {
    Svg,
    Png,
    Gif,
    Code,
    CodeFile,
}

/// All of it: the end of its `data-testid`, and what its button says.
const EXPORTS: [(Export, &str, &str); 5] = [
    (Export::Svg, "svg", "Drawing (SVG)"),
    (Export::Png, "png", "Picture (PNG)"),
    (Export::Gif, "gif", "Animation (GIF)"),
    (Export::Code, "pytorch", "Copy PyTorch code"),
    (Export::CodeFile, "py", "PyTorch file"),
];

/// A button with a menu of everything that can be handed out.
#[component]
pub fn ExportMenu(Props { convolve, theme, say }: &Props) -> Html {
    let open = use_state(|| false);
    let progress = use_state(|| None::<String>);
    let (root, button) = (use_node_ref(), use_node_ref());
    let shut = {
        let (open, button) = (open.clone(), button.clone());
        Callback::from(move |()| {
            open.set(false);
            focus(&button);
        })
    };
    {
        // Whoever opens it with a key goes on with keys.
        let root = root.clone();
        use_effect_with(*open, move |open| {
            let first = root.cast::<HtmlElement>().filter(|_| *open);
            let first = first.and_then(|root| root.query_selector(".menu button").ok().flatten());
            if let Some(first) = first.and_then(|first| first.dyn_into::<HtmlElement>().ok()) {
                drop(first.focus());
            }
        });
    }
    let choose = |export: Export| {
        let (convolve, theme, say) = (convolve.clone(), *theme, say.clone());
        let (shut, progress) = (shut.clone(), progress.clone());
        move |_: MouseEvent| {
            shut.emit(());
            let (convolve, say, progress) = (convolve.clone(), say.clone(), progress.clone());
            spawn_local(async move {
                let done = hand_out(export, &convolve, theme, |part| progress.set(Some(part))).await;
                progress.set(None);
                say.emit(done.unwrap_or_else(|_| "The browser could not make this file.".to_owned()));
            });
        }
    };
    let toggle = {
        let open = open.clone();
        move |_: MouseEvent| open.set(!*open)
    };
    let onkeydown = {
        let (open, shut) = (open.clone(), shut.clone());
        move |event: KeyboardEvent| {
            if *open && event.key() == "Escape" {
                // Closing the menu is all that this press does.
                event.stop_propagation();
                shut.emit(());
            }
        }
    };
    let onfocusout = {
        let (open, root) = (open.clone(), root.clone());
        move |event: FocusEvent| {
            let to = event.related_target().and_then(|to| to.dyn_into::<Node>().ok());
            let left = to.zip(root.cast::<Node>()).is_some_and(|(to, root)| !root.contains(Some(&to)));
            if left {
                open.set(false);
            }
        }
    };
    html! {
        <div class="samples export" ref={root} {onkeydown} {onfocusout}>
            <button ref={button} onclick={toggle} aria-expanded={open.to_string()} disabled={progress.is_some()}
                data-testid="export">{ progress.as_deref().unwrap_or("Export ▾") }</button>
            if *open {
                <div class="outside" onclick={shut.reform(|_| ())}></div>
                <div class="menu" role="group" aria-label="Export">
                    { for EXPORTS.map(|(export, id, name)| html! {
                        <button onclick={choose(export)} data-testid={format!("export-{id}")}>{ name }</button>
                    }) }
                </div>
            }
        </div>
    }
}

/// Hands it out, and answers with a sentence about that.
async fn hand_out(
    export: Export,
    convolve: &Convolve,
    theme: Theme,
    progress: impl Fn(String),
) -> Result<String, JsValue> {
    let code = || pytorch(convolve);
    let saved = |name: &str| Ok(format!("Saved as {name}."));
    match export {
        Export::Svg => {
            download("convolution.svg", "image/svg+xml", svg(&drawing(convolve, theme)).as_bytes())?;
            saved("convolution.svg")
        }
        Export::Png => {
            download_blob("convolution.png", &png(&drawing(convolve, theme)).await?)?;
            saved("convolution.png")
        }
        Export::Gif => {
            let (steps, every) = shown_steps(convolve.steps(), PICTURES);
            let file = gif(convolve, theme, &steps, progress).await?;
            download("convolution.gif", "image/gif", &file)?;
            match every {
                1 => saved("convolution.gif"),
                _ => Ok(format!("Saved as convolution.gif, which shows one step in {every}.")),
            }
        }
        Export::Code if copy(&code()).await => Ok("The PyTorch code is on the clipboard.".to_owned()),
        Export::Code | Export::CodeFile => {
            download("convolution.py", "text/x-python", code().as_bytes())?;
            saved("convolution.py")
        }
    }
}

/// The view in the colours of the page.
fn drawing(convolve: &Convolve, theme: Theme) -> Scene {
    let palette = |value: f32, range: f32, quantity: Quantity| -> Rgb {
        let palette = match quantity {
            Quantity::Input => Palette::Ink,
            Quantity::Weight => Palette::Weight,
            Quantity::Activation => Palette::Activation,
            Quantity::Gradient => Palette::Gradient,
        };
        palette.color(value, range, theme)
    };
    scene(convolve, palette)
}

/// Saves bytes as a file.
pub fn download(name: &str, mime: &str, bytes: &[u8]) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    let parts = Array::of1(&Uint8Array::from(bytes));
    download_blob(name, &Blob::new_with_u8_array_sequence_and_options(&parts, &options)?)
}

fn download_blob(name: &str, blob: &Blob) -> Result<(), JsValue> {
    let url = Url::create_object_url_with_blob(blob)?;
    let link: HtmlAnchorElement = create("a")?;
    link.set_href(&url);
    link.set_download(name);
    link.click();
    spawn_local(async move {
        pause(BEGUN).await;
        drop(Url::revoke_object_url(&url));
    });
    Ok(())
}

/// The drawing as a PNG.
async fn png(scene: &Scene) -> Result<Blob, JsValue> {
    let canvas = canvas(SCALE * scene.width, SCALE * scene.height)?;
    draw(&canvas, scene, SCALE).await?;
    let blob = Promise::new(&mut |resolve, _| drop(canvas.to_blob(&resolve)));
    JsFuture::from(blob).await?.dyn_into()
}

/// These steps of the timeline as a GIF. The page stays alive between two of them.
async fn gif(
    convolve: &Convolve,
    theme: Theme,
    steps: &[usize],
    progress: impl Fn(String),
) -> Result<Vec<u8>, JsValue> {
    let at = |&at: &usize| drawing(&Convolve { at, ..convolve.clone() }, theme);
    // Formulas have more lines at some steps than at others.
    let (mut width, mut height) = (0.0f32, 0.0f32);
    for step in steps {
        let scene = at(step);
        (width, height) = (width.max(scene.width), height.max(scene.height));
        pause(0).await;
    }
    let canvas = canvas(width, height)?;
    let (width, height) = (canvas.width(), canvas.height());
    let mut animation = Animation::new(width as u16, height as u16);
    for (i, step) in steps.iter().enumerate() {
        progress(format!("GIF, {} %", 100 * i / steps.len()));
        let context = draw(&canvas, &at(step), 1.0).await?;
        let pixels = context.get_image_data(0.0, 0.0, width.into(), height.into())?.data();
        animation.push(&pixels, if i + 1 == steps.len() { DELAYS.1 } else { DELAYS.0 });
        pause(0).await;
    }
    Ok(animation.finish())
}

/// Draws on a canvas, whose rest becomes paper.
async fn draw(
    canvas: &HtmlCanvasElement,
    scene: &Scene,
    scale: f32,
) -> Result<CanvasRenderingContext2d, JsValue> {
    let image = HtmlImageElement::new()?;
    // As part of the address, since some browsers let no canvas be read that an object URL was drawn on.
    image.set_src(&format!("data:image/svg+xml,{}", encode_uri_component(&svg(scene))));
    JsFuture::from(image.decode()).await?;
    // It is read picture by picture, so it lies better where it can be read.
    let options = Object::new();
    Reflect::set(&options, &"willReadFrequently".into(), &true.into())?;
    let context = canvas.get_context_with_context_options("2d", &options)?.ok_or(JsValue::NULL)?;
    let context: CanvasRenderingContext2d = context.unchecked_into();
    let [r, g, b] = scene.paper;
    context.set_fill_style_str(&format!("rgb({r} {g} {b})"));
    context.fill_rect(0.0, 0.0, canvas.width().into(), canvas.height().into());
    let (width, height) = ((scale * scene.width).into(), (scale * scene.height).into());
    context.draw_image_with_html_image_element_and_dw_and_dh(&image, 0.0, 0.0, width, height)?;
    Ok(context)
}

fn canvas(width: f32, height: f32) -> Result<HtmlCanvasElement, JsValue> {
    let canvas: HtmlCanvasElement = create("canvas")?;
    canvas.set_width(width.ceil() as u32);
    canvas.set_height(height.ceil() as u32);
    Ok(canvas)
}

fn create<T: JsCast>(tag: &str) -> Result<T, JsValue> {
    let document = window().document().ok_or(JsValue::NULL)?;
    Ok(document.create_element(tag)?.unchecked_into())
}

/// Lets the page do other things for so many milliseconds.
async fn pause(milliseconds: i32) {
    let timer = Promise::new(&mut |resolve, _| {
        drop(window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds));
    });
    drop(JsFuture::from(timer).await);
}

fn focus(element: &NodeRef) {
    if let Some(element) = element.cast::<HtmlElement>() {
        drop(element.focus());
    }
}
