"""Those who handle food: certificates, morning and noon checks, workwear, and the posts of the canteen."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve

from schoollogistics.errors import LogisticsError
from schoollogistics.food_safety import (
    CheckedHandler,
    FoodSafetyEntry,
    FoodSafetyLog,
    HandlerLeft,
    HandlerOpened,
    HandlersChecked,
    HealthCertificate,
    HealthCertificateIssued,
    OnDuty,
    PostFilled,
    PostVacated,
)
from schoollogistics.food_safety.entries.codes import Fitness, Symptom
from tests.food_safety.stories_kitchen import (
    COOK,
    D1,
    D8,
    D9,
    D10,
    DIRECTOR,
    DOCTOR,
    HEAD,
    HELP,
    certified,
    checked,
    duty,
    found,
    log,
    post,
    registered,
    school,
    sept,
    served,
)


def refused(book: FoodSafetyLog, entry: FoodSafetyEntry) -> tuple[str, str | None, bool]:
    """Return the code, the rule, and whether it can be excused that *entry* is refused."""
    error = book.objection(entry)
    assert isinstance(error, LogisticsError)
    return error.code, None if error.rule is None else error.rule.code, error.excusable


# --- certificates -----------------------------------------------------------------------------------------------------


@pytest.mark.plan("R39", "P54")
@pytest.mark.parametrize(
    ("valid_from", "valid_until", "may_work"),
    [(D1, D8, True), (D8, D9, True), (D1, sept(7), False), (D9, D10, False)],
)
def test_a_certificate_holds_on_its_days(valid_from: date, valid_until: date, may_work: bool) -> None:
    """Who handles food holds a certificate that is valid that very day, the first and the last day included."""
    issued = evolve(certified(), valid_from=valid_from, valid_until=valid_until)
    book = log(registered(), issued, checked(D8))
    assert (book.objection(duty(D8)) is None) == may_work
    assert book.fit(D8) == ((COOK,) if may_work else ())
    if not may_work:
        assert refused(book, duty(D8)) == ("rule", "P54", True)


@pytest.mark.plan("P54")
def test_a_renewal_stands_beside_the_old_one() -> None:
    """A new certificate does not undo the old one; the same one twice, or one that ends before it begins, is refused."""
    book = log(registered(), certified(until=D8), certified(day=sept(5), number="JK-2", until=D10))
    book.post(evolve(checked(D9)))
    assert book.objection(duty(D9)) is None
    assert refused(book, evolve(certified(until=D8), on=D9))[0] == "already"
    assert refused(book, evolve(certified(number="JK-3", until=sept(1)), valid_from=D8, on=D9))[0] == "order"


@pytest.mark.plan("P54")
def test_work_without_a_certificate_is_written_down_as_what_it_is() -> None:
    """Somebody who worked without one stands on the list, with the reason, as a breach."""
    book = log(registered(), checked(D8), evolve(duty(D8), despite=("P54",), note="新证办理中"))
    assert [(each.rule.code, each.note) for each in book.breaches(D8)] == [("P54", "新证办理中")]


@pytest.mark.plan("P54")
def test_a_renewal_is_due_on_the_last_day() -> None:
    """Whose certificate ends is due to renew it by its last day, once, unless renewed or gone."""
    book = log(registered(), registered(HELP), certified(until=D10), certified(HELP, until=D10))
    assert [(due.who, due.last, due.post) for due in book.due(D10)] == [
        (COOK, D10, (HealthCertificateIssued,)),
        (HELP, D10, (HealthCertificateIssued,)),
    ]
    post(book, [certified(day=D8, number="JK-2"), HandlerLeft(handler=HELP, on=D8, by=HEAD)])
    assert book.due(D10) == ()


@pytest.mark.plan("R39")
def test_people_are_carried_in_with_their_certificates() -> None:
    """Somebody who works there already comes in with the day he came and what he holds."""
    held = HealthCertificate(health_certificate="JK-1", valid_from=D1, valid_until=D10)
    opened = HandlerOpened(
        handler=COOK, job="厨师", employed_on=date(2020, 9, 1), health_certificates=(held,), on=D8, by=HEAD
    )
    book = log(opened, checked(D8))
    assert book.fit(D8) == (COOK,)
    assert book.of("handler")[COOK].employed_on == date(2020, 9, 1)
    assert refused(log(), evolve(opened, employed_on=D9))[0] == "order"
    assert refused(log(), evolve(opened, health_certificates=(held, held)))[0] == "duplicate"
    backwards = evolve(held, valid_from=D10, valid_until=D1)
    assert refused(log(), evolve(opened, health_certificates=(backwards,)))[0] == "order"


# --- checks and duty --------------------------------------------------------------------------------------------------


@pytest.mark.plan("R39", "P55")
def test_nobody_works_before_the_check_of_the_day() -> None:
    """A check of yesterday, or none, is refused unless excused; the check of that day lets them work."""
    book = log(registered(), certified(), checked(D8))
    assert refused(book, duty(D9)) == ("rule", "P55", True)
    book.post(checked(D9))
    book.post(duty(D9))
    assert (book.on_duty(D9), book.on_duty(D8)) == ((COOK,), ())


@pytest.mark.plan("R39", "P55")
def test_whoever_was_found_unfit_does_not_work_until_found_fit() -> None:
    """Unfit in the morning is off duty; found fit later that day, or the next, is back."""
    book = log(registered(), certified(), checked(D8, outcome="unfit"))
    assert book.fit(D8) == ()
    assert refused(book, duty(D8)) == ("rule", "P55", True)
    book.post(checked(D8, "noon"))
    assert book.fit(D8) == (COOK,)
    assert book.objection(duty(D8)) is None


@pytest.mark.plan("P55")
@pytest.mark.parametrize(
    "line",
    [
        CheckedHandler(handler=COOK, outcome="unfit"),
        CheckedHandler(handler=COOK, outcome="fit", symptoms=("cough",)),
        CheckedHandler(handler=COOK, outcome="fit", hands="faulty"),
        CheckedHandler(handler=COOK, outcome="fit", attire="faulty"),
    ],
)
def test_what_was_noticed_says_what_was_done(line: CheckedHandler) -> None:
    """A symptom, dirty hands, jewellery or an unfit person does not pass without a word of what was done about it."""
    slip = HandlersChecked(session="morning", lines=(line,), on=D8, by=DOCTOR)
    assert refused(log(registered()), slip)[0] == "missing"
    assert log(registered()).objection(evolve(slip, lines=(evolve(line, handling="已处理"),))) is None


@pytest.mark.plan("P57")
def test_nobody_enters_the_processing_room_without_workwear() -> None:
    """Without workwear the processing room is refused unless excused; the dining hall is not."""
    book = log(registered(), certified(), checked(D8))
    assert refused(book, duty(D8, workwear=False)) == ("rule", "P57", True)
    hall = OnDuty(handler=COOK, area="dining", workwear=False)
    assert book.objection(evolve(duty(D8), lines=(hall,))) is None


@pytest.mark.plan("R39")
def test_who_has_left_is_not_on_any_list() -> None:
    """Who has left is neither checked nor on duty, and can be taken on again."""
    book = log(registered(), certified(), HandlerLeft(handler=COOK, on=D8, by=HEAD))
    assert refused(book, checked(D9))[0] == "state"
    assert refused(book, duty(D9))[0] == "state"
    post(book, [registered(day=D9), checked(D9), served(D9)])
    assert book.of("handler")[COOK].left_on is None
    assert book.fit(D9) == (COOK,)


# --- posts ------------------------------------------------------------------------------------------------------------

POSTS = ("食堂管理员", "采购员")


def filled(name: str, on: date = D1, holder: str = DIRECTOR) -> PostFilled:
    """Somebody is named for a post."""
    return PostFilled(post=name, post_holder=holder, on=on, by=HEAD)


@pytest.mark.plan("R47")
def test_every_post_of_the_list_is_filled() -> None:
    """A post nobody holds on a service day is a breach of the first such day, and again only after it was filled."""
    setting = school(R47_posts_list=POSTS)
    book = log(
        filled("食堂管理员"),
        filled("采购员", D9),
        PostVacated(post="采购员", on=D10, by=HEAD),
        *(served(sept(day)) for day in (8, 9, 10, 11)),
        setting=setting,
    )
    found_posts = [(rule, day, what) for rule, day, what in found(book) if rule == "R47.posts"]
    assert found_posts == [("R47.posts", D8, "2025-09-08 采购员空缺"), ("R47.posts", D10, "2025-09-10 采购员空缺")]
    assert [day for rule, day, _ in found(book, sept(11)) if rule == "R47.posts"] == []


@pytest.mark.plan("R47")
@pytest.mark.parametrize(("diners", "wanted"), [(499, False), (500, True)])
def test_a_large_canteen_has_a_director(diners: int, wanted: bool) -> None:
    """From the number of diners that is in force on, a director is wanted; below it, none."""
    numbers: dict[str, Any] = {"R47_director_from": 500, "R47_director_diners": diners}
    book = log(served(D8), setting=school(**numbers))
    assert [rule for rule, *_ in found(book) if rule == "R47.director"] == (["R47.director"] if wanted else [])
    book.post(filled("食品安全总监"))
    assert [rule for rule, *_ in found(book) if rule == "R47.director"] == []


@pytest.mark.parametrize("symptom", ["fever", "vomiting", "jaundice"])
def test_symptoms_are_codes(symptom: Symptom) -> None:
    """The symptoms of the check sheet are codes, and are counted with who was sent home."""
    line = CheckedHandler(handler=COOK, outcome="unfit", symptoms=(symptom,), celsius=Decimal("38.2"), handling="就医")
    book = log(registered(), evolve(checked(D8), lines=(line,)))
    figures = book.figures(D8)
    assert (figures["food_safety.handlers_checked"], figures["food_safety.found_unfit"]) == (1, 1)


# --- fever ------------------------------------------------------------------------------------------------------------


@pytest.mark.plan("P55")
@pytest.mark.parametrize(
    ("celsius", "outcome", "most", "breaches"),
    [
        ("39.2", "fit", "37.2", [("P55", D8, "赵师傅 体温 39.2℃ 仍判上岗，应不高于 37.2℃")]),
        ("37.2", "fit", "37.2", []),
        (None, "fit", "37.2", []),
        ("39.2", "unfit", "37.2", []),
        ("39.2", "fit", None, []),
    ],
)
def test_nobody_is_fit_with_a_fever(
    celsius: str | None, outcome: Fitness, most: str | None, breaches: list[tuple[str, date, str]]
) -> None:
    """Fit with more than the temperature in force is a breach; at it, unfit, not taken, or without a number none is."""
    degrees = None if celsius is None else Decimal(celsius)
    line = CheckedHandler(handler=COOK, outcome=outcome, celsius=degrees, handling="留观")
    setting = school() if most is None else school(P55_fever=Decimal(most))
    assert found(log(registered(), evolve(checked(D8), lines=(line,)), setting=setting)) == breaches
