//! From the engine to `extension/generated/`: glue for its Wasm, its types as TypeScript, its packs as files.
//!
//! A program of its own because wasm-bindgen takes a minute to compile: only `cargo xtask build` waits for it.

use std::path::Path;
use std::process::ExitCode;
use wasm_bindgen_cli_support::Bindgen;

mod types;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [wasm, out] = arguments.as_slice() else {
        eprintln!("xtask-glue ENGINE.wasm FOLDER");
        return ExitCode::from(2);
    };
    match generate(Path::new(wasm), Path::new(out)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("{sentence}");
            ExitCode::FAILURE
        }
    }
}

fn generate(wasm: &Path, out: &Path) -> Result<(), String> {
    let _ = std::fs::remove_dir_all(out);
    Bindgen::new()
        .input_path(wasm)
        .typescript(true)
        .web(true)
        .and_then(|bindgen| {
            // The extension says where its Wasm is; a path made at run time would need import.meta.
            bindgen
                .omit_default_module_path(true)
                .remove_name_section(true)
                .remove_producers_section(true)
                .generate(out)
        })
        .map_err(|error| format!("wasm-bindgen: {error:#}"))?;
    write(&out.join("report.ts"), types::declarations().as_bytes())?;
    Ok(())
}

fn write(path: &Path, content: &[u8]) -> Result<(), String> {
    std::fs::create_dir_all(path.parent().unwrap_or(path))
        .and_then(|()| std::fs::write(path, content))
        .map_err(|error| format!("{} cannot be written: {error}", path.display()))
}
