//! The table of codes. Each code has a page in `explain/`: what it means in the negotiation, an example
//! that gives exactly this code, and the mend. `detente explain D010` prints it.

use std::fmt;

use serde::{Serialize, Serializer};

use super::Severity;

/// One entry of the table.
#[derive(Debug)]
pub struct Entry {
    /// `D010`.
    pub id: &'static str,
    /// How bad every diagnostic of this code is.
    pub severity: Severity,
    /// A few words.
    pub title: &'static str,
    /// The page: meaning, example, mend, in Markdown.
    pub page: &'static str,
}

macro_rules! codes {
    ($($name:ident $id:ident $severity:ident $title:literal;)*) => {
        /// A code of the table.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs, reason = "each has its title and its page in the table")]
        pub enum Code { $($name,)* }

        impl Code {
            /// Every code, in order.
            pub const ALL: &'static [Code] = &[$(Code::$name,)*];

            /// Its entry in the table.
            pub fn entry(self) -> &'static Entry {
                match self {
                    $(Code::$name => {
                        static ENTRY: Entry = Entry {
                            id: stringify!($id),
                            severity: Severity::$severity,
                            title: $title,
                            page: include_str!(concat!("explain/", stringify!($id), ".md")),
                        };
                        &ENTRY
                    })*
                }
            }
        }
    };
}

codes! {
    Syntax D001 Error "not valid TOML";
    NotUtf8 D002 Error "not UTF-8 text";
    TooLarge D003 Error "file too large";
    UnknownKey D010 Error "unknown key";
    MissingKey D011 Error "missing key";
    WrongType D012 Error "wrong type of value";
    BadNumber D013 Error "number out of range";
    UnknownWord D014 Error "word not among the allowed ones";
    Empty D015 Error "nothing where something is needed";
    BadName D016 Error "name that cannot be used";
    BadDate D017 Error "dates that cannot be";
    UnknownName D020 Error "name of nothing in this file";
    DuplicateName D021 Error "two things of one name";
    NoPrincipal D030 Error "no principal";
    NoOptions D031 Error "issue without options";
    WeightsAllZero D032 Error "weights that are all zero";
    WantsGap D033 Error "option without a worth";
    WeightWithoutWants D034 Error "weight without wants";
    WalkAwayWithoutWants D035 Error "walk-away without wants";
    TwoPreferences D036 Error "two ways of saying what a party prefers";
    TooPrecise D037 Error "numbers too long to hold exactly";
    WeightOrder D038 Error "order of weights that cannot be read";
    BadRange D039 Error "range that is none";
    DemandShape D040 Error "demand that does not say one thing";
    WaitsForItself D041 Error "step after itself";
    NobodysStep D042 Error "demand about a step that nobody performs";
    PatternRepeats D043 Error "pattern that names an issue or option twice";
    RankingShape D044 Error "ranking that is not one of packages";
    BonusShape D045 Error "bonus that does not say one thing";
    StatusQuo D046 Error "status quo that cannot be";
    ValuesGap D047 Error "value table that misses a party";
    OneActInOrder D048 Error "one act of steps that must follow each other";
    DocumentMissing D050 Error "document file missing";
    DocumentChanged D051 Error "document changed since it was recorded";
    QuoteNotFound D052 Error "quote not in its document";
    QuoteMisplaced D053 Error "quote not at the place given";
    CircularDerivation D054 Error "documents derived from each other";
    QuoteTurned D055 Error "quote whose ellipsis hides a negation";
    OneOption D060 Warning "issue with one option";
    NoProvenance D061 Warning "element without a claim";
    NobodyWants D062 Warning "option that nobody wants";
    UnusedClaim D063 Warning "claim that nothing rests on";
    Contradiction D064 Warning "claims that contradict each other";
    SecondHand D065 Warning "position known only through others";
    RoleOverlap D066 Warning "one role in two hands";
    WeightMissing D067 Warning "issue without a weight";
    StepWithoutPerformer D068 Warning "step that nobody performs";
    NoEffect D069 Warning "element that changes nothing, or cannot be met";
    StepRing D070 Warning "steps that wait for each other";
    HashMissing D071 Warning "document without its SHA-256";
    QuoteUnchecked D072 Warning "quote that cannot be checked";
    QuoteCut D073 Warning "quote that drops a negation or condition";
    QuoteAmbiguous D074 Warning "quote that stands more than once";
    LooksMisspelt D075 Warning "name that looks misspelt";
    StaleRole D076 Warning "role outside of its dates";
    ChainOrder D077 Warning "chain that does not end with its narrator";
    BothSides D078 Warning "claim on both sides";
    ClaimOfAnother D079 Warning "claim about another party";
    OneActOrNot D080 Warning "one act for some, one after the other for others";
    VerifiesItself D081 Warning "step verified by whoever performs it";
    GoalOutOfReach D082 Warning "goal that nothing reaches";
    LooksDerived D083 Warning "documents that look derived from each other";
    ForeignSyntax D090 Error "file of another program that cannot be read";
    ForeignValue D091 Error "value missing or wrong in a file of another program";
    ForeignMisfit D092 Error "files of another program that do not fit together";
    ForeignBeyond D093 Error "what a case cannot carry";
    ForeignOdd D094 Warning "read with indulgence";
    NotCarried D095 Warning "what the other format cannot carry";
}

impl Code {
    /// The code with this id, in any case, with or without the `D` and leading noughts.
    pub fn find(id: &str) -> Option<Code> {
        let digits = id.trim().trim_start_matches(['d', 'D']);
        let number: u32 = digits.parse().ok()?;
        Code::ALL.iter().copied().find(|c| c.entry().id[1..].parse() == Ok(number))
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.entry().id)
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.entry().id)
    }
}
