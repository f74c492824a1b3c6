//! The news feed of the portal: RSS 2.0 with stable guids.
//!
//! Not here: which items are published (crate `app`).

use jiff::Timestamp;
use jiff::tz::TimeZone;
use rss::extension::{Extension, ExtensionMap};
use rss::{Channel, Guid, Item};

use crate::error::{DocError, Problem};

/// One published item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedItem {
    pub title: String,
    /// Absolute address of the public page.
    pub link: String,
    /// Stays the same when title or address change.
    pub guid: String,
    /// Plain text; it is escaped here.
    pub summary: String,
    pub published_at: Timestamp,
}

/// A feed, newest item first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feed {
    pub title: String,
    /// Absolute address of the portal.
    pub link: String,
    /// Absolute address of the feed itself.
    pub own_link: String,
    pub description: String,
    pub items: Vec<FeedItem>,
}

/// Writes the feed.
///
/// # Errors
/// Every address that is not absolute, at once.
pub fn rss(feed: &Feed) -> Result<String, DocError> {
    let links = [&feed.link, &feed.own_link]
        .into_iter()
        .chain(feed.items.iter().map(|i| &i.link));
    let absolute = |link: &str| link.starts_with("https://") || link.starts_with("http://");
    let problems = links
        .filter(|link| !absolute(link) || link.contains(char::is_whitespace))
        .map(|link| Problem::Address {
            value: link.clone(),
        })
        .collect();
    DocError::unless_empty(problems)?;

    let mut channel = Channel::default();
    channel.set_title(clean(&feed.title));
    channel.set_link(feed.link.clone());
    channel.set_description(clean(&feed.description));
    channel.set_language("vi".to_owned());
    // The newest item dates the feed: the clock is not asked.
    let newest = feed.items.iter().map(|item| item.published_at).max();
    channel.set_last_build_date(newest.map(date));
    channel.set_namespaces([("atom".to_owned(), "http://www.w3.org/2005/Atom".to_owned())]);
    channel.set_extensions(own_link(&feed.own_link));
    channel.set_items(feed.items.iter().map(item).collect::<Vec<_>>());
    Ok(channel.to_string())
}

/// `atom:link rel="self"`, by which readers know the feed again.
fn own_link(href: &str) -> ExtensionMap {
    let mut link = Extension::default();
    link.set_name("atom:link");
    let attributes = [
        ("href", href),
        ("rel", "self"),
        ("type", "application/rss+xml"),
    ];
    let owned = |(key, value): (&str, &str)| (key.to_owned(), value.to_owned());
    link.attrs = attributes.map(owned).into();
    [("atom".to_owned(), [("link".to_owned(), vec![link])].into())].into()
}

fn item(item: &FeedItem) -> Item {
    let mut out = Item::default();
    out.set_title(clean(&item.title));
    out.set_link(item.link.clone());
    out.set_description(clean(&item.summary));
    out.set_pub_date(date(item.published_at));
    let mut guid = Guid::default();
    guid.set_value(clean(&item.guid));
    guid.set_permalink(false);
    out.set_guid(guid);
    out
}

/// RFC 2822, as RSS demands, at the clock of Viet Nam (domain reference §7.4).
fn date(at: Timestamp) -> String {
    let zone = TimeZone::fixed(jiff::tz::offset(7));
    at.to_zoned(zone)
        .strftime("%a, %d %b %Y %H:%M:%S %z")
        .to_string()
}

/// Without the characters that XML cannot carry.
fn clean(text: &str) -> String {
    text.chars()
        .filter(|&c| crate::model::is_xml_char(c))
        .collect()
}
