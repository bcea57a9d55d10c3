"""Why a call can fail, by reason: each error says what was tried, where it stands and what it would take."""

from collections.abc import Iterable, Mapping
from typing import Final, Literal, NamedTuple, Protocol

Language = Literal["en", "zh"]

SHOWN_LENGTH: Final = 60


class Text(NamedTuple):
    """One thing said in English and in Chinese."""

    en: str
    zh: str

    def text(self, language: Language) -> str:
        """Return it in one language, ``"en"`` or ``"zh"``."""
        return self.zh if language == "zh" else self.en


CODES: Final[Mapping[str, Text]] = {
    "type": Text("a value of the wrong type", "类型不对"),
    "blank": Text("nothing where something is needed", "不能为空"),
    "length": Text("too long", "过长"),
    "ident": Text("not usable as an id", "不能作编号"),
    "character": Text("a character that cannot be kept", "含有不可用的字符"),
    "range": Text("outside what is possible", "超出范围"),
    "choice": Text("not one of the choices", "不在可选项中"),
    "date": Text("not a usable date", "日期不可用"),
    "format": Text("not the one accepted spelling", "写法不对"),
    "order": Text("in the wrong order", "先后次序不对"),
    "limit": Text("more than can be taken at once", "超过上限"),
    "missing": Text("a part is missing", "缺少内容"),
    "extra": Text("a part nobody knows", "多出内容"),
    "shape": Text("not built as it should be", "结构不对"),
    "unknown": Text("not in the book", "查无此项"),
    "duplicate": Text("already there", "重复"),
    "already": Text("already done", "已经办过"),
    "key-reused": Text("the id was spent on something else", "幂等号已用于别的内容"),
    "state": Text("not possible as things stand", "当前状态不允许"),
    "rule": Text("a rule refuses it", "制度不允许"),
    "reference": Text("points at the wrong thing", "引用有误"),
    "insufficient": Text("not enough there", "数量不足"),
    "closed": Text("the month is closed", "该月已结账"),
    "coverage": Text("outside what the calendar knows", "超出校历范围"),
    "conflict": Text("somebody was faster", "版本冲突"),
    "tag": Text("an entry kind nobody knows", "未知的记录种类"),
    "hash": Text("the content does not match its fingerprint", "内容与指纹不符"),
    "anchor": Text("the book does not reach its anchor", "与留底指纹不符"),
    "extra-missing": Text("an optional package is not installed", "缺少可选组件"),
}


class BrokenRule(Protocol):
    """What a refusal keeps of the rule behind it."""

    @property
    def code(self) -> str: ...
    @property
    def zh(self) -> str: ...
    @property
    def en(self) -> str: ...


class LogisticsError(Exception):
    """The root of every error this library raises.

    ``code`` is stable (see ``CODES``), ``fields`` names the fields concerned, ``text("zh")`` is one language,
    ``str(error)`` the English and the Chinese line, ``to_data()`` everything as plain data.
    """

    def __init__(
        self,
        code: str,
        *,
        tried: Text,
        stands: Text,
        takes: Text,
        fields: Iterable[str] = (),
        rule: BrokenRule | None = None,
        excusable: bool = False,
        position: int | None = None,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.tried = tried
        self.stands = stands
        self.takes = takes
        self.fields = tuple(fields)
        self.rule = rule
        self.excusable = excusable
        self.position = position

    def text(self, language: Language) -> str:
        """Return the whole message in one language."""
        tried, stands, takes = (part.text(language) for part in (self.tried, self.stands, self.takes))
        if language == "zh":
            line = f"{tried}：{stands}；{takes}"
            mark = "" if self.rule is None else f"（{self.rule.code} {self.rule.zh}{self._excuse('；确需例外时')}）"
            where = "" if self.position is None else f"第{self.position + 1}条："
        else:
            line = f"{tried}: {stands}; {takes}"
            mark = (
                "" if self.rule is None else f" ({self.rule.code}: {self.rule.en}{self._excuse('; or, with a note,')})"
            )
            where = "" if self.position is None else f"entry {self.position + 1}: "
        return f"{where}{line}{mark}"

    def _excuse(self, words: str) -> str:
        return f'{words} despite=("{self.rule.code}",)' if self.excusable and self.rule is not None else ""

    def __str__(self) -> str:
        return f"{self.text('en')}\n{self.text('zh')}"

    def to_data(self) -> dict[str, object]:
        """Return everything as plain data: code, fields, rule, excusable, position and the three parts in both languages."""
        return {
            "error": type(self).__name__,
            "code": self.code,
            "fields": list(self.fields),
            "rule": None if self.rule is None else self.rule.code,
            "excusable": self.excusable,
            "position": self.position,
            "tried": self.tried._asdict(),
            "stands": self.stands._asdict(),
            "takes": self.takes._asdict(),
        }

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuilt, (type(self), self.__dict__))


