//! What an instance is told by its configuration. Not here: reading the file.

/// What an instance is told by its configuration file.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Options {
    /// Address under which people reach the instance, for links in messages.
    pub base_url: String,
    /// Minutes without a request after which a session ends.
    pub idle_minutes: u32,
    /// Largest upload, in bytes.
    pub upload_limit: u64,
    /// Folders with fonts for documents; the first that has them wins.
    pub font_dirs: Vec<std::path::PathBuf>,
    /// Folder for files (evidence, photos).
    pub data_dir: std::path::PathBuf,
    /// SMTP server as `smtp://user:password@host:port`; none = messages stay in
    /// the outbox.
    pub smtp_url: Option<String>,
    /// Sender of mail.
    pub mail_from: String,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            base_url: "http://127.0.0.1:8080".into(),
            idle_minutes: 30,
            upload_limit: 20 * 1024 * 1024,
            font_dirs: vec![
                "/usr/share/fonts/truetype/msttcorefonts".into(),
                "/usr/share/fonts/truetype/liberation2".into(),
            ],
            data_dir: ".".into(),
            smtp_url: None,
            mail_from: "giaoban@localhost".into(),
        }
    }
}
