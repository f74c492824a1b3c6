//! The rights that a role can have. Each act of `app` asks for exactly one.

crate::codes! {
    /// A right over matters of a unit or an area.
    Right {
        /// See the duties and reports of a unit.
        ReadReport = "report.read",
        /// Write a unit's draft, upload its form.
        WriteReport = "report.write",
        /// Sign and send a unit's report.
        SignReport = "report.sign",
        /// Return or accept a report, exempt a unit.
        ReviewReport = "report.review",
        /// Ask for more time.
        AskExtension = "extension.ask",
        /// Decide a request for more time.
        DecideExtension = "extension.decide",
        /// See rounds, their matrix and totals.
        ReadRound = "round.read",
        /// Open and close rounds.
        OpenRound = "round.open",
        /// Chase late units and read the outbox.
        Chase = "round.chase",
        /// See consolidated reports.
        ReadConsolidation = "consolidation.read",
        /// Write the consolidated report.
        WriteConsolidation = "consolidation.write",
        /// Freeze, submit, issue and send the consolidated report.
        FreezeConsolidation = "consolidation.freeze",
        /// Sign the consolidated report, or return it to the office.
        SignConsolidation = "consolidation.sign",
        /// Give an opinion on its draft when asked, receive it when sent.
        AnswerConsolidation = "consolidation.answer",
        /// See conferences.
        ReadConference = "conference.read",
        /// Prepare a conference, keep attendance and conclusions.
        WriteConference = "conference.write",
        /// Name one's unit's delegates.
        NameDelegates = "conference.delegate",
        /// Issue the notice of conclusions.
        IssueNotice = "notice.issue",
        /// See tasks.
        ReadTask = "task.read",
        /// Report progress and results, ask for more time, as a unit charged.
        WorkTask = "task.work",
        /// Confirm, return, recall, reopen; decide on more time.
        DecideTask = "task.decide",
        /// See the register of directives.
        ReadDirective = "directive.read",
        /// Read documents in and keep the register.
        WriteDirective = "directive.write",
        /// Draft articles.
        WriteArticle = "article.write",
        /// Approve, publish, correct and withdraw articles.
        PublishArticle = "article.publish",
        /// Read the journal of everything in the area.
        ReadJournal = "journal.read",
        /// Keep accounts and posts.
        ManageAccounts = "account.manage",
        /// Delegate the posts of others in the area; one's own needs no right.
        DelegatePost = "post.delegate",
        /// See the tree of units on any day and the lives of units.
        ReadUnit = "unit.read",
        /// Keep units, regimes and settings.
        ManageUnits = "unit.manage",
    }
}

impl Right {
    /// Whether it only lets see.
    #[must_use]
    pub fn is_read(self) -> bool {
        self.code().ends_with(".read")
    }

    /// Whether it passes with a delegated post. Keeping accounts and delegating
    /// do not: else what is delegated could be passed on.
    #[must_use]
    pub fn can_be_delegated(self) -> bool {
        !matches!(self, Self::ManageAccounts | Self::DelegatePost)
    }
}
