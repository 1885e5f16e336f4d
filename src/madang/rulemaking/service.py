"""The door of rulemaking: drafts of the rules, their examination and review, releases, and the rulebook in force."""

from __future__ import annotations

from madang.rulemaking.acts.ask_effect import AskEffect
from madang.rulemaking.acts.begin import Begin
from madang.rulemaking.acts.change import Change, GoBack
from madang.rulemaking.acts.review import ReleaseDraft, SendBack
from madang.rulemaking.acts.submit import Submit, TakeBack, Withdraw
from madang.rulemaking.archive import MOST_ARCHIVE, Archived, archive, read_archive
from madang.rulemaking.effects import (
    NothingToWorkOut,
    Work,
    keep_effect,
    progressed,
    refuse_effect,
    take_effect,
    why_not,
    work_of,
)
from madang.rulemaking.examining import drafted, examined
from madang.rulemaking.in_force import (
    Collides,
    InForce,
    LeftOut,
    collision,
    forget,
    in_force,
    laid,
    latest_release,
    together,
)
from madang.rulemaking.models import Draft, Effect, Finding, Release, Revision
from madang.rulemaking.next_year import with_figures_of_year
from madang.rulemaking.queries import (
    authors_of,
    draft_of,
    drafts,
    effects_of,
    examine,
    finding_of,
    release_of,
    releases,
    revision,
    revisions_of,
)
from madang.rulemaking.refusals import (
    BadArchive,
    BadWords,
    ChangedMeanwhile,
    NoSuchDraft,
    NotNow,
    NotSound,
    RulebookMoved,
    RulemakingRefused,
    TooMany,
)
from madang.rulemaking.telling import EFFECTS, RULES
from madang.rulemaking.watching import ready, watch
from madang.rulemaking.words import EDITABLE, STATE_LABELS, State

__all__ = [
    "EDITABLE",
    "EFFECTS",
    "MOST_ARCHIVE",
    "RULES",
    "STATE_LABELS",
    "Archived",
    "AskEffect",
    "BadArchive",
    "BadWords",
    "Begin",
    "Change",
    "ChangedMeanwhile",
    "Collides",
    "Draft",
    "Effect",
    "Finding",
    "GoBack",
    "InForce",
    "LeftOut",
    "NoSuchDraft",
    "NotNow",
    "NotSound",
    "NothingToWorkOut",
    "Release",
    "ReleaseDraft",
    "Revision",
    "RulebookMoved",
    "RulemakingRefused",
    "SendBack",
    "State",
    "Submit",
    "TakeBack",
    "TooMany",
    "Withdraw",
    "Work",
    "archive",
    "authors_of",
    "collision",
    "draft_of",
    "drafted",
    "drafts",
    "effects_of",
    "examine",
    "examined",
    "finding_of",
    "forget",
    "in_force",
    "keep_effect",
    "laid",
    "latest_release",
    "progressed",
    "read_archive",
    "ready",
    "refuse_effect",
    "release_of",
    "releases",
    "revision",
    "revisions_of",
    "take_effect",
    "together",
    "watch",
    "why_not",
    "with_figures_of_year",
    "work_of",
]
