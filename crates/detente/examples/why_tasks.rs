//! Times the tasks behind `why` one by one on a case file, and prints times and results as one JSON document; for
//! `benches/peers/compare.py`.
//!
//! ```text
//! cargo run --release -p detente --example why_tasks -- CASE [--limit SECONDS] [--for SECONDS] [--task NAME]...
//! ```
//!
//! Each task is repeated for a while (`--for`); its time is the median. A task that is stopped by the limit says so.

use std::{
    collections::BTreeMap,
    process::ExitCode,
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};

use detente::{
    case::Case,
    file,
    measure::{Given, Tasks},
    question::Budget,
    why::Why,
};
use serde_json::{Value, json};

/// Ways out that are asked for.
const WAYS: usize = 100;

type Task = (&'static str, fn(&Case, &Budget) -> Value);

const TASKS: [Task; 4] = [
    ("first_conflict", |case, budget| json!({ "conflict": Tasks::new(case, budget).first_conflict() })),
    ("cheapest", |case, budget| {
        let found: Vec<Given> = Tasks::new(case, budget).cheapest().into_iter().collect();
        json!({ "ways_out": ways(&found) })
    }),
    ("all", |case, budget| {
        let all = Tasks::new(case, budget).all(WAYS);
        json!({
            "conflicts": all.conflicts,
            "ways_out": ways(&all.ways_out),
            "ways_out_total": all.ways_out_total.to_string(),
            "knots": all.knots,
            "complete": all.complete,
        })
    }),
    ("answer", |case, budget| {
        let answer = Why { max: Some(WAYS), ..Why::default() }.ask(case, budget).expect("no readings are asked for");
        json!({
            "verdict": answer.verdict,
            "conflicts": answer.conflicts.len(),
            "ways_out": answer.ways_out.len(),
            "ways_out_total": answer.ways_out_total.to_string(),
            "complete": answer.limit.is_none(),
        })
    }),
];

fn main() -> ExitCode {
    match run() {
        Ok(found) => {
            println!("{found}");
            ExitCode::SUCCESS
        }
        Err(fault) => {
            eprintln!("{fault}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<Value, String> {
    let mut options = std::env::args().skip(1);
    let (mut path, mut limit, mut during, mut named) = (None, 60.0, 0.3, Vec::new());
    while let Some(option) = options.next() {
        let mut value = || options.next().ok_or_else(|| format!("`{option}` wants a value"));
        let seconds = |text: String| text.parse::<f64>().map_err(|_| format!("`{text}` is no number of seconds"));
        match option.as_str() {
            "--limit" => limit = seconds(value()?)?,
            "--for" => during = seconds(value()?)?,
            "--task" => named.push(value()?),
            _ => path = Some(option),
        }
    }
    let path = path.ok_or("which case file?")?;
    let text = std::fs::read_to_string(&path).map_err(|fault| format!("{path}: {fault}"))?;
    let start = Instant::now();
    let case = file::read(&path, &text).case.ok_or_else(|| format!("{path} has errors"))?;
    let reading = start.elapsed().as_secs_f64();
    let mut tasks = BTreeMap::new();
    for (name, task) in TASKS.iter().filter(|(name, _)| named.is_empty() || named.iter().any(|n| n == name)) {
        tasks.insert(*name, timed(&case, *task, limit, during));
    }
    let tasks_of = Tasks::new(&case, &Budget::default());
    Ok(json!({
        "members": tasks_of.members(),
        "unit": tasks_of.unit().to_string(),
        "reading": reading,
        "tasks": tasks,
        "peak_kib": peak(),
    }))
}

/// Repeats a task for a while, each time stopped after the limit.
fn timed(case: &Case, task: fn(&Case, &Budget) -> Value, limit: f64, during: f64) -> Value {
    let (mut times, mut found, mut stopped) = (Vec::new(), Value::Null, false);
    while times.is_empty() || (times.iter().sum::<f64>() < during && times.len() < 101) {
        let budget = Budget::default();
        let cancel = budget.cancel.clone();
        let (done, waiting) = mpsc::channel::<()>();
        let watch = thread::spawn(move || {
            if waiting.recv_timeout(Duration::from_secs_f64(limit)).is_err() {
                cancel.stop();
            }
        });
        let start = Instant::now();
        found = task(case, &budget);
        times.push(start.elapsed().as_secs_f64());
        stopped |= budget.cancel.stopped();
        // The watch may have run out of time meanwhile.
        let _ = done.send(());
        watch.join().expect("the watch does not panic");
    }
    times.sort_by(f64::total_cmp);
    json!({ "seconds": times[times.len() / 2], "runs": times.len(), "stopped": stopped, "found": found })
}

fn ways(given: &[Given]) -> Vec<Value> {
    given.iter().map(|(cost, members)| json!([cost.to_string(), members])).collect()
}

/// The most memory that this process ever held, in KiB, where the system tells.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|l| l.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
