//! Puts the assets into the program: scripts without comments and blanks, since
//! they travel over poor lines, everything else as it is.

use std::error::Error;
use std::path::Path;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=assets");
    let out = env::var("OUT_DIR")?;
    for entry in fs::read_dir("assets")? {
        let path = entry?.path();
        let name = path.file_name().ok_or("an asset without a name")?;
        let to = Path::new(&out).join(name);
        if path.extension().is_some_and(|kind| kind == "js") {
            let script = fs::read_to_string(&path)?;
            let short = minifier::js::minify(&script)
                .map_err(|why| format!("{}: {why}", path.display()))?;
            fs::write(to, short.to_string())?;
        } else {
            fs::copy(&path, to)?;
        }
    }
    Ok(())
}
