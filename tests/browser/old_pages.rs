//! From a folder of long pages in all the formats of an office to a filled
//! register: pages of portals, notices and a report of Word, a printed PDF, plain
//! texts. What the form holds is compared with the labels of the pages; one fact
//! is corrected, one figure kept, everything confirmed and found again.

mod files;
mod form;
mod outcome;
mod papers;
mod portal;

use crate::harness::Walk;
use papers::{PAPERS, PRINTED};
use std::path::PathBuf;
use std::time::Duration;

/// old pages become conferences, entries with their reviews, draft
/// tasks and observations, and a file that was read is known.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_folder_of_long_pages_in_all_formats_fills_the_register() {
    let walk = Walk::start().await;
    let folder = tempfile::tempdir().expect("a folder");
    let files = files::write_all(&walk, folder.path()).await;
    walk.sign_in("dieuphoi", "/nhap-van-ban").await;
    send(&walk, &files).await;
    // The job reads what is in the queue.
    comes_to_say(&walk, &all_read()).await;
    for paper in &PAPERS {
        form::confirm(&walk, paper).await;
    }
    outcome::conferences_stand_in_the_list(&walk).await;
    outcome::tasks_and_a_figure_stand_with_their_conference(&walk).await;
    outcome::documents_stand_in_the_register(&walk).await;
    outcome::reviews_have_their_day(&walk).await;
    a_file_dropped_again_is_known(&walk, &files[..1]).await;
    println!("{} papers fill the register", PAPERS.len());
    walk.end().await;
}

/// Sends files as one choice and waits until they are sent.
async fn send(walk: &Walk, files: &[PathBuf]) {
    let names: Vec<String> = files.iter().map(|f| f.display().to_string()).collect();
    let field = walk.find("#f-file").await;
    field.send_keys(names.join("\n")).await.expect("files");
    walk.tap("form.card .button").await;
    let count = files.len();
    comes_to_say(walk, &format!("Đã gửi {count}/{count} tệp")).await;
}

/// As [`Walk::comes_to_say`], for what takes its time on a slow machine.
async fn comes_to_say(walk: &Walk, words: &str) {
    for _ in 0..240 {
        if walk.text().await.contains(words) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
    walk.says(words).await;
}

fn all_read() -> String {
    let count = PAPERS.len();
    format!("Đã đọc {count}/{count} văn bản.")
}

/// The file is told to be known, and leads to what was read of it.
async fn a_file_dropped_again_is_known(walk: &Walk, file: &[PathBuf]) {
    walk.open("/nhap-van-ban").await;
    send(walk, file).await;
    walk.says("Tệp này đã được đọc trước đây").await;
    walk.says(&all_read()).await;
    walk.follow(PRINTED).await;
    walk.says("Đã xác nhận").await;
}
