"""Those who handle food: who they are, their health certificates, the checks of every day, duty, and the posts."""

from datetime import date
from typing import ClassVar, final

from attrs import frozen

from schoollogistics.errors import Text
from schoollogistics.food_safety.entries.codes import Area, Fitness, Neatness, PostId, Symptom
from schoollogistics.food_safety.rules.people import P54, P55, P57
from schoollogistics.food_safety.state import FoodSafetyState
from schoollogistics.food_safety.state.people import HealthCertificate, Session
from schoollogistics.journal import Entry
from schoollogistics.values.ids import Code, PersonId
from schoollogistics.values.shapes import Note, Number


@final
@frozen(kw_only=True)
class HandlerRegistered(Entry[FoodSafetyState]):
    """Somebody began to work in the canteen, at a job (从业人员登记)."""

    kind: ClassVar[str] = "food_safety.handler_registered"

    handler: PersonId
    job: Code

    def apply(self, state: FoodSafetyState) -> None:
        """Keep the day; who comes back has left no more."""
        state.employed_on[self.handler] = self.on
        state.left_on.pop(self.handler, None)


@final
@frozen(kw_only=True)
class HandlerOpened(Entry[FoodSafetyState]):
    """Somebody who works in the canteen already was carried into the book, with the certificates there are (期初从业人员)."""

    kind: ClassVar[str] = "food_safety.handler_opened"

    handler: PersonId
    job: Code
    employed_on: date
    health_certificates: tuple[HealthCertificate, ...] = ()

    def check(self, state: FoodSafetyState) -> None:
        """Refuse days out of order (order), and a certificate twice (duplicate)."""
        state.need_order(self, "employed_on", "on")
        state.each_once(self, (each.health_certificate for each in self.health_certificates), "health_certificates")
        for each in self.health_certificates:
            _need_some_days(self, state, each)


@final
@frozen(kw_only=True)
class HandlerLeft(Entry[FoodSafetyState]):
    """Somebody works in the canteen no more (离岗)."""

    kind: ClassVar[str] = "food_safety.handler_left"

    handler: PersonId

    def apply(self, state: FoodSafetyState) -> None:
        """Keep the day."""
        state.left_on[self.handler] = self.on


@final
@frozen(kw_only=True)
class HealthCertificateIssued(Entry[FoodSafetyState]):
    """A health certificate of somebody who handles food was issued or renewed (健康证登记)."""

    kind: ClassVar[str] = "food_safety.health_certificate_issued"

    handler: PersonId
    health_certificate: Code
    valid_from: date
    valid_until: date

    @property
    def certificate(self) -> HealthCertificate:
        """The certificate as it is kept."""
        return HealthCertificate(
            health_certificate=self.health_certificate, valid_from=self.valid_from, valid_until=self.valid_until
        )

    def check(self, state: FoodSafetyState) -> None:
        """Refuse days out of order (order), and a certificate that is in the book (already)."""
        _need_some_days(self, state, self.certificate)
        if self.certificate in state.health_certificates.get(self.handler, ()):
            raise state.refusal(
                self,
                "already",
                stands=Text(
                    f"{self.health_certificate} of {self.handler} is in the book",
                    f"{self.handler} 的健康证 {self.health_certificate} 已登记",
                ),
                takes=Text("a new certificate", "请登记新证"),
                fields=("health_certificate",),
            )

    def apply(self, state: FoodSafetyState) -> None:
        """Keep it beside the earlier ones."""
        earlier = state.health_certificates.get(self.handler, ())
        state.health_certificates[self.handler] = (*earlier, self.certificate)


def _need_some_days(
    entry: HandlerOpened | HealthCertificateIssued, state: FoodSafetyState, each: HealthCertificate
) -> None:
    if each.valid_until < each.valid_from:
        raise state.refusal(
            entry,
            "order",
            stands=Text(
                f"{each} holds from {each.valid_from} to {each.valid_until}",
                f"{each} 有效期 {each.valid_from} 至 {each.valid_until}",
            ),
            takes=Text("a last day on or after the first", "到期日不得早于发证日"),
            fields=("valid_from", "valid_until"),
        )


@frozen(kw_only=True)
class CheckedHandler:
    """How one person was at a check: temperature in °C, symptoms, hands, dress and ornaments; fit to work or not."""

    handler: PersonId
    outcome: Fitness
    celsius: Number | None = None
    symptoms: tuple[Symptom, ...] = ()
    hands: Neatness = "neat"
    attire: Neatness = "neat"
    handling: Note | None = None


