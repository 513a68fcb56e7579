//! The program `samara`.

/// For all of the process, also what is written in C: threads get memory without waiting for each other, and what is not needed goes
/// back to the system by itself (`.cargo/config.toml`).
#[cfg(target_os = "linux")]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> std::process::ExitCode {
    samara::cli::main()
}
