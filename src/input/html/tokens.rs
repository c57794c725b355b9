//! HTML as tags and text with their bytes. The tokenizer is html5gum; this adapts it, so that every piece of text
//! is told apart from its neighbours where markup or an entity stands between.
//!
//! Absent on purpose: which element holds which (`tree.rs`).

use html5gum::{Emitter, Error, State};

/// A start or end tag.
#[derive(Debug, Default)]
pub struct Tag {
    pub name: String,
    pub attributes: Vec<(String, String)>,
    pub self_closing: bool,
    pub end: bool,
}

impl Tag {
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    pub fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }
}

/// Whoever wants to know.
pub trait Sink {
    /// Text, and the bytes from `from` on, `width` of them, that it was written with.
    fn text(&mut self, text: &str, from: usize, width: usize);
    fn tag(&mut self, tag: &Tag);
    /// Whether the element at hand is not HTML's own: then no tag changes how text is read.
    fn in_foreign(&self) -> bool;
}

/// Reads a whole text.
pub fn read(source: &str, sink: &mut impl Sink) {
    let emitter =
        Pieces { source, sink, at: 0, done: 0, tag: Tag::default(), text: Vec::new(), text_of: String::new() };
    let Ok(()) = html5gum::Tokenizer::new_with_emitter(source, emitter).finish();
}

struct Pieces<'a, S> {
    source: &'a str,
    sink: &'a mut S,
    /// Bytes that the tokenizer has read.
    at: usize,
    /// Bytes that were told already.
    done: usize,
    tag: Tag,
    /// Text that was not told yet.
    text: Vec<u8>,
    /// The last start tag: only its end tag ends a script.
    text_of: String,
}

fn push(to: &mut String, bytes: &[u8]) {
    to.push_str(&String::from_utf8_lossy(bytes));
}

impl<S: Sink> Pieces<'_, S> {
    fn begin(&mut self, end: bool) {
        self.tag.name.clear();
        self.tag.attributes.clear();
        self.tag.self_closing = false;
        self.tag.end = end;
    }

    /// What was read so far is no text.
    fn pass(&mut self) {
        self.done = self.at;
        self.text.clear();
    }
}

impl<S: Sink> Emitter for Pieces<'_, S> {
    type Token = std::convert::Infallible;

    fn move_position(&mut self, offset: isize) {
        self.at = self.at.saturating_add_signed(offset);
    }

    fn emit_string(&mut self, text: &[u8]) {
        self.text.extend_from_slice(text);
        // After an entity the first byte of a character may come alone.
        if !self.source.is_char_boundary(self.at) {
            return;
        }
        let from = std::mem::replace(&mut self.done, self.at);
        let given = self.source.get(from..self.at).unwrap_or_default();
        let text = self.text.as_slice();
        // The second half of a line end belongs to the first, which was told as a whole line end.
        let (given, from) = match given.strip_prefix('\n') {
            Some(rest) if rest.as_bytes() == text => (rest, from + 1),
            _ => (given, from),
        };
        // As it stands; else an entity, or what replaces a character that may not be.
        if given.as_bytes() == text {
            self.sink.text(given, from, given.len());
        } else {
            self.sink.text(&String::from_utf8_lossy(text), from, given.len());
        }
        self.text.clear();
    }

    fn emit_current_tag(&mut self) -> Option<State> {
        self.pass();
        if !self.tag.end {
            self.text_of.clone_from(&self.tag.name);
        }
        self.sink.tag(&self.tag);
        if self.tag.end || self.sink.in_foreign() {
            return None;
        }
        match self.tag.name.as_str() {
            "noframes" => Some(State::RawText),
            name => html5gum::naive_next_state(name.as_bytes()),
        }
    }

    fn emit_current_comment(&mut self) {
        self.pass();
    }

    fn emit_current_doctype(&mut self) {
        self.pass();
    }

    fn current_is_appropriate_end_tag_token(&mut self) -> bool {
        self.tag.end && !self.text_of.is_empty() && self.tag.name == self.text_of
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&mut self) -> bool {
        self.sink.in_foreign()
    }

    fn init_start_tag(&mut self) {
        self.begin(false);
    }

    fn init_end_tag(&mut self) {
        self.begin(true);
    }

    fn push_tag_name(&mut self, name: &[u8]) {
        push(&mut self.tag.name, name);
    }

    fn set_self_closing(&mut self) {
        self.tag.self_closing = true;
    }

    fn init_attribute(&mut self) {
        self.tag.attributes.push(Default::default());
    }

    fn push_attribute_name(&mut self, name: &[u8]) {
        if let Some((to, _)) = self.tag.attributes.last_mut() {
            push(to, name);
        }
    }

    fn push_attribute_value(&mut self, value: &[u8]) {
        if let Some((_, to)) = self.tag.attributes.last_mut() {
            push(to, value);
        }
    }

    fn set_last_start_tag(&mut self, name: Option<&[u8]>) {
        self.text_of.clear();
        push(&mut self.text_of, name.unwrap_or_default());
    }

    fn should_emit_errors(&mut self) -> bool {
        false
    }

    fn pop_token(&mut self) -> Option<Self::Token> {
        None
    }

    fn emit_eof(&mut self) {}
    fn emit_error(&mut self, _: Error) {}
    fn init_comment(&mut self) {}
    fn push_comment(&mut self, _: &[u8]) {}
    fn init_doctype(&mut self) {}
    fn push_doctype_name(&mut self, _: &[u8]) {}
    fn set_force_quirks(&mut self) {}
    fn set_doctype_public_identifier(&mut self, _: &[u8]) {}
    fn set_doctype_system_identifier(&mut self, _: &[u8]) {}
    fn push_doctype_public_identifier(&mut self, _: &[u8]) {}
    fn push_doctype_system_identifier(&mut self, _: &[u8]) {}
}
