//! What a question comes to in a reading, or why it cannot be asked there.

use super::Essence;

/// What a question comes to in a reading.
#[derive(Debug, Clone)]
pub enum Told<E> {
    /// It was answered.
    Found(E),
    /// It cannot be asked there, and why: the answer rests on what is not there.
    Refused(String),
    /// The search was stopped before anything was known.
    Stopped,
}

impl<E> Told<E> {
    /// What was found, where the question was answered.
    pub fn found(&self) -> Option<&E> {
        match self {
            Told::Found(found) => Some(found),
            Told::Refused(_) | Told::Stopped => None,
        }
    }

    /// Two readings, compared by `same` where both were answered.
    fn compared(&self, other: &Self, same: impl Fn(&E, &E) -> Option<bool>) -> Option<bool> {
        match (self, other) {
            (Told::Stopped, _) | (_, Told::Stopped) => None,
            (Told::Found(one), Told::Found(other)) => same(one, other),
            (Told::Refused(_), Told::Refused(_)) => Some(true),
            (Told::Refused(_), Told::Found(_)) | (Told::Found(_), Told::Refused(_)) => Some(false),
        }
    }
}

impl<E: Essence> Essence for Told<E> {
    fn same_verdict(&self, other: &Self) -> Option<bool> {
        self.compared(other, E::same_verdict)
    }

    fn same(&self, other: &Self) -> Option<bool> {
        self.compared(other, E::same)
    }

    fn complete(&self) -> bool {
        match self {
            Told::Found(found) => found.complete(),
            Told::Refused(_) => true,
            Told::Stopped => false,
        }
    }
}
