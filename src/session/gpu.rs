//! The GPU of a session. A browser that is asked for one may never answer, so asking has a deadline.

use std::pin::{Pin, pin};
use std::rc::Rc;

use futures_util::future::{Either, select};

use crate::engine::gpu::{Device, GpuError};

/// Milliseconds after which a GPU is taken for one that does not answer.
const DEADLINE: u32 = 10_000;

/// Resolves after so many milliseconds.
pub type Timer = fn(u32) -> Pin<Box<dyn Future<Output = ()>>>;

type Opened = Result<Rc<Device>, GpuError>;

/// The GPU, once it was asked for.
#[derive(Default)]
pub(super) struct Gpu {
    device: Option<Rc<Device>>,
    opening: Option<Pin<Box<dyn Future<Output = Opened>>>>,
    /// Without it there is no deadline.
    timer: Option<Timer>,
}

impl Gpu {
    pub fn with_timer(timer: Timer) -> Self {
        Self { timer: Some(timer), ..Self::default() }
    }

    fn ready(&self) -> Option<&Rc<Device>> {
        self.device.as_ref().filter(|device| device.error().is_ok())
    }

    /// The GPU; one that was lost is asked for again. Dropped before it answers, this goes on the next time.
    pub async fn get(&mut self) -> Opened {
        if let Some(device) = self.ready() {
            return Ok(device.clone());
        }
        let timer = self.timer;
        let opening = self.opening.get_or_insert_with(|| {
            Box::pin(async move {
                let device = match timer {
                    Some(timer) => within(Device::open(), timer(DEADLINE)).await?,
                    None => Device::open().await?,
                };
                Ok(Rc::new(device))
            })
        });
        let opened = opening.await;
        self.opening = None;
        self.device = opened.clone().ok();
        opened
    }
}

/// What a GPU answers, if it does so before the deadline.
async fn within<T>(
    answer: impl Future<Output = Result<T, GpuError>>,
    deadline: impl Future<Output = ()>,
) -> Result<T, GpuError> {
    match select(pin!(answer), pin!(deadline)).await {
        Either::Left((answer, _)) => answer,
        Either::Right(_) => Err(GpuError::NoAnswer),
    }
}

#[cfg(test)]
mod tests {
    use std::future::{pending, ready};

    use super::*;

    #[test]
    fn no_answer_is_an_error_at_the_deadline() {
        let wait = |answered: bool, late: bool| {
            let answer = async move { if answered { Ok(()) } else { pending().await } };
            let deadline = async move { if late { ready(()).await } else { pending().await } };
            pollster::block_on(within(answer, deadline))
        };
        assert_eq!(wait(false, true), Err(GpuError::NoAnswer));
        assert_eq!(wait(true, false), Ok(()));
    }
}
