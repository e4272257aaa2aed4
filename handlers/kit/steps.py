"""What a question may be answered with, and what to say when it is answered otherwise."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from community.names import clean, one_line, says_something
from community.refusals import Refusal
from community.spelling import read_count
from handlers.kit.context import Context, Turn
from handlers.kit.incoming import Content, Said
from handlers.kit.screen import plain
from locales import N_, _

Answers = Mapping[str, str]
Read = Callable[[Content, Turn], str]


class Unfit(Refusal):
    """The answer does not fit the question; subclasses say what would."""


class ButtonsWanted(Unfit):
    """The question is answered with one of its buttons."""


class WordsWanted(Unfit):
    """A picture, a sticker or a voice where words are asked."""


class NothingSaid(Unfit):
    """Only spaces, signs or emoji."""


class TooLong(Unfit):
    """More than `most` characters; facts: most, length."""


class NumberWanted(Unfit):
    """No whole number between `least` and `most`."""


class PhotoWanted(Unfit):
    """Anything but a photo."""


class PlaceWanted(Unfit):
    """Anything but a location."""


@dataclass(frozen=True, slots=True)
class Option:
    """A button under a question. A literal label is shown as it is, others are translated."""

    value: str
    label: str
    literal: bool = False

    @property
    def text(self) -> str:
        return self.label if self.literal else _(self.label)


Options = Callable[[Turn, Answers], Sequence[Option]]
Question = Callable[[Turn, Answers], str]
Require = Callable[[str, Turn, Answers], None]


def words(*, most: int, multiline: bool = False) -> Read:
    def read(content: Content, _turn: Turn) -> str:
        if content.said is not Said.TEXT:
            raise WordsWanted
        said = clean(content.text) if multiline else one_line(content.text)
        if not says_something(said):
            raise NothingSaid
        if len(said) > most:
            raise TooLong(most=most, length=len(said))
        return said

    return read


def number(least: int, most: int) -> Read:
    """A whole number, in digits or in Chinese."""

    def read(content: Content, _turn: Turn) -> str:
        if content.said is not Said.TEXT:
            raise WordsWanted
        count = read_count(content.text)
        if count is None or not least <= count <= most:
            raise NumberWanted(least=least, most=most)
        return str(count)

    return read


def photo(content: Content, _turn: Turn) -> str:
    """Telegram's file_id; the picture itself is never downloaded."""
    if content.said is not Said.PHOTO:
        raise PhotoWanted
    return content.file_id


def place(content: Content, _turn: Turn) -> str:
    """A point on the map, as "latitude,longitude"."""
    if content.said is not Said.LOCATION:
        raise PlaceWanted
    return f"{content.latitude},{content.longitude}"


def buttons_only(_content: Content, _turn: Turn) -> str:
    raise ButtonsWanted


def no_options(_turn: Turn, _answers: Answers) -> Sequence[Option]:
    return ()


def nothing_more(_value: str, _turn: Turn, _answers: Answers) -> None:
    """Whatever could be read will do."""


def always(_answers: Answers) -> bool:
    return True


def as_typed(value: str, _turn: Turn) -> str:
    return plain(value)


def nothing_yet(_ctx: Context, _value: str) -> None:
    """Most answers only matter when the form is finished."""


@dataclass(frozen=True, slots=True)
class Step:
    """A question: answered by typing what `read` accepts, or by one of the option buttons. It is
    a text to translate, or made (as safe HTML) from what is known already."""

    key: str
    question: str | Question
    read: Read = buttons_only
    options: Options | tuple[Option, ...] = no_options
    optional: bool = False
    when: Callable[[Answers], bool] = always
    name: str = ""  # in the summary
    shown: Callable[[str, Turn], str] = as_typed  # in the summary; safe HTML
    columns: int = 2
    require: Require = nothing_more  # of what was read, by what is known: raises a Refusal
    cancel: str = N_("Cancel")  # the button that drops the form; empty: there is none here
    answered: Callable[[Context, str], None] = nothing_yet  # before the next one is asked

    def asked(self, turn: Turn, answers: Answers) -> str:
        return _(self.question) if isinstance(self.question, str) else self.question(turn, answers)

    def answer(self, content: Content, turn: Turn, answers: Answers) -> str:
        """What was typed or sent, as it is kept."""
        value = self.read(content, turn)
        self.require(value, turn, answers)
        return value

    def choices(self, turn: Turn, answers: Answers) -> Sequence[Option]:
        return self.options if isinstance(self.options, tuple) else self.options(turn, answers)


REFUSALS: dict[type[Refusal], str] = {
    ButtonsWanted: N_("Please tap one of the buttons under the question."),
    WordsWanted: N_("Please answer with words here. What you sent was not used."),
    NothingSaid: N_("I need a few words here. Please type the answer."),
    TooLong: N_("That is {length} characters; there is room for {most}. Please make it shorter."),
    NumberWanted: N_("Please type a number from {least} to {most}."),
    PhotoWanted: N_("Please send one photo here, or tap Skip."),
    PlaceWanted: N_("Please send a location (attach → Location), or tap Skip."),
}
