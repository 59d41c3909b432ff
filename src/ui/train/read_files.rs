//! Files become samples.

use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File};

use super::decode::{Decoder, Pixels, bitmap};
use super::reading::{NotRead, Reading};
use crate::app::places::train::CustomDataset;
use crate::app::text::train as text;
use crate::data::collection::{Collection, is_hidden};
use crate::data::import::{ImportNotes, ImportOptions, LeftOut, Reason, Scaled, Split, Tiles};
use crate::data::picture::Picture;
use crate::data::sprite::{Classes, Sprite};
use crate::data::survey::Survey;
use crate::data::zip::{Archive, Entry, Wanted};
use crate::data::{DataError, Dataset, LARGEST, csv, idx};
use crate::shape::Shape;

/// Pixels along the longer side of a picture of a collection: samples are smaller.
const SIDE: f64 = 256.0;
/// Pixels along each side of a piece of a sprite: less than the largest texture anywhere.
const PIECE: usize = 2048;
/// Pixels along each side of a sample that is a larger tile of a sprite, unless somebody chose another size.
const LARGEST_TILE: usize = 64;
/// So many bytes of decoded pictures are kept between looking at all of them and making samples; others are decoded again.
const KEPT: usize = 64 << 20;

/// What somebody chose: files with their paths, and folders.
#[derive(Clone, Default)]
pub struct Chosen {
    pub files: Vec<(String, File)>,
    pub folders: Vec<String>,
}

/// Pictures with their paths, and what is known about them before they are decoded.
#[derive(Default)]
struct Pictures {
    blobs: Vec<(String, Blob)>,
    folders: Vec<String>,
    left_out: Vec<LeftOut>,
}

type Samples = (Dataset, Split, ImportNotes);

/// Reads whatever was chosen.
pub async fn read(
    chosen: Chosen,
    options: ImportOptions,
    reading: &Reading,
) -> Result<(CustomDataset, ImportNotes), NotRead> {
    let Chosen { files, folders } = chosen;
    let images = files.iter().filter(|(path, _)| Collection::takes(path)).count();
    let (name, (data, validation, notes)) = match &files[..] {
        [(name, file)] if name.to_ascii_lowercase().ends_with(".zip") => {
            (name.clone(), archive(name, &whole(name, file).await?, options, reading).await?)
        }
        [(name, file)] if images == 1 && !name.contains('/') => {
            (name.clone(), sprite(name, file, options, reading).await?)
        }
        _ if images > 0 => {
            let folder = files[0].0.split('/').next().unwrap_or_default().to_owned();
            let wanted = files.into_iter().filter(|(path, _)| Collection::takes(path));
            let blobs = wanted.map(|(path, file)| (path, Blob::from(file))).collect();
            let pictures = Pictures { blobs, folders, ..Pictures::default() };
            let samples = collected(&folder, pictures, options, reading).await?;
            (folder, samples)
        }
        _ => {
            let wanted = files.iter().filter(|(path, _)| is_table(path)).count();
            let mut bytes = Vec::new();
            for (i, (path, file)) in files.iter().enumerate() {
                reading.at(i, files.len()).await?;
                if !is_hidden(path) && (wanted == 0 || is_table(path)) {
                    // Nothing is read of a folder that holds something else.
                    if bytes.len() == 4 {
                        return Err(text::unknown_files(files.len()).into());
                    }
                    bytes.push((path.clone(), whole(path, file).await?));
                }
            }
            (titled(&bytes), tables(bytes)?)
        }
    };
    Ok((CustomDataset { name, data: data.into(), validation }, notes))
}

/// Whether a file is a table or an IDX file by its name.
fn is_table(path: &str) -> bool {
    let name = path.to_ascii_lowercase();
    let is_idx = ["ubyte", "ubyte.gz"].iter().any(|end| name.ends_with(end)) || name.contains("idx");
    !is_hidden(path) && (is_idx || csv::is_table(&name))
}

