//! The import of 100,000 values from CSV, with a dry run; and the same with one
//! bad row.

use crate::{Fallible, open, tell, tell_count};
use app::import::{Outcome, values};
use app::{Actor, Ctx};
use domain::account::{Post, Role};
use domain::id::PostId;
use domain::regime::{Asked, Known};
use domain::report::ReportState;
use std::sync::Arc;
use std::time::Instant;

const ROWS: usize = 100_000;

pub(crate) async fn run(db: &str) -> Fallible<()> {
    let ctx = open(db).await?;
    let rounds = store::round::list(&ctx.read()).await?;
    let round = rounds.first().ok_or("no round")?;
    let regime = store::regime::find_version(&ctx.read(), round.regime_version)
        .await?
        .ok_or("no regime")?;
    let tree = ctx.tree_at(round.period.to).await?;
    let fields = ctx.app.functions_at(round.period.to).await?;
    let groups = ctx.app.groups_at(round.period.to).await?;
    let known = Known {
        fields: &fields,
        groups: &groups,
    };
    let mut lines = vec!["round,unit,indicator,value,num,den,measure,period".to_owned()];
    let mut posts = Vec::new();
    let person = ctx.actor.person().ok_or("no person")?.clone();
    for owed in store::obligation::list_of_round(&ctx.read(), round.id).await? {
        let may_write = matches!(owed.state, ReportState::Open | ReportState::Drafting);
        let Some(unit) = tree.get(owed.unit).filter(|_| may_write) else {
            continue;
        };
        let asked = Asked {
            unit: known.facts(unit),
            period: round.period.kind,
        };
        for (n, def) in regime.body.indicators_for(asked).enumerate() {
            if lines.len() <= ROWS {
                let (round, period) = (&round.code, round.period.code());
                let (unit, code, measure) = (&unit.code, &def.code, &def.measure);
                let numbers = match def.factor() {
                    Some(_) => format!(",{},{}", n + 1, n + 11),
                    None => format!("{},,", n + 3),
                };
                lines.push(format!(
                    "{round},{unit},{code},{numbers},\"{measure}\",{period}"
                ));
            }
        }
        posts.push(Post {
            id: PostId(ctx.new_id()),
            account: person.account,
            unit: owed.unit,
            area: owed.unit,
            role: Role::Reporter,
            title: String::new(),
            is_voting: false,
            on_behalf_of: None,
            from: ctx.today(),
            until: None,
        });
        if lines.len() > ROWS {
            break;
        }
    }
    let actor = Actor::Person(app::Person { posts, ..person });
    let writer = Ctx::new(Arc::clone(&ctx.app), actor, ctx.locale);
    let text = lines.join("\n");
    let measured = async |text: &str, is_dry: bool, what: &str| -> Fallible<Outcome> {
        let start = Instant::now();
        let outcome = values(&writer, text.as_bytes(), is_dry).await?;
        tell(start.elapsed().as_secs_f64() * 1e3, what);
        Ok(outcome)
    };
    let rows = lines.len() - 1;
    let dry = measured(&text, true, "import, dry run").await?;
    tell_count(rows, "rows of the file");
    if !dry.errors.is_empty() || dry.new != rows {
        return Err(format!("dry run: {} new, {:?}", dry.new, dry.errors.first()).into());
    }
    let mut spoiled = lines.clone();
    let middle = spoiled.len() / 2;
    spoiled[middle] = spoiled[middle].replacen(&round.period.code(), "lich-Q1-2020", 2);
    let bad = measured(
        &spoiled.join("\n"),
        false,
        "import with one bad row, refused",
    )
    .await?;
    if bad.is_written || bad.errors.len() != 1 || bad.errors[0].row != middle + 1 {
        return Err(format!("one bad row: {:?}", bad.errors.first()).into());
    }
    let written = measured(&text, false, "import, written").await?;
    if !written.is_written || written.new != rows {
        return Err(format!("not written: {:?}", written.errors.first()).into());
    }
    Ok(())
}
