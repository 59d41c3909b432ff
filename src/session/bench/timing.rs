/// Counts runs, and looks at the clock.
pub struct Timing<'a> {
    /// Seconds for each figure.
    seconds: f64,
    pub clock: &'a dyn Fn() -> f64,
    /// Runs so far, and when the third began: two warm up.
    runs: usize,
    start: f64,
    per_run: f64,
    /// How many were counted last.
    counted: usize,
}

impl<'a> Timing<'a> {
    const WARM_UP: usize = 2;

    pub fn new(seconds: f64, clock: &'a dyn Fn() -> f64) -> Self {
        Self { seconds, clock, runs: 0, start: 0.0, per_run: 0.0, counted: 0 }
    }

    /// Whether one more run is wanted; to be asked before each. When it is not, the next question begins anew.
    pub fn goes_on(&mut self) -> bool {
        if self.runs == Self::WARM_UP {
            self.start = (self.clock)();
        } else if self.runs > Self::WARM_UP {
            let elapsed = (self.clock)() - self.start;
            if elapsed >= 1000.0 * self.seconds {
                self.counted = self.runs - Self::WARM_UP;
                self.per_run = elapsed / self.counted as f64;
                self.runs = 0;
                return false;
            }
        }
        self.runs += 1;
        true
    }

    /// Whether the run that goes on is not counted.
    pub fn warms_up(&self) -> bool {
        self.runs <= Self::WARM_UP
    }

    /// Milliseconds for one run of those that were counted last.
    pub fn per_run(&self) -> f64 {
        self.per_run
    }
    /// The same, where they took until now.
    pub fn per_run_until_now(&self) -> f64 {
        ((self.clock)() - self.start) / self.counted as f64
    }
}
