//! What Convolve says of a kernel on a picture.

use crate::app::text::{Text, tr};

pub const ON_A_PICTURE: Text = Text("The kernel on a picture");
pub const OWN_PICTURE: Text = Text("Your own");
pub const WHICH_PICTURE: Text = Text("Which picture");
pub const PHOTOGRAPHS: [Text; 8] = [
    Text("Drawn scene"),
    Text("Astronaut"),
    Text("Cat"),
    Text("Coffee"),
    Text("Rocket"),
    Text("Camera man"),
    Text("Brick"),
    Text("Grass"),
];
pub const ABOUT_PHOTOGRAPHS: [Text; 8] = [
    Text("Drawn by this page."),
    Text("Eileen Collins. NASA, public domain."),
    Text("Chelsea the cat. Stéfan van der Walt, CC0."),
    Text("A cup of espresso. Rachel Michetti, CC0."),
    Text("A Falcon 9 on its pad. SpaceX, public domain."),
    Text("A photographer. Lav Varshney, CC0."),
    Text("A brick wall. CC0Textures, CC0."),
    Text("Grass. linolafett, CC0."),
];
pub const EFFECT: Text = Text("Effect");
pub const OWN_KERNEL: Text = Text("Your own kernel");
pub const OPEN: Text = Text("Open …");
pub const CAMERA: Text = Text("Camera");
pub const COLOURS: Text = Text("Colours");
pub const GREY_RGB: [Text; 3] = [Text("Grey"), Text("RGB"), Text("Sum")];
pub const SUM_WEIGHTS: [Text; 3] = [Text("Weight of red"), Text("Weight of green"), Text("Weight of blue")];
pub const HOW_SHOWN: Text = Text("How the result is shown");
pub const PLAIN_SIGNED: [Text; 2] = [Text("As picture"), Text("Signed")];
pub const SAVE: Text = Text("PNG");
pub const SAVE_TITLE: Text = Text("Both pictures, side by side, twice as large");
pub const POINT: Text = Text("Point at a picture to see the numbers there.");
pub const POINT_SIGNED: Text = Text(
    "Point at a picture to see the numbers there. After the kernel, orange is below zero and blue is above.",
);
pub const POINT_COLOURED: Text =
    Text("Point at a picture to see the numbers there. Each colour is filtered on its own.");
pub const POINT_SUMMED: Text = Text(
    "One filter of three channels: the kernel times a weight for each colour. The three partial sums make one number.",
);
pub const DOES_NOT_FIT: Text = Text("This kernel does not fit into the picture.");
pub const AFTER_THE_KERNEL: Text = Text("After the kernel");
pub const CAMERA_ASKED: Text = Text(
    "The browser asks whether this page may see the camera. Press the button again to go on without it.",
);
pub const CAMERA_REFUSED: Text = Text("The browser was not allowed to use the camera.");
pub const NO_CAMERA: Text = Text("There is no camera.");
pub const CAMERA_INSECURE: Text =
    Text("The camera cannot be used here: the browser lets only secure pages see it.");

pub fn too_large(file: &str, megabytes: f64, most: f64) -> String {
    tr!("{file} has {megabytes} MB, but pictures here have at most {most} MB.")
}

pub fn no_picture(file: &str) -> String {
    tr!("{file} cannot be read as a picture: PNG, JPEG, WebP and GIF can.")
}

pub fn looked_at(title: &str, size: &str, [row, column]: [usize; 2], values: &str) -> String {
    tr!("{title}, {size}: row {row}, column {column}, {values}")
}

pub fn window_begins(title: &str, size: &str, [row, column]: [isize; 2]) -> String {
    tr!("{title}, {size}: the window begins at row {row}, column {column}")
}

// Under the mouse.
pub const RED_GREEN_BLUE: [Text; 3] = [Text("Red"), Text("Green"), Text("Blue")];
pub const COLOUR: Text = Text("Colour");
/// A colour as a term of a sum.
pub const SUM_OF_COLOUR: [Text; 3] = [Text("red"), Text("green"), Text("blue")];
pub const NUMBERS_UNDER_WINDOW: Text = Text("The numbers under the window");
pub const UNDER_WINDOW: Text = Text("Under the window");
pub const PATCH_GRID: Text = Text("values under the window");
pub const KERNEL_GRID: Text = Text("kernel");
pub const FLIPPED_KERNEL: Text = Text("Kernel, applied flipped");

pub fn sum_of(products: usize) -> String {
    tr!("the sum of {products} products")
}
