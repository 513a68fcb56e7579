//! The program `samara`.

fn main() -> std::process::ExitCode {
    samara::cli::main()
}
