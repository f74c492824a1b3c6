//! For whom the signer of a report acted: what the form of issuing offers
//! on the paper. Whether somebody may sign is asked in `submit`.

use super::issue::Capacity;
use crate::{AppError, Ctx};
use domain::account::{Acting, ActingForm, Reach, Right, reach};
use domain::calendar::day_in_vietnam;
use domain::id::UnitId;
use domain::unit::Tree;
use jiff::civil::Date;
use store::consolidation::Signature;

/// A delegation under which a report was signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActingSigner {
    /// The signer's own office.
    pub title: String,
    /// For whom: the holder of the post.
    pub holder: String,
    /// The holder's office.
    pub holder_title: String,
    /// First and last day.
    pub days: (Date, Date),
    /// How the paper is signed.
    pub capacity: Capacity,
}

/// The delegation by which the signer had the right on that day; none for those
/// who have it by a post of their own.
pub(super) async fn acting_signer(
    ctx: &Ctx,
    area: UnitId,
    tree: &Tree,
    signature: &Signature,
) -> Result<Option<ActingSigner>, AppError> {
    let read = ctx.read();
    let day = day_in_vietnam(signature.signed_at);
    let own = store::account::posts_of(&read, signature.signed_by).await?;
    let is_own = own.iter().any(|p| {
        p.holds_on(day)
            && reach(p.role, Right::SignConsolidation) != Reach::None
            && tree.is_within(area, p.area)
    });
    if is_own {
        return Ok(None);
    }
    let found = store::delegation::list(&read)
        .await?
        .into_iter()
        .find(|(d, post)| {
            let acting = Acting {
                post: post.clone(),
                rights: d.rights.clone(),
                last_day: d.until,
            };
            d.to == signature.signed_by
                && d.holds_on(day)
                && acting.reach(Right::SignConsolidation) != Reach::None
                && tree.is_within(area, post.area)
        });
    let Some((delegation, post)) = found else {
        return Ok(None);
    };
    let holder = store::account::find(&read, post.account).await?;
    let form = ActingForm::of(&delegation.reason, &signature.signer_title);
    Ok(Some(ActingSigner {
        title: signature.signer_title.clone(),
        holder: holder.map(|a| a.full_name).unwrap_or_default(),
        holder_title: post.title,
        days: (
            delegation.from,
            delegation.until.yesterday().unwrap_or(delegation.until),
        ),
        capacity: form.into(),
    }))
}
