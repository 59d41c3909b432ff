//! From the path in a request to a file of the site. The browser tests serve with this module too.

use std::path::{Component, Path, PathBuf};

/// The file of `folder` that a URL's path names, or `None` where there is none inside that folder.
pub fn find(folder: &Path, url: &str) -> Option<PathBuf> {
    let path = decode(url.split(['?', '#']).next()?)?;
    let relative = Path::new(path.trim_start_matches('/'));
    let inside = relative.components().all(|part| matches!(part, Component::Normal(_)));
    let mut file = inside.then(|| folder.join(relative))?;
    if file.is_dir() {
        file.push("index.html");
    }
    file.is_file().then_some(file)
}

/// Replaces every `%41` by the byte it stands for.
fn decode(url: &str) -> Option<String> {
    let mut pieces = url.split('%');
    let mut bytes = pieces.next()?.as_bytes().to_vec();
    for piece in pieces {
        bytes.push(u8::from_str_radix(piece.get(..2)?, 16).ok()?);
        bytes.extend_from_slice(&piece.as_bytes()[2..]);
    }
    String::from_utf8(bytes).ok()
}

/// The media type: a browser refuses a module script or a streamed wasm of a wrong one.
pub fn media_type(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "md" => "text/markdown; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_url_leads_out_of_the_folder() {
        let package = Path::new(env!("CARGO_MANIFEST_DIR"));
        assert!(find(package, "/Cargo.toml?x=../y#z").is_some());
        assert!(find(package, "/%43argo.toml").is_some());
        for outside in
            ["/../Cargo.toml", "/%2e%2e/Cargo.toml", "/x/../../Cargo.toml", "/%2e%2e%2fCargo.toml", "/%zz"]
        {
            assert_eq!(find(&package.join("src"), outside), None, "{outside}");
        }
    }
}
