//! Packs as the engine keeps them: the words of each at hand, the rest as bytes until a text speaks the language. Most
//! readers read one language on most days.
//!
//! Absent on purpose: giving a pack back when its language is heard no more.

use super::{Pack, PackError, Speech, wire};
use std::borrow::Cow;
use std::sync::{Arc, Mutex, OnceLock};

#[derive(Debug, Default)]
pub struct Shelf {
    speech: Arc<Speech>,
    /// All bytes, and where the rest of them begins. Taken when the pack is made.
    bytes: Mutex<(Cow<'static, [u8]>, usize)>,
    pack: OnceLock<Option<Pack>>,
}

impl Shelf {
    /// Reads what is needed at once, and holds the rest against its sum.
    ///
    /// # Errors
    /// When the bytes are damaged or come from another format.
    pub fn open(bytes: Cow<'static, [u8]>) -> Result<Self, PackError> {
        let (speech, rest) = wire::open(&bytes)?;
        let head = bytes.len() - rest.len();
        Ok(Self { speech: Arc::new(speech), bytes: Mutex::new((bytes, head)), pack: OnceLock::new() })
    }

    /// A pack that is whole already.
    #[must_use]
    pub fn of(pack: Pack) -> Self {
        Self { speech: pack.speech.clone(), bytes: Mutex::default(), pack: OnceLock::from(Some(pack)) }
    }

    #[must_use]
    pub fn speech(&self) -> &Speech {
        &self.speech
    }

    /// The pack, made when it is first asked for; `bind` then readies it. None when its bytes are of another build's
    /// making after all.
    pub fn pack(&self, bind: impl FnOnce(&mut Pack)) -> Option<&Pack> {
        let make = || {
            let (bytes, head) = std::mem::take(&mut *self.bytes.lock().ok()?);
            let mut pack = Pack::unpack(self.speech.clone(), bytes.get(head..)?).ok()?;
            bind(&mut pack);
            Some(pack)
        };
        self.pack.get_or_init(make).as_ref()
    }
}
