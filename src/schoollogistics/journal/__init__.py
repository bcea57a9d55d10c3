"""The mechanisms under every book: entries, state, lifecycles, rules, figures, and the one verb ``post``.

A domain imports from here; a host mostly meets ``Setting``, ``Value``, the three journal entries and what books return.
"""

from schoollogistics.journal.batch import post_all
from schoollogistics.journal.book import Book, Document
from schoollogistics.journal.bookkeeping import EntryReversed, JournalEntry, MonthClosed, Published
from schoollogistics.journal.entry import Entry, Record, Ref, RefId, Subject
from schoollogistics.journal.figures import Contribution, Figures, Measure
from schoollogistics.journal.findings import Breach, Due
from schoollogistics.journal.fingerprint import Fingerprint
from schoollogistics.journal.lifecycle import Lifecycle
from schoollogistics.journal.questions import numbered, routine_turns, unmet_turns
from schoollogistics.journal.routines import CheckItem, Routine
from schoollogistics.journal.rules import Bound, Parameter, Rule, Standard
from schoollogistics.journal.setting import Setting, Value
from schoollogistics.journal.state import Column, State, add
from schoollogistics.journal.subjects import Subjects, SubjectView
from schoollogistics.journal.turns import Turn
from schoollogistics.journal.views import (
    about,
    behind,
    breaches_table,
    details,
    due_table,
    figures_table,
    history_table,
    lifecycle_diagram,
    value_notes,
)

__all__ = [
    "Book",
    "Bound",
    "Breach",
    "CheckItem",
    "Column",
    "Contribution",
    "Document",
    "Due",
    "Entry",
    "EntryReversed",
    "Figures",
    "Fingerprint",
    "JournalEntry",
    "Lifecycle",
    "Measure",
    "MonthClosed",
    "Parameter",
    "Published",
    "Record",
    "Ref",
    "RefId",
    "Routine",
    "Rule",
    "Setting",
    "Standard",
    "State",
    "Subject",
    "SubjectView",
    "Subjects",
    "Turn",
    "Value",
    "about",
    "add",
    "behind",
    "breaches_table",
    "details",
    "due_table",
    "figures_table",
    "history_table",
    "lifecycle_diagram",
    "numbered",
    "post_all",
    "routine_turns",
    "unmet_turns",
    "value_notes",
]
