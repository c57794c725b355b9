//! Output in whole lines: what is written ends at a line's end, whether the reader goes away, a signal comes, or the
//! process is killed.
//!
//! Lines go out in groups of at most what a pipe takes in one piece. On a signal no new group is begun, the one that
//! is being written is ended, and the process ends. A kill that cannot be caught can only fall into the microseconds
//! of one write.

use super::Outcome;
use std::io::{self, Write};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Bytes that the smallest promise of a pipe covers (POSIX's `PIPE_BUF` on Linux).
const GROUP: usize = 4096;
/// A reader that has stalled is not waited for any longer than this.
const PATIENCE: Duration = Duration::from_secs(2);
#[derive(Default)]
struct State {
    writing: bool,
    stopped: bool,
}

#[derive(Default)]
struct Gate {
    state: Mutex<State>,
    changed: Condvar,
}

/// A writer of whole lines.
pub struct Whole<W> {
    to: W,
    gate: Arc<Gate>,
}

impl Gate {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets no further group begin, and waits for the one at hand.
    fn stop(&self) {
        let mut state = self.lock();
        state.stopped = true;
        drop(self.changed.wait_timeout_while(state, PATIENCE, |state| state.writing));
    }
}

impl<W: Write> Whole<W> {
    /// Takes over the process's interruption and termination signals.
    pub fn until_interrupted(to: W) -> Self {
        let whole = Self { to, gate: Arc::default() };
        let gate = Arc::clone(&whole.gate);
        // Without a handler a signal ends the process at once, as it does everywhere else.
        let _ = ctrlc::set_handler(move || {
            gate.stop();
            std::process::exit(Outcome::Interrupted as i32);
        });
        whole
    }

    /// Writes lines.
    pub fn write(&mut self, lines: &[u8]) -> io::Result<()> {
        let mut rest = lines;
        while !rest.is_empty() {
            let (group, after) = rest.split_at(group_end(rest));
            self.begin()?;
            let written = self.to.write_all(group).and_then(|()| self.to.flush());
            self.gate.lock().writing = false;
            self.gate.changed.notify_all();
            written?;
            rest = after;
        }
        Ok(())
    }

    fn begin(&self) -> io::Result<()> {
        let mut state = self.gate.lock();
        if state.stopped {
            // The process ends any moment; whoever writes has nothing left to do, and may be the one who ends it.
            return Err(io::ErrorKind::Interrupted.into());
        }
        state.writing = true;
        Ok(())
    }
}

/// As many whole lines as fit a group; one at least.
fn group_end(lines: &[u8]) -> usize {
    let fits = &lines[..lines.len().min(GROUP)];
    let last = fits.iter().rposition(|b| *b == b'\n');
    let first = || lines.iter().position(|b| *b == b'\n');
    last.or_else(first).map_or(lines.len(), |at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Default)]
    struct Groups(Vec<Vec<u8>>);

    impl Write for Groups {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.push(bytes.to_vec());
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn every_group_ends_with_a_line() {
        let lines: Vec<u8> = (1..200).flat_map(|n| [vec![b'a'; n * 37], vec![b'\n']].concat()).collect();
        let mut whole = Whole { to: Groups::default(), gate: Arc::default() };
        whole.write(&lines).unwrap();
        assert_eq!(whole.to.0.concat(), lines);
        for group in &whole.to.0 {
            assert_eq!(group.last(), Some(&b'\n'));
            assert!(group.len() <= GROUP || group.split(|b| *b == b'\n').count() == 2);
        }
    }

    #[test]
    fn nothing_begins_after_a_stop() {
        let mut whole = Whole { to: Groups::default(), gate: Arc::default() };
        whole.gate.stop();
        assert_eq!(whole.write(b"{}\n").unwrap_err().kind(), io::ErrorKind::Interrupted);
        assert!(whole.to.0.is_empty());
    }
}
