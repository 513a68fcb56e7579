//! The program as its keeper sees it: started, stopped, killed, asked on the command line.

mod beside;
mod command;
mod disk;
mod endless;
mod files;
mod kill;
mod letterbox;
mod moved;
mod peers;
mod process;
mod shipped;
mod start;
pub mod stored;
