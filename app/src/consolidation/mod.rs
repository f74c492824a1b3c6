//! The consolidated report of a round: worked out beside the units' texts, laid
//! before units and the head, frozen, supplemented, issued, sent, handed out as
//! a document, and sent up to the tier above.
//!
//! Adding up is in `totals`; rules are in `domain::consolidation`; the form on
//! paper is `docgen`'s.

mod acting;
mod appendix;
mod asked;
mod awaited;
mod bench_pages;
mod bench_view;
mod content;
mod difference;
mod document;
mod edit;
mod freeze;
mod issue;
mod late;
mod layout;
mod load;
mod numbers;
mod opinion;
mod pictures;
mod prose;
mod register;
mod send;
mod show;
mod submit;
mod take;
mod tell;
mod texts;
mod tier;
mod versions;
mod whom;
mod workbench;
mod workbook;
mod workbook_pictures;

pub use acting::ActingSigner;
pub use asked::{GiveOpinion, OpinionPage, give_opinion, opinion_page};
pub(crate) use awaited::AllAwaited;
pub use awaited::{Awaited, AwaitedKind, awaited};
pub use bench_view::{
    Ask, DraftParagraph, NumberOffer, SectionBench, SectionLine, Sentence, Shown, UnitText,
    Workbench,
};
pub use difference::difference_words;
pub use docgen::Sheet;
pub use docgen::compose::{AppendixSheet, Line};
pub use docgen::model::{Block, list_marker};
pub use document::{Format, Purpose, ReportFile, file, issued_sheet, read};
pub use edit::{Add, Edit, Remove, add, edit, move_up, remove};
pub use freeze::{Freeze, Frozen, Supplement, freeze, supplement};
pub(crate) use issue::DOC_TYPE;
pub(crate) use issue::is_issued;
pub use issue::{Capacity, Issue, IssuedReport, issue};
pub use numbers::StaleNumber;
pub use opinion::{
    AnswerOpinion, AskOpinion, answer_opinion, ask_opinion, close_opinion, opinions_due,
};
pub(crate) use send::unopened;
pub use send::{ReceivedReport, Send, acknowledge, receive, send};
pub use show::{AskedUnit, OpinionLine, Overview, SnapshotLine, UntakenSection, overview, state};
pub use store::consolidation::{Opinion, OpinionRound, Receipt, Submission};
pub use submit::{ReturnSubmission, Sign, Submit, return_submission, sign, submit};
pub use take::{Take, take};
pub(crate) use texts::TextsCache;
pub use tier::{Above, TierView, link_up, send_up, tiers, unlink_up};
pub use versions::{Compared, VersionKey, VersionKind, VersionLine, compare_versions};
pub(crate) use whom::living;
pub use whom::{Askable, Askables, Several, Whom, askables};
pub use workbench::{bench, workbench};
