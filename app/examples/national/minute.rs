//! What the deadline minute needs: an open round, a session for the head of
//! every commune, and what it sends. Sessions are made here because 3,321 sign-ins
//! would measure the hashing of passwords.

use crate::{Fallible, open, tell_count};
use app::report::ReportTyped;
use app::round::{OpenRound, open as open_round};
use domain::id::{AccountId, SessionId};
use domain::indicator::parts_of_whole;
use domain::period::{Period, PeriodKind};
use domain::regime::{Asked, RegimeBody, UnitFacts};
use domain::report::{NumberStyle, SectionText, TypedCells};
use domain::round::DateChoice;
use domain::unit::{UnitKind, UnitVersion};
use sha2::{Digest, Sha256};
use std::collections::HashSet;
use std::io::Write as _;
use std::path::Path;
use store::account::Session;

pub(crate) async fn run(db: &str, dir: &Path) -> Fallible<()> {
    let ctx = open(db).await?;
    let rounds = store::round::list(&ctx.read()).await?;
    let last = rounds.first().ok_or("no round")?;
    let next = Period::new(
        last.period.scheme,
        PeriodKind::Quarter,
        last.period.to.tomorrow()?.year(),
        if last.period.index == 4 {
            1
        } else {
            last.period.index + 1
        },
    )?;
    let input = OpenRound {
        regime: "KG-QUY".into(),
        period: next,
        title: String::new(),
        area: None,
        dates: DateChoice {
            opens_on: Some(ctx.today()),
            ..DateChoice::default()
        },
        accept_gaps: true,
    };
    let round = open_round(&ctx, &input).await?;
    let regime = store::regime::find_version(&ctx.read(), last.regime_version)
        .await?
        .ok_or("no regime")?;
    let tree = ctx.tree().await?;
    let write = ctx.begin().await?;
    let mut file = std::io::BufWriter::new(std::fs::File::create(dir.join("units.txt"))?);
    let mut communes = Vec::new();
    for owed in store::obligation::list_of_round(&write, round).await? {
        let Some(unit) = tree.get(owed.unit).filter(|u| u.kind == UnitKind::Commune) else {
            continue;
        };
        let login = format!("tt.{}", unit.code.to_lowercase());
        let account = store::account::find_by_login(&write, &login)
            .await?
            .ok_or("a unit without head")?;
        let (token, form) = session(&ctx, &write, account.id, &login).await?;
        writeln!(file, "{token} {form} {}", owed.id)?;
        communes.push(unit);
    }
    file.flush()?;
    let mut readers = String::new();
    for n in 0..50 {
        let coordinator = ctx.actor.account().ok_or("no account")?;
        let (token, _) = session(&ctx, &write, coordinator, &format!("{n}")).await?;
        readers.push_str(&format!("{token}\n"));
    }
    write.commit_chore(store::Chore::Session).await?;
    std::fs::write(dir.join("readers.txt"), readers)?;
    std::fs::write(dir.join("round.txt"), round.to_string())?;
    let form = in_common(&ctx, &regime.body, next, &communes).await?;
    std::fs::write(dir.join("draft.json"), json(&typed(&form)))?;
    tell_count(communes.len(), "communes with a session");
    Ok(())
}

/// What the forms of all these units ask: everybody sends the same, and what a form does
/// not have would be refused.
async fn in_common(
    ctx: &app::Ctx,
    regime: &RegimeBody,
    period: Period,
    units: &[&UnitVersion],
) -> Fallible<RegimeBody> {
    let functions = ctx.app.functions_at(period.to).await?;
    let groups = ctx.app.groups_at(period.to).await?;
    let mut form = regime.clone();
    for unit in units {
        let fields = functions.get(&unit.unit).map_or(&[][..], Vec::as_slice);
        let facts = UnitFacts {
            kind: unit.kind,
            tier: unit.tier,
            fields,
            groups: groups.get(&unit.unit).map_or(&[][..], Vec::as_slice),
        };
        let asked = Asked {
            unit: facts,
            period: period.kind,
        };
        let asked = regime.indicators_for(asked).map(|def| def.code.as_str());
        let asked: HashSet<&str> = asked.collect();
        form.indicators
            .retain(|def| asked.contains(def.code.as_str()));
        form.outline.retain(|section| section.concerns(&facts));
    }
    if form.indicators.is_empty() {
        return Err("the communes have no form in common".into());
    }
    Ok(form)
}

async fn session(
    ctx: &app::Ctx,
    write: &store::Write,
    account: AccountId,
    seed: &str,
) -> Fallible<(String, String)> {
    let token = hex::encode(Sha256::digest(format!("{seed} {}", ctx.new_id())));
    let form = hex::encode(&Sha256::digest(&token)[..16]);
    let row = Session {
        id: SessionId(ctx.new_id()),
        account,
        created_at: ctx.now(),
        last_seen_at: ctx.now(),
        form_token: form.clone(),
    };
    let hash = hex::encode(Sha256::digest(token.as_bytes()));
    store::account::insert_session(write, &row, &hash).await?;
    Ok((token, form))
}

/// What each part of a whole has.
const PART: usize = 2;

/// Every indicator of a form with a number and a word on it, and twelve sections.
pub(crate) fn typed(regime: &RegimeBody) -> ReportTyped {
    let mut cells = TypedCells {
        style: Some(NumberStyle::Vietnamese),
        ..TypedCells::default()
    };
    for (n, def) in regime.indicators.iter().enumerate() {
        if def.factor().is_some() {
            let (num, den) = (format!("{}_NUM", def.code), format!("{}_DEN", def.code));
            cells.numbers.insert(num, (n + 20).to_string());
            cells.numbers.insert(den, (n + 90).to_string());
        } else {
            // A whole is the sum of its parts, or it could not be signed.
            let parts = parts_of_whole(&regime.indicators, &def.code).count();
            let number = if parts > 0 { parts * PART } else { n % 7 + 1 };
            let number = def.parent.as_ref().map_or(number, |_| PART);
            cells.numbers.insert(def.code.clone(), number.to_string());
        }
        let word = "Đã rà soát với nguồn gốc.".to_owned();
        cells.notes.insert(def.code.clone(), word);
    }
    let text = "Đã triển khai theo kế hoạch, kết quả đạt yêu cầu của kỳ báo cáo. ".repeat(8);
    let sections = regime.outline.iter().take(12);
    ReportTyped {
        cells,
        sections: sections
            .map(|s| SectionText {
                code: s.code.clone(),
                text: text.clone(),
                is_nil: false,
            })
            .collect(),
        // The day of the demo may lie after the due day.
        late_reason: Some("Báo cáo được ký muộn để đo tốc độ.".into()),
        ..ReportTyped::default()
    }
}

/// The same as a program sends it.
fn json(typed: &ReportTyped) -> String {
    let sections: Vec<_> = typed
        .sections
        .iter()
        .map(|s| serde_json::json!({ "code": s.code, "text": s.text }))
        .collect();
    let (numbers, notes) = (&typed.cells.numbers, &typed.cells.notes);
    serde_json::json!({
        "numbers": numbers,
        "notes": notes,
        "sections": sections,
        "style": "vi",
        "late_reason": typed.late_reason,
    })
    .to_string()
}
