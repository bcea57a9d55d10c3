"""Labels: everything has a name in both languages, and falls back to its code."""

from schoollogistics.errors import Text
from schoollogistics.values.labels import Label, Labels

FAULT = Label("Fault", "故障", ("故障描述",))
LABELS = Labels(
    entries={"repairs.reported": Label("Repair reported", "报修")},
    fields={"fault": FAULT},
    states={"closed": Label("closed", "已验收")},
    choices={"severity": {"minor": Label("minor", "小修")}},
)


def test_label_speaks_both_languages() -> None:
    """A label gives its name in one language, in both, and with its aliases."""
    assert (FAULT.text("en"), FAULT.text("zh")) == ("Fault", "故障")
    assert FAULT.both == Text("Fault", "故障")
    assert FAULT.names == ("故障", "Fault", "故障描述")


def test_known_things_go_by_their_labels() -> None:
    """Entries, fields, states and choices are named as the book says."""
    assert LABELS.entry("repairs.reported") == Text("Repair reported", "报修")
    assert LABELS.field("fault") == Text("Fault", "故障")
    assert LABELS.state("closed") == Text("closed", "已验收")
    assert LABELS.choice("severity", "minor") == Text("minor", "小修")


def test_unknown_things_go_by_their_codes() -> None:
    """What has no label is shown as it is written in the program."""
    assert LABELS.entry("repairs.lost") == Text("repairs.lost", "repairs.lost")
    assert LABELS.field("colour") == Text("colour", "colour")
    assert LABELS.state("open") == Text("open", "open")
    assert LABELS.choice("severity", "major") == Text("major", "major")
    assert Labels().choice("colour", "red") == Text("red", "red")
