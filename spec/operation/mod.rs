//! The program as its keeper sees it: started, stopped, killed, asked on the command line.

mod command;
mod kill;
mod letterbox;
mod process;
mod start;
