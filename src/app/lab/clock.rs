//! The clock of everything that plays: it is told the time, and answers which cell it is the turn of.

/// Milliseconds that a cell stays at speed 1.
const CELL_MS: f64 = 300.0;

/// The first cell stays longer: eyes have to find it.
const FIRST_MS: f64 = 600.0;

/// Nobody watched for so long beyond the end of a cell, as when another tab was in front: the clock goes on from there.
const ASLEEP_MS: f64 = 2000.0;

/// Where a playback is, and whether it goes on by itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Clock {
    /// The present cell, from 0.
    pub at: usize,
    /// How many times faster than usual.
    pub speed: f32,
    /// Whether the first cell follows the last.
    pub looping: bool,
    playback: Playback,
}

#[derive(Clone, Debug, PartialEq)]
enum Playback {
    Paused,
    Playing {
        /// When the turn of the present cell began.
        since_ms: f64,
        /// Whether no other cell had its turn since playing began.
        first: bool,
    },
}

impl Default for Clock {
    fn default() -> Self {
        Self { at: 0, speed: 1.0, looping: false, playback: Playback::Paused }
    }
}

impl Clock {
    /// Whether it goes on by itself.
    pub fn playing(&self) -> bool {
        self.playback != Playback::Paused
    }

    /// Goes on by itself from `now` on; from the beginning if it stands at the end.
    pub fn play(&mut self, now: f64) {
        if !self.playing() {
            self.playback = Playback::Playing { since_ms: now, first: true };
        }
    }

    /// Stays at the present cell.
    pub fn pause(&mut self) {
        self.playback = Playback::Paused;
    }

    /// Goes to another cell. What plays, plays on from there.
    pub fn to(&mut self, at: usize) {
        self.at = at;
    }

    /// Lets the time pass until `now` on a way of `len` cells, and says whether that changed anything to be seen.
    pub fn tick(&mut self, now: f64, len: usize) -> bool {
        let before = (self.at, self.playing());
        let last = len.saturating_sub(1);
        self.at = self.at.min(last);
        while let Playback::Playing { since_ms, first } = self.playback {
            if first && self.at == last && last > 0 && !self.looping {
                (self.at, self.playback) = (0, Playback::Playing { since_ms: now, first });
                break;
            }
            let usual = if first { FIRST_MS } else { CELL_MS };
            let stays = usual / f64::from(self.speed.clamp(0.1, 30.0));
            let late = now - since_ms - stays;
            if late < 0.0 {
                break;
            }
            let since_ms = if late < ASLEEP_MS { since_ms + stays } else { now };
            self.playback = Playback::Playing { since_ms, first: false };
            self.at = if self.at < last { self.at + 1 } else { 0 };
            if self.at == last && !self.looping {
                self.pause();
            }
        }
        before != (self.at, self.playing())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn played(clock: &mut Clock, times: impl IntoIterator<Item = f64>, len: usize) -> Vec<usize> {
        times
            .into_iter()
            .map(|now| {
                clock.tick(now, len);
                clock.at
            })
            .collect()
    }

    #[test]
    fn the_first_cell_stays_longer_and_the_last_one_stays() {
        let mut clock = Clock::default();
        assert!(!clock.tick(50.0, 4), "nothing plays yet");
        clock.play(100.0);
        assert_eq!(
            played(&mut clock, [100.0, 699.0, 700.0, 999.0, 1000.0, 1300.0, 9999.0], 4),
            [0, 0, 1, 1, 2, 3, 3]
        );
        assert!(!clock.playing());
    }

    #[test]
    fn it_does_not_matter_how_often_it_is_asked() {
        let mut often = Clock { speed: 4.0, ..Clock::default() };
        let mut seldom = often.clone();
        often.play(0.0);
        seldom.play(0.0);
        for ms in 0..=1000 {
            often.tick(f64::from(ms), 36);
        }
        seldom.tick(1000.0, 36);
        assert_eq!(often, seldom);
        assert_eq!(often.at, 1 + (1000 - 150) / 75);
    }

    #[test]
    fn it_loops_or_begins_again() {
        let mut clock = Clock { looping: true, ..Clock::default() };
        clock.play(0.0);
        assert_eq!(played(&mut clock, [600.0, 900.0, 1200.0, 1500.0], 3), [1, 2, 0, 1]);
        clock.looping = false;
        assert_eq!(played(&mut clock, [1800.0, 2100.0], 3), [2, 2]);
        clock.play(3000.0);
        assert!(clock.tick(3000.0, 3), "it goes back to the beginning");
        assert_eq!(played(&mut clock, [3000.0, 3599.0, 3600.0], 3), [0, 0, 1]);
    }

    #[test]
    fn a_new_speed_counts_at_once_and_a_long_absence_does_not() {
        let mut clock = Clock::default();
        clock.play(0.0);
        clock.tick(600.0, 100);
        clock.speed = 0.5;
        assert_eq!(played(&mut clock, [900.0, 1199.0, 1200.0], 100), [1, 1, 2]);
        assert_eq!(played(&mut clock, [60_000.0, 60_599.0, 60_600.0], 100), [3, 3, 4]);
    }

    #[test]
    fn a_shorter_way_takes_it_along() {
        let mut clock = Clock::default();
        clock.to(20);
        assert!(clock.tick(0.0, 4));
        assert_eq!(clock.at, 3);
        clock.play(0.0);
        clock.tick(10_000.0, 1);
        assert!(clock.tick(10_000.0, 0) || clock.at == 0);
        assert!(!clock.playing());
    }
}
