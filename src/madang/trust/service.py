"""The door of trust: principals and grounds, acts and disclosures, sealed numbers, keys, the log's rows."""

from __future__ import annotations

from madang.trust.acts.act import Act, Doing
from madang.trust.acts.answer_report import AnswerReport
from madang.trust.acts.erase_bodies import EraseBodies
from madang.trust.acts.performing import perform
from madang.trust.acts.report_look import ReportLook
from madang.trust.acts.rotate_key import RotateKey
from madang.trust.audit.export import FolderInUse
from madang.trust.audit.export import export as export_log
from madang.trust.audit.live import Live as LiveLog
from madang.trust.audit.service import NotProven, Proven, verify_bundle
from madang.trust.bell import bell, rings
from madang.trust.context import entered
from madang.trust.disclosure import disclose
from madang.trust.figures import LogFigures, log_figures, outbox_figures
from madang.trust.keys.ring import (
    Kept,
    PublicKey,
    Secret,
    kept,
    key_in_force,
    key_named,
    public_keys,
    published_keys,
    rotate,
)
from madang.trust.log.errors import NoEntry, NotInTree, WitnessDisagrees
from madang.trust.log.heads import SignedHead, heads, tenants, witness_keys
from madang.trust.log.proving import proof_bundle, receipt_of
from madang.trust.log.running import Running as Sequencing
from madang.trust.log.sequencer import sequence
from madang.trust.log.signing import every_log_key, log_keys
from madang.trust.log_row import LOG_COLUMNS, LogRow, commitment_of, header_of, json_text, leaf_of, log_row, written_row
from madang.trust.looks import Look, look_of, looks
from madang.trust.outbox import Told, take_told
from madang.trust.policy.asking import Resource, ask, ask_all
from madang.trust.principals import HOUSE, Ground, Principal, system
from madang.trust.refusals import (
    BadWords,
    CannotUnseal,
    Denied,
    KeyReused,
    MasterKeyMissing,
    NoGround,
    NoSuchLook,
    ReportedAlready,
    TrustRefused,
)
from madang.trust.reports import Report, report_of, reports_on, reports_to
from madang.trust.sealing import lookup, lookups, sealed, sealed_of
from madang.trust.unsealing import unseal
from madang.trust.walls import walls, walls_through
from madang.trust.writing import acted_on, write

__all__ = [
    "HOUSE",
    "LOG_COLUMNS",
    "Act",
    "AnswerReport",
    "BadWords",
    "CannotUnseal",
    "Denied",
    "Doing",
    "EraseBodies",
    "FolderInUse",
    "Ground",
    "Kept",
    "KeyReused",
    "LiveLog",
    "LogFigures",
    "LogRow",
    "Look",
    "MasterKeyMissing",
    "NoEntry",
    "NoGround",
    "NoSuchLook",
    "NotInTree",
    "NotProven",
    "Principal",
    "Proven",
    "PublicKey",
    "Report",
    "ReportLook",
    "ReportedAlready",
    "Resource",
    "RotateKey",
    "Secret",
    "Sequencing",
    "SignedHead",
    "Told",
    "TrustRefused",
    "WitnessDisagrees",
    "acted_on",
    "ask",
    "ask_all",
    "bell",
    "commitment_of",
    "disclose",
    "entered",
    "every_log_key",
    "export_log",
    "header_of",
    "heads",
    "json_text",
    "kept",
    "key_in_force",
    "key_named",
    "leaf_of",
    "log_figures",
    "log_keys",
    "log_row",
    "look_of",
    "looks",
    "lookup",
    "lookups",
    "outbox_figures",
    "perform",
    "proof_bundle",
    "public_keys",
    "published_keys",
    "receipt_of",
    "report_of",
    "reports_on",
    "reports_to",
    "rings",
    "rotate",
    "sealed",
    "sealed_of",
    "sequence",
    "system",
    "take_told",
    "tenants",
    "unseal",
    "verify_bundle",
    "walls",
    "walls_through",
    "witness_keys",
    "write",
    "written_row",
]