/// What samples from these files are called.
fn titled(files: &[(String, Vec<u8>)]) -> String {
    let trained_on = files.iter().filter(|(name, _)| !idx::held_out(name));
    let named = trained_on.clone().find(|(name, _)| name.contains("image")).or(trained_on.clone().next());
    let (name, _) = named.or(files.first()).cloned().unwrap_or_default();
    name.rsplit('/').next().unwrap_or_default().to_owned()
}

/// Tables or IDX files.
fn tables(files: Vec<(String, Vec<u8>)>) -> Result<Samples, String> {
    let title = titled(&files);
    let (names, bytes): (Vec<String>, Vec<Vec<u8>>) = files.into_iter().unzip();
    let given: Vec<idx::File> =
        names.iter().zip(bytes).map(|(name, bytes)| idx::File { name, bytes: bytes.into() }).collect();
    let said = |error: DataError| error.to_string();
    match &given[..] {
        [] => Err(text::unknown_files(0)),
        _ if given.iter().all(|file| csv::is_table(file.name)) => {
            let (data, validation) = csv::read_all(&given).map_err(said)?;
            Ok((data, validation, ImportNotes::default()))
        }
        [file] => Err(text::unknown_file(file.name)),
        _ => {
            let (data, validation) = idx::read_all(given).map_err(said)?;
            let (data, transposed) = idx::upright(data, &title);
            Ok((data, validation, ImportNotes { transposed: Some(transposed), ..ImportNotes::default() }))
        }
    }
}

async fn archive(
    name: &str,
    bytes: &[u8],
    options: ImportOptions,
    reading: &Reading,
) -> Result<Samples, NotRead> {
    let wants = |path: &str| {
        let table = is_table(path).then_some(Wanted::Table);
        if Collection::takes(path) { Some(Wanted::Picture) } else { table }
    };
    let archive = Archive::open(name, bytes, options.encoding, wants).map_err(|error| error.to_string())?;
    let is_picture = |file: &&Entry| Collection::takes(&file.path);
    if !archive.files.is_empty() && !archive.files.iter().any(|file| is_picture(&file)) {
        let unpacked = archive
            .files
            .iter()
            .map(|file| archive.unpack(file).map(|bytes| (file.path.clone(), bytes.into_owned())));
        return Ok(tables(unpacked.collect::<Result<_, _>>().map_err(|error| error.to_string())?)?);
    }
    let (mut blobs, mut left_out) = (Vec::new(), Vec::new());
    let (unpacking, collecting) = (reading.part(0, 2), reading.part(1, 2));
    for (i, file) in archive.files.iter().enumerate().filter(|(_, file)| is_picture(file)) {
        unpacking.at(i, archive.files.len()).await?;
        // One at a time: its bytes go to the browser, which keeps them elsewhere.
        match archive.unpack(file) {
            Ok(bytes) => {
                let parts = js_sys::Array::of1(&Uint8Array::from(&bytes[..]));
                blobs.extend(Blob::new_with_u8_array_sequence(&parts).map(|blob| (file.path.clone(), blob)));
            }
            Err(error) => left_out.push(LeftOut { file: file.path.clone(), why: Reason::Damaged(error) }),
        }
    }
    let Archive { folders, encoding, .. } = archive;
    let (data, split, notes) =
        collected(name, Pictures { blobs, folders, left_out }, options, &collecting).await?;
    Ok((data, split, ImportNotes { encoding, ..notes }))
}

