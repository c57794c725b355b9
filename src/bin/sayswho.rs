//! The command line: text in, marks out. All of it is in `command/`.

fn main() -> std::process::ExitCode {
    sayswho::command::run(std::env::args_os().skip(1).collect())
}
