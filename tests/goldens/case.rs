//! Reading cases, and comparing tensors.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;

/// Why a case failed.
pub type Outcome<T = ()> = Result<T, String>;

/// One case of one file.
pub struct Case {
    /// Name of its file.
    pub file: String,
    json: Value,
}

/// Values in row-major order. JSON has neither NaN nor ∞: null stands for NaN, a number beyond all f32 for ∞.
pub struct Tensor {
    pub shape: Vec<usize>,
    pub data: Vec<f32>,
}

/// All cases of all JSON files of a folder.
pub fn read_folder(folder: &Path) -> Vec<Case> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    paths.sort();
    let mut cases = Vec::new();
    for path in paths {
        let file = path.file_name().unwrap().to_string_lossy().into_owned();
        let json: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let found = json["cases"].as_array().unwrap_or_else(|| panic!("{} holds no cases", path.display()));
        assert!(!found.is_empty(), "{} holds no cases", path.display());
        cases.extend(found.iter().map(|json| Case { file: file.clone(), json: json.clone() }));
    }
    cases
}

impl Case {
    pub fn name(&self) -> &str {
        self.json["name"].as_str().unwrap_or("without a name")
    }

    /// The operation; in files about one thing the file's name.
    pub fn op(&self) -> &str {
        self.json["op"].as_str().unwrap_or_else(|| self.file.trim_end_matches(".json"))
    }

    /// The value at a path of keys, as "attrs/stride".
    pub fn get(&self, path: &str) -> Outcome<&Value> {
        self.json.pointer(&format!("/{path}")).ok_or_else(|| format!("there is no {path}"))
    }

    pub fn number(&self, path: &str) -> Outcome<f32> {
        self.get(path)?.as_f64().map(|number| number as f32).ok_or_else(|| format!("{path} is not a number"))
    }

    pub fn flag(&self, path: &str) -> Outcome<bool> {
        self.get(path)?.as_bool().ok_or_else(|| format!("{path} is neither true nor false"))
    }

    pub fn count(&self, path: &str) -> Outcome<usize> {
        self.get(path)?.as_u64().map(|n| n as usize).ok_or_else(|| format!("{path} is not a count"))
    }

    pub fn pair(&self, path: &str) -> Outcome<[usize; 2]> {
        Ok([self.count(&format!("{path}/0"))?, self.count(&format!("{path}/1"))?])
    }

    pub fn tensor(&self, path: &str) -> Outcome<Tensor> {
        tensor(self.get(path)?).ok_or_else(|| format!("{path} is not a tensor"))
    }

    pub fn tensors(&self, path: &str) -> Outcome<Vec<Tensor>> {
        let list = self.get(path)?.as_array().ok_or_else(|| format!("{path} is not a list"))?;
        list.iter().map(|json| tensor(json).ok_or_else(|| format!("{path} holds no tensors"))).collect()
    }

    pub fn has(&self, path: &str) -> bool {
        self.get(path).is_ok()
    }

    /// The keys of the object at `path`.
    pub fn keys(&self, path: &str) -> BTreeSet<String> {
        let object = self.get(path).ok().and_then(Value::as_object);
        object.into_iter().flat_map(|object| object.keys().cloned()).collect()
    }

    /// Compares `got` with the tensor at `path`.
    pub fn compare(&self, path: &str, got: &[f32]) -> Outcome {
        compare(path, got, &self.tensor(path)?.data)
    }
}

fn tensor(json: &Value) -> Option<Tensor> {
    let shape: Option<Vec<_>> =
        json["shape"].as_array()?.iter().map(|n| Some(n.as_u64()? as usize)).collect();
    let number = |x: &Value| if x.is_null() { Some(f32::NAN) } else { x.as_f64().map(|x| x as f32) };
    let data: Option<Vec<_>> = json["data"].as_array()?.iter().map(number).collect();
    let tensor = Tensor { shape: shape?, data: data? };
    (tensor.shape.iter().product::<usize>() == tensor.data.len()).then_some(tensor)
}

/// Relative 1e-4, absolute 1e-5 near zero. NaN is only like NaN, ∞ only like ∞.
pub fn compare(name: &str, got: &[f32], wanted: &[f32]) -> Outcome {
    if got.len() != wanted.len() {
        return Err(format!("{name} has {} values instead of {}", got.len(), wanted.len()));
    }
    for (i, (&got, &wanted)) in got.iter().zip(wanted).enumerate() {
        let close = match wanted.is_finite() {
            true => (got - wanted).abs() <= f32::max(1e-5, 1e-4 * wanted.abs()),
            false => got == wanted || (got.is_nan() && wanted.is_nan()),
        };
        if !close {
            return Err(format!("{name}[{i}] is {got} instead of {wanted}"));
        }
    }
    Ok(())
}

#[test]
fn comparison_refuses() {
    assert!(compare("near", &[1.00009, 9e-6], &[1.0, 0.0]).is_ok());
    assert!(compare("far", &[1.00011], &[1.0]).is_err());
    assert!(compare("far from zero", &[1.1e-5], &[0.0]).is_err());
    let (inf, nan) = (f32::INFINITY, f32::NAN);
    assert!(compare("equal", &[inf, -inf, nan], &[inf, -inf, nan]).is_ok());
    for (got, wanted) in [(nan, 1.0), (1.0, nan), (inf, nan), (1.0, inf), (-inf, inf), (inf, 1.0), (nan, inf)]
    {
        assert!(compare("not finite", &[got], &[wanted]).is_err(), "{got} for {wanted}");
    }
    assert!(compare("short", &[], &[1.0]).is_err());
}