/// Images by class. All are looked at before any becomes a sample.
async fn collected(
    name: &str,
    pictures: Pictures,
    options: ImportOptions,
    reading: &Reading,
) -> Result<Samples, NotRead> {
    let Pictures { blobs, folders, mut left_out } = pictures;
    if blobs.is_empty() && left_out.is_empty() {
        return Err(text::no_images(name).into());
    }
    let decoder = Decoder::new().map_err(|_| text::no_picture(name))?;
    let (mut survey, mut readable, mut kept) = (Survey::default(), Vec::new(), 0);
    let (looking, making, all) = (reading.part(0, 2), reading.part(1, 2), blobs.len());
    for (i, (path, blob)) in blobs.into_iter().enumerate() {
        looking.at(i, all).await?;
        let pixels = decoder.scaled(&blob, SIDE).await.ok();
        let usable = pixels.filter(|pixels| picture(&path, pixels).check().is_ok());
        let Some(pixels) = usable else {
            left_out.push(LeftOut { file: path, why: Reason::NoPicture });
            continue;
        };
        survey.add(picture(&path, &pixels));
        kept += pixels.2.len();
        readable.push((path, blob, (kept <= KEPT).then_some(pixels)));
    }
    let mut collection = Collection::new(survey.appearance(), options);
    folders.iter().for_each(|folder| collection.folder(folder));
    left_out.into_iter().for_each(|left_out| collection.leave_out(left_out));
    let all = readable.len();
    for (i, (path, blob, pixels)) in readable.into_iter().enumerate() {
        making.at(i, all).await?;
        let pixels = match pixels {
            Some(pixels) => pixels,
            None => decoder.scaled(&blob, SIDE).await.map_err(|_| text::no_picture(&path))?,
        };
        collection.add(picture(&path, &pixels)).map_err(|error| error.to_string())?;
    }
    let (data, notes) = collection.finish(name).map_err(|error| error.to_string())?;
    Ok((data, Split::DEFAULT, notes))
}

/// One picture whose rows of tiles are the classes, read in pieces.
async fn sprite(
    name: &str,
    file: &File,
    options: ImportOptions,
    reading: &Reading,
) -> Result<Samples, NotRead> {
    let no_picture = |_: JsValue| text::no_picture(name);
    let said = |error: DataError| error.to_string();
    let (bitmap, decoder) = (bitmap(file).await.map_err(no_picture)?, Decoder::new().map_err(no_picture)?);
    let size = [bitmap.height() as usize, bitmap.width() as usize];
    let mut tiles = Tiles::of(size).ok_or_else(|| text::no_tiles(name, size))?;
    tiles.side = options.tile.unwrap_or(tiles.side);
    let mut sprite = Sprite::new(name, size, [tiles.side; 2], Classes::Rows).map_err(said)?;
    let (pieces, mut survey) = (sprite.pieces(PIECE), Survey::default());
    let (looking, making, all) = (reading.part(0, 2), reading.part(1, 2), pieces.len());
    for (i, piece) in pieces.iter().enumerate() {
        looking.at(i, all).await?;
        let pixels = decoder.piece(&bitmap, *piece).map_err(no_picture)?;
        survey.add(picture(name, &pixels));
    }
    let appearance = survey.appearance();
    let side = options.side.unwrap_or(tiles.side.min(LARGEST_TILE));
    let to = Shape::new(if appearance.colour { 3 } else { 1 }, side, side);
    sprite.begin(to).map_err(said)?;
    for (i, piece) in pieces.into_iter().enumerate() {
        making.at(i, all).await?;
        let pixels = decoder.piece(&bitmap, piece).map_err(no_picture)?;
        sprite.add(piece, picture(name, &pixels), appearance).map_err(said)?;
    }
    bitmap.close();
    let scaled = Some(Scaled { fit: None, to, resized: side != tiles.side });
    Ok((
        sprite.finish(),
        Split::DEFAULT,
        ImportNotes { scaled, tiles: Some(tiles), ..ImportNotes::default() },
    ))
}

fn picture<'a>(file: &'a str, (w, h, rgba): &'a Pixels) -> Picture<'a> {
    Picture { file, w: *w, h: *h, rgba }
}

async fn whole(name: &str, file: &File) -> Result<Vec<u8>, String> {
    bytes(file, LARGEST as f64).await.map_err(|_| text::too_large(name, LARGEST >> 20))
}

pub async fn bytes(blob: &Blob, most: f64) -> Result<Vec<u8>, JsValue> {
    if blob.size() > most {
        return Err(JsValue::NULL);
    }
    Ok(Uint8Array::new(&JsFuture::from(blob.array_buffer()).await?).to_vec())
}
