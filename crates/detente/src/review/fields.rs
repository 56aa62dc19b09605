//! What a reviewer says of a proposal that the draft leaves open, or says differently.

use serde::{Deserialize, Serialize};

macro_rules! fields {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {
        /// What a reviewer decides about the parts of a proposal. An empty text takes back what was said before.
        #[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(deny_unknown_fields, default)]
        pub struct Fields {
            $($(#[$doc])* #[serde(skip_serializing_if = "Option::is_none")] pub $name: Option<String>,)+
            /// A pronoun is accepted as it is: `he (not resolved)`.
            #[serde(skip_serializing_if = "is_false")]
            pub unresolved: bool,
            /// What the document calls the speaker is added to the aliases of the party or delegate.
            #[serde(skip_serializing_if = "is_false")]
            pub learn: bool,
            /// Elements that rest on the claim, as in `demands.NAME`.
            #[serde(skip_serializing_if = "Vec::is_empty")]
            pub because: Vec<String>,
            /// Elements and claims that it disputes.
            #[serde(skip_serializing_if = "Vec::is_empty")]
            pub disputes: Vec<String>,
            /// Claims that cannot be true beside it.
            #[serde(skip_serializing_if = "Vec::is_empty")]
            pub contradicts: Vec<String>,
        }

        impl Fields {
            /// Takes over what later fields say.
            pub fn take(&mut self, later: &Fields) {
                $(if let Some(text) = &later.$name {
                    self.$name = (!text.is_empty()).then(|| text.clone());
                })+
                self.unresolved |= later.unresolved;
                // Whoever names the speaker has resolved it.
                if later.speaker.as_ref().is_some_and(|s| !s.is_empty()) {
                    self.unresolved = later.unresolved;
                } else if later.unresolved {
                    self.speaker = None;
                }
                self.learn |= later.learn;
                for (own, more) in [
                    (&mut self.because, &later.because),
                    (&mut self.disputes, &later.disputes),
                    (&mut self.contradicts, &later.contradicts),
                ] {
                    for one in more {
                        if !own.contains(one) {
                            own.push(one.clone());
                        }
                    }
                }
            }

            /// Whether they say nothing.
            pub fn is_empty(&self) -> bool {
                *self == Fields::default()
            }

            /// What they say, key and words.
            pub fn told(&self) -> Vec<(&'static str, String)> {
                let mut all = Vec::new();
                $(if let Some(text) = &self.$name {
                    all.push((stringify!($name), text.clone()));
                })+
                if self.unresolved {
                    all.push(("speaker", "not resolved".to_owned()));
                }
                for (key, list) in [("because", &self.because), ("disputes", &self.disputes), ("contradicts", &self.contradicts)] {
                    if !list.is_empty() {
                        all.push((key, list.join(", ")));
                    }
                }
                if self.learn {
                    all.push(("learn", "the document\u{2019}s name for the speaker".to_owned()));
                }
                all
            }
        }
    };
}

fields! {
    /// Who says so: the key or name of a party or delegate, a candidate's number, or a name of its own.
    speaker,
    /// Whose position it states: a party or delegate.
    holder,
    /// The issue that it is about.
    issue,
    /// The option of that issue.
    option,
    /// `for` or `against`.
    polarity,
    /// How the words reach us.
    manner,
    /// What is done by saying so.
    act,
    /// How firmly it is put.
    modality,
    /// One neutral sentence of the reviewer's own.
    says,
    /// How far it is to be trusted: `low`, `medium`, `high`.
    trust,
    /// When it was said.
    date,
    /// The name of the moment at which it was said.
    utterance,
    /// The name of the claim.
    key,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
fn is_false(flag: &bool) -> bool {
    !flag
}
