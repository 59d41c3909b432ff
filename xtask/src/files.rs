//! From the path in a request to a file of the site. The browser tests serve with this module too.

use std::path::{Component, Path, PathBuf};

/// The site's content security policy, as `index.html` says it, too.
pub const POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data: blob:; media-src 'self' blob:; worker-src 'self'; object-src 'none'; base-uri 'none'; \
    form-action 'none'";

/// The file of `folder` that a URL's path names, or `None` where there is none inside that folder. A link that leads out of
/// the folder names none.
pub fn find(folder: &Path, url: &str) -> Option<PathBuf> {
    inside(folder, decode(url.split(['?', '#']).next()?)?.trim_start_matches('/'))
}

/// The file of `folder` at this relative path, likewise.
pub fn inside(folder: &Path, path: &str) -> Option<PathBuf> {
    let relative = Path::new(path);
    let inside = relative.components().all(|part| matches!(part, Component::Normal(_)));
    let mut file = inside.then(|| folder.join(relative))?;
    if file.is_dir() {
        file.push("index.html");
    }
    let file = file.canonicalize().ok()?;
    (file.starts_with(folder.canonicalize().ok()?) && file.is_file()).then_some(file)
}

/// Replaces every `%41` by the byte it stands for.
pub fn decode(url: &str) -> Option<String> {
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

    #[cfg(unix)]
    #[test]
    fn no_link_leads_out_of_the_folder() {
        let folder = std::env::temp_dir().join(format!("convoscope-links-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("inside")).unwrap();
        std::fs::write(folder.join("inside/file"), [1]).unwrap();
        std::os::unix::fs::symlink(folder.join("inside"), folder.join("here")).unwrap();
        std::os::unix::fs::symlink(env!("CARGO_MANIFEST_DIR"), folder.join("there")).unwrap();
        std::os::unix::fs::symlink(folder.join("nowhere"), folder.join("gone")).unwrap();
        assert!(find(&folder, "/here/file").is_some());
        assert_eq!(find(&folder, "/there/Cargo.toml"), None);
        assert_eq!(find(&folder, "/gone"), None);
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn the_first_page_says_the_policy() {
        let meta = format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">");
        assert!(include_str!("../../index.html").contains(&meta), "index.html lacks {meta}");
    }
}
