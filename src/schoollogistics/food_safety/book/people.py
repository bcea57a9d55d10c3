"""The questions about those who handle food: who may work, whose certificate ends, which post nobody holds."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Final

from schoollogistics.errors import Text
from schoollogistics.food_safety.book.records import records_of
from schoollogistics.food_safety.entries.people import HandlersChecked, HealthCertificateIssued, PostFilled, PostVacated
from schoollogistics.food_safety.rules.people import (
    DINERS_SERVED,
    DIRECTOR,
    DIRECTOR_FROM,
    P54,
    P55,
    P55_FEVER,
    POSTS,
    R47_DIRECTOR,
    R47_POSTS,
)
from schoollogistics.food_safety.state.people import HealthCertificate
from schoollogistics.journal import Breach, Due, Ref, Rule, numbered
from schoollogistics.values.periods import DateSpan
from schoollogistics.values.texts import id_key

if TYPE_CHECKING:
    from schoollogistics.food_safety.book.log import FoodSafetyLog


def fit(book: "FoodSafetyLog", day: date) -> tuple[str, ...]:
    """Return who may work on *day*: holds a certificate for it, was checked that day, and was found fit last."""
    then = book.as_of(day)
    status, columns = then.of("handler"), then.columns
    return tuple(
        handler
        for handler in status
        if status[handler].status == "fit"
        and columns.last_check.get(handler) == day
        and any(each.covers(day) for each in columns.health_certificates.get(handler, ()))
    )


def on_duty(book: "FoodSafetyLog", day: date) -> tuple[str, ...]:
    """Return who was on duty on *day*, in order of the duty lists."""
    return tuple(records_of(book).on_duty.get(day, ()))


def certificate_on(book: "FoodSafetyLog", handler: str, day: date) -> HealthCertificate | None:
    """Return the certificate of a *handler* that ends last of those begun by *day*; None where there is none."""
    begun = (each for each in book.columns.health_certificates.get(handler, ()) if each.valid_from <= day)
    return max(begun, key=lambda each: each.valid_until, default=None)


def certificates_to_renew(book: "FoodSafetyLog", span: DateSpan) -> Iterator[Due]:
    """List the certificates of those who work in the canteen whose last day is in the span (P54)."""
    handlers = book.of("handler")
    for handler in handlers:
        last = certificate_on(book, handler, span.last)
        if handlers[handler].status != "left" and last is not None and last.valid_until in span:
            yield Due(
                what=Text(f"renew the health certificate {last}", f"办理健康证换证（{last}）"),
                last=last.valid_until,
                subject=("handler", handler),
                who=handler,
                post=(HealthCertificateIssued,),
                rule=P54,
            )


def fit_with_fever(book: "FoodSafetyLog", span: DateSpan) -> Iterator[Breach]:
    """Find who was found fit to work with more than the body temperature in force (P55)."""
    for number, entry in numbered(book):
        if isinstance(entry, HandlersChecked) and entry.on in span:
            most = book.setting.value(P55_FEVER, entry.on)
            for line in entry.lines:
                if most is not None and line.outcome == "fit" and line.celsius is not None and line.celsius > most:
                    yield Breach(
                        rule=P55,
                        on=entry.on,
                        found=Text(
                            f"{line.handler} found fit with {line.celsius} °C, at most {most}",
                            f"{line.handler} 体温 {line.celsius}℃ 仍判上岗，应不高于 {most}℃",
                        ),
                        subject=("handler", line.handler),
                        ref=Ref(book.name, number),
                        note=entry.note,
                    )


def posts_vacant(book: "FoodSafetyLog", span: DateSpan) -> Iterator[Breach]:
    """Find the posts that nobody held on a service day, once for as long as that lasts (R47)."""
    held: dict[str, list[tuple[date, bool]]] = {}
    for _, entry in numbered(book):
        if isinstance(entry, PostFilled | PostVacated):
            held.setdefault(id_key(entry.post), []).append((entry.on, isinstance(entry, PostFilled)))
    vacant: set[str] = set()
    for day in (each for each in records_of(book).days if each <= span.last):
        now = {post: rule for post, rule in _wanted(book, day) if not _is_held(held.get(id_key(post), []), day)}
        for post, rule in now.items():
            if post not in vacant and day in span:
                found = Text(f"nobody is {post} on {day}", f"{day} {post}空缺")
                yield Breach(rule=rule, on=day, found=found, subject=("post", post))
        vacant = set(now)


def _wanted(book: "FoodSafetyLog", day: date) -> Iterator[tuple[str, Rule]]:
    setting = book.setting
    yield from ((post, R47_POSTS) for post in setting.value(POSTS, day) or ())
    least, diners = setting.value(DIRECTOR_FROM, day), setting.value(DINERS_SERVED, day)
    if least is not None and diners is not None and diners >= least:
        yield DIRECTOR, R47_DIRECTOR


def _is_held(changes: list[tuple[date, bool]], day: date) -> bool:
    return next((filled for on, filled in reversed(changes) if on <= day), False)


DUE_QUESTIONS: Final = (certificates_to_renew,)
BREACH_QUESTIONS: Final = (fit_with_fever, posts_vacant)
