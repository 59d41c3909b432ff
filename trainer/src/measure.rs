//! `cargo xtask measure --cpu` and `--gpu`: how fast networks run and learn natively, by the page's own benchmark.

use anyhow::{Context, Result, bail};
use convoscope::session::{Bench, BenchNetwork, Command, EngineKind, Event, Measured, Service, Session};
use std::time::Instant;

#[derive(clap::Args)]
pub struct Measure {
    /// On the GPU, by the clock; else on one thread of the CPU, by the time that it computed
    #[arg(long)]
    gpu: bool,
    /// Which networks: lenet, resnet20, vgg32, resnet18, lite0
    #[arg(long, value_delimiter = ',', value_parser = network, default_value = "lenet,resnet20,resnet18")]
    net: Vec<BenchNetwork>,
    /// Images in a batch
    #[arg(long, value_delimiter = ',', default_value = "64")]
    batch: Vec<usize>,
    /// Seconds for each of three figures
    #[arg(long, default_value_t = 2.0)]
    seconds: f64,
    /// What the GPU can do in theory with numbers of 32 bits, in TFLOP/s: shares of it are printed
    #[arg(long)]
    peak: Option<f64>,
    /// Print how long each layer takes, too, on a GPU each kernel
    #[arg(long)]
    profile: bool,
    /// Begin nothing more after so many seconds
    #[arg(long, default_value_t = 480)]
    limit: u64,
}

fn network(name: &str) -> Result<BenchNetwork, String> {
    let names = || BenchNetwork::ALL.map(BenchNetwork::name).join(", ");
    BenchNetwork::named(name).ok_or_else(|| format!("one of {} was expected", names()))
}

impl Measure {
    pub fn run(&self) -> Result<()> {
        let (start, mut session) = (Instant::now(), Session::default());
        println!(
            "{:<9} {:>6} {:>14} {:>16} {:>16} {:>20}",
            "network",
            "batch",
            "infer one (ms)",
            "infer (images/s)",
            "train (images/s)",
            "training (GFLOP/s)"
        );
        for &network in &self.net {
            for &batch in &self.batch {
                if start.elapsed().as_secs() > self.limit {
                    bail!("the time is over; `--limit` allows more");
                }
                let engine = if self.gpu { EngineKind::WebGpu } else { EngineKind::Cpu };
                let (seconds, profile) = (self.seconds, self.profile);
                let bench = Bench { engine, network, batch, shards: 1, seconds, profile };
                match self.measure(&mut session, bench) {
                    Ok(measured) => self.print(&measured),
                    // A batch too large for the memory is no reason to leave out the others.
                    Err(error) => println!("{:<9} {batch:>6} {error:#}", network.name()),
                }
            }
        }
        Ok(())
    }

    fn measure(&self, session: &mut Session, bench: Bench) -> Result<Measured> {
        let start = Instant::now();
        let wall = || 1000.0 * start.elapsed().as_secs_f64();
        let clock: &dyn Fn() -> f64 = if self.gpu { &wall } else { &computed };
        let event = pollster::block_on(session.apply(Command::Bench { bench }, clock));
        let Event::Measured { measured } = event else { bail!("a benchmark answers with its figures") };
        measured.context("it could not be measured")
    }

    fn print(&self, measured: &Measured) {
        let Measured { network, batch, infer_one_ms, infer_images_per_s, train_images_per_s, .. } = measured;
        // Forward, and about twice as much backward; two operations for a multiply-add.
        let flops = 6.0 * measured.macs as f64 * train_images_per_s;
        let share = self.peak.map_or(String::new(), |peak| format!(" {:5.1} %", flops / peak / 1e10));
        println!(
            "{:<9} {batch:>6} {infer_one_ms:>14.3} {infer_images_per_s:>16.0} {train_images_per_s:>16.0} {:>20.1}{share}",
            network.name(),
            flops / 1e9
        );
        for layer in &measured.layers {
            let speed = 2e-6 * layer.macs as f64
                / if self.gpu { layer.forward_ms + layer.backward_ms } else { layer.forward_ms };
            println!(
                "    {:<40} forward {:>8.3} ms, backward {:>8.3} ms, {speed:>7.1} GFLOP/s",
                layer.layer, layer.forward_ms, layer.backward_ms
            );
        }
    }
}

/// Milliseconds that this process has computed.
#[cfg(unix)]
fn computed() -> f64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    1e3 * time.tv_sec as f64 + 1e-6 * time.tv_nsec as f64
}

/// Milliseconds since 1970, where a process is not told what it computed.
#[cfg(not(unix))]
fn computed() -> f64 {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    1e3 * now.map_or(0.0, |now| now.as_secs_f64())
}