@final
@frozen(kw_only=True)
class HandlersChecked(Entry[FoodSafetyState]):
    """Those who handle food were looked at, in the morning or at noon, and each was found fit or not (晨午检)."""

    kind: ClassVar[str] = "food_safety.handlers_checked"

    session: Session
    lines: tuple[CheckedHandler, ...]

    def check(self, state: FoodSafetyState) -> None:
        """Refuse nobody, and a fault without what was done about it (missing); a person twice (duplicate)."""
        state.need(self, lines=not self.lines)
        state.each_once(self, (line.handler for line in self.lines), "lines")
        for line in self.lines:
            faulty = line.symptoms or "faulty" in {line.hands, line.attire} or line.outcome == "unfit"
            state.need(self, handling=bool(faulty) and line.handling is None)

    def outcome(self, state: FoodSafetyState, key: str) -> str:
        """Return whether that person was found fit."""
        return next(line.outcome for line in self.lines if line.handler == key)

    def apply(self, state: FoodSafetyState) -> None:
        """Keep the day for each."""
        for line in self.lines:
            state.last_check[line.handler] = self.on


@frozen(kw_only=True)
class OnDuty:
    """One person on duty: where, and whether in workwear."""

    handler: PersonId
    area: Area
    workwear: bool


@final
@frozen(kw_only=True)
class DutyStarted(Entry[FoodSafetyState]):
    """Those who handle food went to work, each to an area (上岗)."""

    kind: ClassVar[str] = "food_safety.duty_started"

    lines: tuple[OnDuty, ...]

    def check(self, state: FoodSafetyState) -> None:
        """Refuse nobody (missing), a person twice (duplicate), and unless excused whoever ought not to work (P54, P55, P57)."""
        state.need(self, lines=not self.lines)
        state.each_once(self, (line.handler for line in self.lines), "lines")
        for line in self.lines:
            self._need_certificate(state, line)
            self._need_check(state, line)
            if line.area == "processing" and not line.workwear:
                state.refuse(
                    P57,
                    self,
                    stands=Text(f"{line.handler} is not in workwear", f"{line.handler} 未换工作服"),
                    takes=Text("workwear first, then the processing room", "换好工作服再进入"),
                    fields=("lines.workwear",),
                )

    def _need_certificate(self, state: FoodSafetyState, line: OnDuty) -> None:
        held = state.health_certificates.get(line.handler, ())
        if not any(each.covers(self.on) for each in held):
            last = max((each.valid_until for each in held), default=None)
            state.refuse(
                P54,
                self,
                stands=Text(f"{line.handler} has no health certificate", f"{line.handler} 没有健康证")
                if last is None
                else Text(
                    f"{line.handler} has no certificate for {self.on}, the last one ends {last}",
                    f"{line.handler} 在 {self.on} 没有有效健康证，最近一张到期 {last}",
                ),
                takes=Text("a certificate that is valid that day", "须有当日有效的健康证"),
                fields=("lines.handler",),
            )

    def _need_check(self, state: FoodSafetyState, line: OnDuty) -> None:
        unfit = state.status["handler"].get(line.handler) == "unfit"
        if unfit or state.last_check.get(line.handler) != self.on:
            state.refuse(
                P55,
                self,
                stands=Text(f"{line.handler} was found unfit", f"{line.handler} 晨午检结论为离岗")
                if unfit
                else Text(f"{line.handler} was not checked on {self.on}", f"{line.handler} 当日未晨检"),
                takes=Text("a check that finds the person fit, that day", "须经当日检查合格"),
                fields=("lines.handler",),
            )


@final
@frozen(kw_only=True)
class PostFilled(Entry[FoodSafetyState]):
    """Somebody was named for a post of the canteen; who held it before holds it no more (设岗定人)."""

    kind: ClassVar[str] = "food_safety.post_filled"

    post: PostId
    post_holder: PersonId


@final
@frozen(kw_only=True)
class PostVacated(Entry[FoodSafetyState]):
    """Nobody holds a post of the canteen any more (岗位空缺)."""

    kind: ClassVar[str] = "food_safety.post_vacated"

    post: PostId

    def apply(self, state: FoodSafetyState) -> None:
        """Keep that nobody holds it."""
        state.post_holder.pop(self.post, None)
