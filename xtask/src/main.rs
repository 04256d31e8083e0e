//! `cargo xtask`: builds, serves and tests Xinke. Missing tools are installed on the way.

mod apt;
mod bench;
mod browser;
mod build;
mod fingerprint;
mod html;
mod office;
mod run;
mod serve;
mod single;
mod size;
mod test;
mod tools;

use anyhow::{Context, Result, bail};
use std::process::ExitCode;

const HELP: &str = "\
cargo xtask <command>

  serve   [--port 8080] [--dev] [--no-open]  build, serve on 127.0.0.1 and open the browser
  test    [--only <step>]... [--list]        everything a commit must pass
  build   [--dev] [--public-url <url>]       dist/, ready for any static host, with xinke.html
  single                                     dist/xinke.html, the program as one file
  size                                       sizes of dist/ against the budgets
  schema                                     write the JSON Schema of the file format
  screens                                    pictures of every screen into screens/
  bench   [--no-build] [--rounds 9] [--to docs/bench.md]
                                             measures us beside other libraries, 5 minutes

Tools are kept in $XINKE_CACHE, or the user's cache folder. CHROMIUM names another browser.
";

fn main() -> ExitCode {
    match dispatch(std::env::args().skip(1).collect()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nxtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(args: Vec<String>) -> Result<()> {
    let mut args = Args(args);
    let command = if args.0.is_empty() {
        String::from("help")
    } else {
        args.0.remove(0)
    };
    match command.as_str() {
        "serve" => {
            let port = args.value("--port")?.map_or(Ok(8080), |port| port.parse());
            let port = port.context("--port takes a number")?;
            let options = build::Options {
                dev: args.flag("--dev"),
                public_url: None,
            };
            let open = !args.flag("--no-open");
            args.finish()?;
            build::build(&options)?;
            serve::until_stopped(port, open)
        }
        "build" => {
            let public_url = args.value("--public-url")?;
            let options = build::Options {
                dev: args.flag("--dev"),
                public_url,
            };
            args.finish()?;
            build::build(&options)
        }
        "single" => {
            args.finish()?;
            build::build(&build::Options::default())
        }
        "size" => {
            args.finish()?;
            size::check()
        }
        "schema" => {
            args.finish()?;
            build::write_schema()
        }
        "screens" => {
            args.finish()?;
            build::build(&build::Options::default())?;
            browser::screens()
        }
        "bench" => {
            let options = bench::Options {
                is_built: args.flag("--no-build"),
                rounds: args.value("--rounds")?,
                report: args.value("--to")?,
            };
            args.finish()?;
            bench::run(&options)
        }
        "test" => {
            let list = args.flag("--list");
            let mut only = Vec::new();
            while let Some(step) = args.value("--only")? {
                only.push(step);
            }
            args.finish()?;
            if list {
                test::list()
            } else {
                test::steps(&only)
            }
        }
        "help" | "--help" | "-h" => {
            print!("{HELP}");
            Ok(())
        }
        other => bail!("unknown command {other}\n\n{HELP}"),
    }
}

/// The words after the command; each option is taken out as it is read.
struct Args(Vec<String>);

impl Args {
    fn flag(&mut self, name: &str) -> bool {
        let before = self.0.len();
        self.0.retain(|word| word != name);
        self.0.len() < before
    }

    fn value(&mut self, name: &str) -> Result<Option<String>> {
        let Some(at) = self.0.iter().position(|word| word == name) else {
            return Ok(None);
        };
        if at + 1 >= self.0.len() {
            bail!("{name} needs a value");
        }
        self.0.remove(at);
        Ok(Some(self.0.remove(at)))
    }

    fn finish(self) -> Result<()> {
        match self.0.first() {
            None => Ok(()),
            Some(word) => bail!("don't know what to do with {word}\n\n{HELP}"),
        }
    }
}
