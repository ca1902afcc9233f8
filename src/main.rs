//! The thin binary: hand the command line to the library.

fn main() -> std::process::ExitCode {
    kehu::cli::main().into()
}
