use super::{ENGLISH, Language};
use crate::read::{Act, attribution::attributions, page::Page};

/// A small file of another language: nothing of English is in the rules.
const ESPERANTO: &str = r#"
code = "eo"
name = "Esperanto"
[verbs]
says = ["diri diras diris diros | dirita dirite | dirante | clause rumour", "aldoni aldonas aldonis | aldonita | aldonante | clause"]
admits = ["konfesi konfesas konfesis | konfesita | konfesante | clause"]
denies = ["nei neas neis | neita | neante | clause"]
rejects = ["malakcepti malakceptas malakceptis | malakceptita | malakceptante | object"]
refuses = ["rifuzi rifuzas rifuzis | rifuzita | rifuzante | object"]
accepts = ["akcepti akceptas akceptis | akceptita | akceptante | object"]
demands = ["postuli postulas postulis | postulita | postulante | that object"]
promises = ["promesi promesas promesis | promesita | promesante | clause"]
threatens = ["averti avertas avertis | avertita | avertante | clause"]
thinks = ["kredi kredas kredis | kredita | kredante | clause", "esperi esperas esperis | esperita | esperante | clause"]
[nouns]
demands = ["postulo | that"]
[adjectives]
[phrases]
says = ["laŭ"]
[rumour]
adverbs = ["onidire"]
openings = []
[implied]
adverbs = ["implicite"]
seeming = []
conduct = []
phrases = []
[carriers]
nouns = []
verbs = []
[words]
that = ["ke"]
whether = ["ĉu"]
to = []
by = ["de"]
from = ["de"]
as = ["kiel"]
be = ["estas", "estis"]
auxiliaries = []
modals = []
negations = ["ne"]
subjects = ["li", "ŝi", "ĝi", "ili", "ni", "mi"]
objects = ["lin", "ŝin"]
first = ["mi", "ni"]
nobody = ["neniu"]
empty = []
possessives = ["lia", "ŝia", "ilia"]
possessive_endings = []
determiners = ["la", "tiu", "ĉiu"]
relatives = ["kiu", "kiuj"]
conjunctions = ["kaj", "sed", "aŭ"]
subordinators = ["ke", "ĉar", "se", "kvankam"]
suppositions = ["se", "ĉu"]
prepositions = ["de", "en", "por", "al", "sur"]
joining = ["de", "en"]
adverbs = ["ne", "ankaŭ", "hieraŭ"]
adverb_endings = []
present_endings = ["ante"]
not_adverbs = []
times = ["lundo", "lundon"]
particles = ["de", "la"]
titles = ["s-ro"]
agents = []
abbreviations = ["s-ro."]
before_numbers = []
finite = ["velos", "venis"]
finite_endings = ["is", "as", "os", "us"]
distance = []
idle = []
questions = ["d"]
answers = ["r"]
only = []
"#;

fn told(language: &Language, text: &str) -> Vec<(String, String, Act)> {
    let page = Page::new(text, language);
    let words = |span: &crate::read::page::Span| page.words(*span).to_owned();
    attributions(&page, language)
        .iter()
        .map(|found| {
            let speaker = found.speaker.as_ref().map_or_else(|| "-".to_owned(), words);
            let content: Vec<String> = found.content.iter().map(words).collect();
            (speaker, content.join(" // "), found.cue.as_ref().map_or(Act::Says, |cue| cue.act))
        })
        .collect()
}

#[test]
fn another_language_is_another_file() {
    let language = Language::parse("eo.toml", ESPERANTO).unwrap();
    assert_eq!((language.code(), language.name()), ("eo", "Esperanto"));
    let one = |text: &str, speaker: &str, content: &str, act: Act| {
        assert_eq!(told(&language, text), [(speaker.to_owned(), content.to_owned(), act)], "{text}");
    };
    one("La ministro diris, ke la pramoj ne velos.", "La ministro", "la pramoj ne velos", Act::Says);
    one("“Ni ne subskribos,” diris Orla.", "Orla", "Ni ne subskribos", Act::Says);
    one("La sindikato malakceptis la planon.", "La sindikato", "la planon", Act::Rejects);
    one("La pramoj velos, laŭ la ministro.", "la ministro", "La pramoj velos", Act::Says);
    one("Ilia postulo ke la haveno velos estis laŭta.", "Ilia", "la haveno velos", Act::Demands);
    assert_eq!(told(&language, "The minister said that the ferries would not sail."), []);
}

#[test]
fn english_is_sound() {
    let language = Language::english();
    assert_eq!(language.code(), "en");
    let verbs = language.entries.len();
    assert!(verbs > 200, "{verbs}");
    for act in [
        Act::Says,
        Act::Claims,
        Act::Admits,
        Act::Denies,
        Act::Rejects,
        Act::Refuses,
        Act::Accepts,
        Act::Demands,
        Act::Offers,
        Act::Promises,
        Act::Threatens,
        Act::Thinks,
        Act::Implies,
        Act::Calls,
        Act::Reports,
    ] {
        assert!(language.entries.iter().any(|entry| entry.act == act), "{act:?}");
    }
}

#[test]
fn faults_have_their_line() {
    let fault = |from: &str, to: &str| {
        assert!(ENGLISH.contains(from), "{from}");
        let refusal = Language::parse("x.toml", &ENGLISH.replacen(from, to, 1)).expect_err("it is refused");
        (refusal.message, refusal.help.join(" "))
    };
    let (message, help) = fault("\n[nouns]\n", "\n[nouns]\nshouts = [\"shout | that\"]\n");
    assert!(message.starts_with("x.toml, line ") && message.contains("“shouts” is not a word for"), "{message}");
    assert!(help.contains("says, claims"), "{help}");
    let (message, help) = fault("\"say says said | said | saying | clause of rumour\"", "\"say says said\"");
    assert!(message.contains("“say says said” is not an entry"), "{message}");
    assert!(help.contains("finite forms"), "{help}");
    let (message, _) = fault("\n[carriers]", "\n[carrier]");
    assert!(message.contains("unknown field") || message.contains("carrier"), "{message}");
    let (message, _) = fault("distance = [", "distances = [");
    assert!(message.contains("distance"), "{message}");
    let (message, _) = fault("\ncode = \"en\"", "\ncode = \"../en\"");
    assert!(message.contains("line ") && message.contains("not the code of a language"), "{message}");
    let (message, _) = fault("\ncode = \"en\"", "\ncode = ");
    assert!(message.starts_with("x.toml, line "), "{message}");
    let (message, _) = fault("\nname = \"English\"", "\nname = \"Eng\u{1b}[31mlish\"\nnonsense = 1");
    assert!(!message.contains('\u{1b}'), "{message}");
}

#[test]
fn a_file_may_be_anything() {
    for text in ["", "\u{0}", "code = 1", "[verbs]\nsays = 5", "\u{feff}code = \"en\""] {
        assert!(Language::parse("x.toml", text).is_err(), "{text:?}");
    }
}
