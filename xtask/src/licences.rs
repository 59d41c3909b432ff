//! What the packages that this one stands on may be: the licences that `deny.toml` lists.

use crate::cargo::cargo;
use crate::root;
use spdx::{Expression, ParseMode};

use std::fs;

/// `allow = [...]` of `deny.toml`.
fn allowed() -> Vec<String> {
    let text = fs::read_to_string(root().join("deny.toml")).unwrap();
    let list = text.split("allow = [").nth(1).unwrap().split(']').next().unwrap();
    list.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn every_package_has_a_permissive_licence() {
    let output = cargo().args(["metadata", "--format-version", "1", "--locked"]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let (packages, allowed) = (metadata["packages"].as_array().unwrap(), allowed());
    assert!(packages.len() > 100 && allowed.len() > 5, "{} of {}", packages.len(), allowed.len());
    let refused = packages.iter().filter(|package| {
        let licence = package["license"].as_str().unwrap_or_default();
        // Some packages write "MIT/Apache-2.0".
        let expression = Expression::parse_mode(licence, ParseMode::LAX);
        !expression.is_ok_and(|expression| expression.evaluate(|one| allowed.contains(&one.to_string())))
    });
    let refused: Vec<_> = refused.map(|package| (&package["name"], &package["license"])).collect();
    assert!(refused.is_empty(), "neither deny.toml nor this test knows the licences of {refused:?}");
}
