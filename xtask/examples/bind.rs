use std::io::Write;
fn main() {
    let a: Vec<String> = std::env::args().collect();
    wasm_bindgen_cli_support::Bindgen::new()
        .input_path(&a[1]).out_name(&a[2]).web(true).unwrap().typescript(false)
        .omit_default_module_path(false).remove_name_section(a.len() < 5).remove_producers_section(true)
        .generate(&a[3]).unwrap();
    for n in ["_bg.wasm", ".js"] {
        let b = std::fs::read(format!("{}/{}{}", a[3], a[2], n)).unwrap();
        let mut g = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        g.write_all(&b).unwrap();
        println!("{n} {} {}", b.len(), g.finish().unwrap().len());
    }
}
