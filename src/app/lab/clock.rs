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
        Self { speed: 1.0, looping: false, playback: Playback::Paused }
    }
}

#[allow(missing_docs)]
impl Clock {
    pub fn is_playing(&self) -> bool {
        self.playback != Playback::Paused
    }

    /// Goes on by itself from `now` on; from the beginning if it stands at the end.
    pub fn play(&mut self, now: f64) {
        if !self.is_playing() {
            self.playback = Playback::Playing { since_ms: now, first: true };
        }
    }

    pub fn pause(&mut self) {
        self.playback = Playback::Paused;
    }

    /// Lets the time pass until `now` on a way of `len` cells, from cell `at`. Answers the present cell.
    pub fn tick(&mut self, now: f64, at: usize, len: usize) -> usize {
        let last = len.saturating_sub(1);
        let mut at = at.min(last);
        while let Playback::Playing { since_ms, first } = self.playback {
            if first && at == last && last > 0 && !self.looping {
                (at, self.playback) = (0, Playback::Playing { since_ms: now, first });
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
            at = if at < last { at + 1 } else { 0 };
            if at == last && !self.looping {
                self.pause();
            }
        }
        at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn played(
        clock: &mut Clock,
        at: &mut usize,
        times: impl IntoIterator<Item = f64>,
        len: usize,
    ) -> Vec<usize> {
        times
            .into_iter()
            .map(|now| {
                *at = clock.tick(now, *at, len);
                *at
            })
            .collect()
    }

    #[test]
    fn the_first_cell_stays_longer_and_the_last_one_stays() {
        let (mut clock, mut at) = (Clock::default(), 0);
        assert_eq!(clock.tick(50.0, 0, 4), 0, "nothing plays yet");
        clock.play(100.0);
        let times = [100.0, 699.0, 700.0, 999.0, 1000.0, 1300.0, 9999.0];
        assert_eq!(played(&mut clock, &mut at, times, 4), [0, 0, 1, 1, 2, 3, 3]);
        assert!(!clock.is_playing());
    }

    #[test]
    fn it_does_not_matter_how_often_it_is_asked() {
        let mut often = Clock { speed: 4.0, ..Clock::default() };
        let (mut seldom, mut at) = (often.clone(), 0);
        often.play(0.0);
        seldom.play(0.0);
        for ms in 0..=1000 {
            at = often.tick(f64::from(ms), at, 36);
        }
        assert_eq!(seldom.tick(1000.0, 0, 36), at);
        assert_eq!((often, at), (seldom, 1 + (1000 - 150) / 75));
    }

    #[test]
    fn it_loops_or_begins_again() {
        let (mut clock, mut at) = (Clock { looping: true, ..Clock::default() }, 0);
        clock.play(0.0);
        assert_eq!(played(&mut clock, &mut at, [600.0, 900.0, 1200.0, 1500.0], 3), [1, 2, 0, 1]);
        clock.looping = false;
        assert_eq!(played(&mut clock, &mut at, [1800.0, 2100.0], 3), [2, 2]);
        clock.play(3000.0);
        assert_eq!(
            played(&mut clock, &mut at, [3000.0, 3599.0, 3600.0], 3),
            [0, 0, 1],
            "it goes back to the beginning"
        );
    }

    #[test]
    fn a_new_speed_counts_at_once_and_a_long_absence_does_not() {
        let (mut clock, mut at) = (Clock::default(), 0);
        clock.play(0.0);
        at = clock.tick(600.0, at, 100);
        clock.speed = 0.5;
        assert_eq!(played(&mut clock, &mut at, [900.0, 1199.0, 1200.0], 100), [1, 1, 2]);
        assert_eq!(played(&mut clock, &mut at, [60_000.0, 60_599.0, 60_600.0], 100), [3, 3, 4]);
    }

    #[test]
    fn a_shorter_way_takes_it_along() {
        let mut clock = Clock::default();
        assert_eq!(clock.tick(0.0, 20, 4), 3);
        clock.play(0.0);
        assert_eq!(clock.tick(10_000.0, 3, 1), 0);
        assert!(!clock.is_playing());
    }
}
