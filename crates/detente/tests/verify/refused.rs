//! What is no answer that can be checked.

use detente::verify::Verify;
use serde_json::json;

use super::{asked, case};

#[test]
fn what_is_no_answer_is_refused() {
    let case = case("sarn");
    let (_, sound) = asked::all(&case).remove(0);
    let refused = |change: &dyn Fn(&mut serde_json::Value), words: &str| {
        let mut answer = sound.clone();
        change(&mut answer);
        let refusal = Verify::default().check(&case, &answer).expect_err(words);
        assert!(refusal.message.contains(words), "{}", refusal.message);
    };
    refused(&|a| *a = json!([]), "no answer of `detente`");
    refused(&|a| *a = json!({ "question": 1, "detente": 2 }), "no answer of `detente`");
    refused(&|a| a["detente"] = json!("99.0.0"), "version 99.0.0");
    refused(&|a| a["question"] = json!("check"), "answers to `check` are not checked");
    refused(&|a| a["answer"] = json!(null), "holds no answer");
    refused(&|a| a["case"]["sha256"] = json!("0".repeat(64)), "not the file that this answer is about");
    refused(&|a| a["case"] = json!(null), "not the file that this answer is about");
}

/// Whatever an answer holds, checking it does not panic.
#[test]
fn nonsense_does_not_panic() {
    let case = case("sarn");
    for (_, sound) in asked::all(&case) {
        for nonsense in [json!(null), json!([]), json!({}), json!("x"), json!(-1), json!([[1], { "a": 2 }])] {
            let mut whole = sound.clone();
            whole["answer"] = json!({});
            let _ = Verify::default().check(&case, &whole);
            for key in sound["answer"].as_object().unwrap().keys() {
                let mut answer = sound.clone();
                answer["answer"][key] = nonsense.clone();
                let _ = Verify { most: 2_000 }.check(&case, &answer).unwrap();
            }
            for key in sound["options"].as_object().unwrap().keys() {
                let mut answer = sound.clone();
                answer["options"][key] = nonsense.clone();
                let _ = Verify { most: 2_000 }.check(&case, &answer).unwrap();
            }
        }
    }
}
