//! The worker's protocol, run inline.

use xinke::exchange::{
    Reason,
    csv::{CsvOptions, DateOrder, NumberStyle},
    jobs::{self, Adoption, Job, JobError},
    json::{ReadOptions, VerifyError},
};

use crate::{decode, generate, parse, read, size, write};

fn run(job: &Job, payload: &[u8]) -> Result<Vec<u8>, JobError> {
    let header = serde_json::to_vec(job).unwrap();
    let job: Job = serde_json::from_slice(&header).unwrap();
    jobs::run(&job, payload, &decode, &mut |_, _| true)
}

#[test]
fn what_was_chosen_for_a_column_reaches_the_worker() {
    let mut options = CsvOptions::default();
    options.columns.dates.insert(0, DateOrder::Day);
    options.columns.numbers.insert(1, NumberStyle::Comma);
    let job = Job::ReadCsv { options };
    let answer = run(
        &job,
        "开业日期;信用额度（CNY）;名称\n1/2/2024;1.234;甲\n".as_bytes(),
    )
    .unwrap();
    let columns = jobs::parsed(&answer).unwrap().columns;
    assert_eq!(columns[0].dates, Some(DateOrder::Day));
    assert_eq!(columns[1].numbers, Some(NumberStyle::Comma));
}

#[test]
fn the_page_adopts_what_the_worker_read() {
    let job = Job::ReadJson {
        options: ReadOptions::default(),
    };
    for seed in 0..50 {
        let bytes = write(&generate::workbook(seed));
        let answer = run(&job, &bytes).unwrap();
        assert_eq!(
            Adoption::new(&answer).unwrap().finish().unwrap(),
            read(&bytes).unwrap(),
            "seed {seed}"
        );
        for length in [0, 3, 10, answer.len() - 1] {
            let short = Adoption::new(&answer[..length]).and_then(Adoption::finish);
            assert!(matches!(short, Err(JobError::Protocol(_))));
        }
    }
    let bytes = write(&size::roster(2500));
    let answer = run(&job, &bytes).unwrap();
    let mut adoption = Adoption::new(&answer).unwrap();
    let mut steps = 0;
    while adoption.step().unwrap() {
        steps += 1;
    }
    assert_eq!(steps, 3 + 2);
}

#[test]
fn tables_of_text_and_checks_are_jobs_too() {
    let file = include_bytes!("../data/chinook_customers.csv");
    let answer = run(
        &Job::ReadCsv {
            options: CsvOptions::default(),
        },
        file,
    )
    .unwrap();
    assert_eq!(
        jobs::parsed(&answer).unwrap(),
        parse(file, &CsvOptions::default()).unwrap()
    );
    let mut bytes = write(&generate::workbook(4));
    assert_eq!(run(&Job::VerifyJson, &bytes), Ok(Vec::new()));
    bytes.push(b'\n');
    assert!(matches!(
        run(&Job::VerifyJson, &bytes),
        Err(JobError::Verify(VerifyError::Different(_)))
    ));
    bytes.truncate(100);
    assert!(matches!(
        run(&Job::VerifyJson, &bytes),
        Err(JobError::Verify(VerifyError::Refused(_)))
    ));
    assert!(jobs::parsed(b"x").is_err());
}

#[test]
fn progress_is_told_and_can_stop_the_work() {
    let bytes = write(&size::roster(600));
    let mut told = Vec::new();
    let contents = xinke::exchange::json::read(&bytes, &mut |done, total| {
        told.push((done, total));
        true
    })
    .unwrap();
    assert_eq!(contents.workbook.tables.total(), 900);
    assert_eq!(
        (told.first(), told.last()),
        (Some(&(0, 900)), Some(&(900, 900)))
    );
    let stopped = xinke::exchange::json::read(&bytes, &mut |done, _| done < 500).unwrap_err();
    assert_eq!(stopped.reason, Reason::Cancelled);
}
