//! What xtask needs the engine itself for, or wasm-bindgen, which takes a minute to compile: a program of its own,
//! so that every other command starts at once.
//!
//! - `xtask-glue generate ENGINE.wasm FOLDER`: glue for the Wasm, types and examples as TypeScript, packs as files
//! - `xtask-glue read FILE…`: what the native engine says of each file, one line of JSON each

use std::path::Path;
use std::process::ExitCode;
use wasm_bindgen_cli_support::Bindgen;

mod examples;
mod native;
mod types;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["generate", wasm, out] => generate(Path::new(wasm), Path::new(out)),
        ["read", files @ ..] => native::read(files),
        _ => Err("xtask-glue generate ENGINE.wasm FOLDER | read FILE…".to_owned()),
    };
    match outcome {
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
            bindgen.omit_default_module_path(true);
            // After a trap the extension wants another instance; without this the glue keeps the one it has for ever.
            bindgen.reset_state_function(true);
            bindgen.remove_name_section(true).remove_producers_section(true).generate(out)
        })
        .map_err(|error| format!("wasm-bindgen: {error:#}"))?;
    write(&out.join("report.ts"), types::declarations().as_bytes())?;
    write(&out.join("examples.ts"), examples::module()?.as_bytes())?;
    for (code, pack) in sayswho::engine::own_packs() {
        write(&out.join("packs").join(format!("{code}.pack")), pack)?;
    }
    Ok(())
}

fn write(path: &Path, content: &[u8]) -> Result<(), String> {
    std::fs::create_dir_all(path.parent().unwrap_or(path))
        .and_then(|()| std::fs::write(path, content))
        .map_err(|error| format!("{} cannot be written: {error}", path.display()))
}
