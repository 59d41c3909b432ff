//! What a run hands out as files.

use std::collections::HashMap;

use safetensors::tensor::{Dtype, TensorView};

use super::TrainingRun;
use super::protocol::RunEvent;
use crate::network::NETWORK;
use crate::session::{CommandError, InferenceError};

impl TrainingRun {
    /// The weights as they are, or those before the last step where it led to infinity and the next one will take it back: files
    /// hold nothing that is not finite.
    pub(super) fn export(&self) -> Result<RunEvent, CommandError> {
        let (observed, step) = (self.trainer.observed(), self.trainer.step());
        let candidates = [(step, &observed.weights), (step.saturating_sub(1), &observed.previous)];
        let len = self.plan.params_len();
        let (step, weights) = candidates
            .into_iter()
            .find(|(_, weights)| weights.params.len() == len && weights.is_finite())
            .ok_or(CommandError::NotFinite)?;
        let network = HashMap::from([(NETWORK.to_owned(), self.plan.network().to_json())]);
        let weights = weights.to_safetensors(&self.plan, network);
        Ok(RunEvent::Exported { step, weights })
    }

    /// The samples as PyTorch takes them, where they are no maps: `images` n × c × h × w, a byte for each value, `labels`, and `validation`, the indices
    /// of those that are not trained on. Both kinds of samples stand in the file, so that a run elsewhere can be compared with this one.
    pub(super) fn export_data(&self) -> Result<RunEvent, CommandError> {
        if self.scenes.as_ref().is_some_and(|scenes| scenes.maps.is_some()) {
            return Err(InferenceError::NotOpen.into());
        }
        let (data, n) = (&self.data, self.data.len());
        let shape = data.shape;
        let validation: Vec<u8> =
            self.validation.iter().flat_map(|&sample| (sample as i64).to_le_bytes()).collect();
        let tensors = [
            ("images", Dtype::U8, vec![n, shape.c, shape.h, shape.w], &data.images),
            ("labels", Dtype::U8, vec![n], &data.labels),
            ("validation", Dtype::I64, vec![self.validation.len()], &validation),
        ];
        let views = tensors.map(|(name, dtype, dims, bytes)| {
            (name, TensorView::new(dtype, dims, bytes).expect("as many bytes as dims say"))
        });
        let names = serde_json::to_string(&data.names).expect("strings are JSON");
        let metadata = HashMap::from([("names".to_owned(), names)]);
        let file = safetensors::serialize(views, Some(metadata)).expect("views were checked");
        Ok(RunEvent::ExportedData { file })
    }
}