def _rebuilt(cls: type[LogisticsError], kept: dict[str, object]) -> LogisticsError:
    error = cls.__new__(cls, kept["code"])
    error.__dict__.update(kept)
    return error


class InvalidValue(LogisticsError, ValueError):
    """A value that cannot be what it is meant to be."""


class Unknown(LogisticsError, LookupError):
    """Something named that is not there."""


class Duplicate(LogisticsError, ValueError):
    """Something that is there already."""


class Refused(LogisticsError, ValueError):
    """A guard or a lifecycle said no; ``rule`` is the rule behind it and ``excusable`` whether ``despite`` can help."""


class Closed(LogisticsError, ValueError):
    """The accounting date lies in a month that is closed."""


class OutOfCoverage(LogisticsError, LookupError):
    """A day or period the calendar does not know; it never guesses."""


class BadDocument(LogisticsError, ValueError):
    """Stored or received data that cannot be read; ``path`` says where.

    Where several places are wrong, it speaks of the first, and ``problems`` has one error for each.
    """

    path: str = ""
    problems: "tuple[BadDocument, ...]" = ()

    def to_data(self) -> dict[str, object]:
        """Return everything as plain data, the path and the single problems included."""
        return {**super().to_data(), "path": self.path, "problems": [each.to_data() for each in self.problems]}


class MissingExtra(LogisticsError, ImportError):
    """An optional package is needed and not installed; the message names the extra."""


def shown(value: object) -> str:
    """Return *value* for a message: escaped, cut to 60 characters, and never expensive to make."""
    if isinstance(value, int) and value.bit_length() > 256:
        return f"<int of {value.bit_length()} bits>"
    if isinstance(value, str | bytes):
        raw = repr(value[: SHOWN_LENGTH + 1])
    elif value is None or isinstance(value, bool | int | float):
        raw = repr(value)
    elif isinstance(value, list | tuple | dict | set | frozenset):
        return f"<{type(value).__name__} of {len(value)}>"
    else:
        raw = str(value) if type(value).__module__ in {"datetime", "decimal"} else f"<{type(value).__name__}>"
    safe = "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in raw)
    return safe if len(safe) <= SHOWN_LENGTH else safe[: SHOWN_LENGTH - 1] + "…"


def invalid(
    code: str, field: str, value: object, stands: Text, takes: Text, error: type[LogisticsError] = InvalidValue
) -> LogisticsError:
    """Return the error for a *value* of *field* that cannot stand, ready to raise."""
    got = shown(value)
    tried = Text(f"{field} = {got}", f"{field}＝{got}") if field else Text(got, got)
    return error(code, tried=tried, stands=stands, takes=takes, fields=(field,) if field else ())


def missing_extra(what: str, package: str, extra: str) -> MissingExtra:
    """Return the error for an optional *package* that *what* needs, naming the *extra* to install."""
    return MissingExtra(
        "extra-missing",
        tried=Text(what, what),
        stands=Text(f"the package {package} is not installed", f"未安装 {package}"),
        takes=Text(f'pip install "schoollogistics[{extra}]"', f'请执行 pip install "schoollogistics[{extra}]"'),
    )
