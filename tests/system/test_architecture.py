"""Promises the design makes about the code, kept by machine."""

import ast
import importlib
import pkgutil
import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import community
import handlers
from community.refusals import Refusal
from handlers import FEATURES
from handlers.kit.features import Features
from handlers.kit.form import FORMS
from handlers.kit.screen import Press
from handlers.kit.steps import Unfit
from locales import FOLDER

ROOT = Path(__file__).parents[2]
ROOMS = ("bot", "handlers", "storage", "community", "locales", "sandbox")
SOURCES = [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]
SYNCHRONOUS = [
    path for path in SOURCES if path.relative_to(ROOT).parts[0] in ("handlers", "community")
]
TRANSLATIONS = ("zh_Hans", "zh_Hant")
FEATURE_SET = Features(FEATURES)


def modules_of(package):
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        yield importlib.import_module(found.name)


def refusals():
    """Every kind of refusal that can be raised, the abstract ones left out."""
    for package in (community, handlers):
        for module in modules_of(package):
            for word in vars(module).values():
                if isinstance(word, type) and issubclass(word, Refusal):
                    yield word


def texts():
    """Every text in the code that people may read, as a msgid or a pair of them."""
    keywords = {"_": None, "N_": None, "ngettext": (1, 2)}
    for room in ("handlers", "bot"):
        found = extract_from_dir(str(ROOT / room), [("**.py", "python")], keywords=keywords)
        yield from (message for _file, _line, message, *_ in found)


def catalog(language):
    with (FOLDER / language / "messages.po").open("rb") as po:
        return read_po(po, locale=language)


def placeholders(text):
    return set(re.findall(r"{\w+}", text))


def test_every_refusal_has_a_wording():
    unworded = set(refusals()) - {Refusal, Unfit} - set(FEATURE_SET.refusals)

    assert not unworded


def test_every_button_is_received_by_someone():
    mute = {
        kind
        for kind in Press.kinds.values()
        if kind not in FEATURE_SET.presses and kind.__module__.startswith("handlers.")
    }

    assert not mute


def test_every_form_that_is_reviewed_names_its_questions():
    for form in FORMS.values():
        if form.review:
            assert form.title, form.name
            assert all(step.name for step in form.steps), form.name


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_every_text_is_translated_with_the_same_placeholders(language):
    known = catalog(language)
    for message in set(texts()):
        source = message[0] if isinstance(message, tuple) else message
        entry = known.get(source)
        assert entry is not None, (language, source)
        said = entry.string if isinstance(entry.string, tuple) else (entry.string,)
        assert all(said), (language, source)
        wanted = placeholders(message[1] if isinstance(message, tuple) else source)
        assert all(placeholders(form) <= wanted for form in said), (language, source, said)
        if not isinstance(message, tuple):
            assert placeholders(said[0]) == wanted, (language, source, said)


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_no_translation_is_left_over(language):
    used = {message[0] if isinstance(message, tuple) else message for message in texts()}
    entries = {m.id[0] if isinstance(m.id, tuple) else m.id for m in catalog(language) if m.id}

    assert not entries - used


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_functions_and_modules_are_short(path):
    text = path.read_text(encoding="utf-8")

    assert text.count("\n") <= 300, path
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno - node.body[0].lineno < 25, (path, node.name)


@pytest.mark.parametrize("path", SYNCHRONOUS, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_decides_and_talks_never_waits(path):
    waiting = (ast.AsyncFunctionDef, ast.Await, ast.AsyncWith, ast.AsyncFor)

    assert not [n for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, waiting)]


def test_sql_stands_in_storage_only():
    statement = re.compile(r"\b(SELECT .* FROM|INSERT INTO|UPDATE \w+ SET|DELETE FROM)\b")
    elsewhere = [
        path for path in SOURCES if path.relative_to(ROOT).parts[0] not in ("storage", "sandbox")
    ]

    assert not [path for path in elsewhere if statement.search(path.read_text("utf-8"))]


def test_nothing_names_the_machine_it_was_made_on():
    named = re.compile(r"/(?:home|root|work|Users)/\w")
    texts_of_ours = [*SOURCES, *(ROOT / "docs").rglob("*.md"), ROOT / "README.md"]

    assert not [p for p in texts_of_ours if p.exists() and named.search(p.read_text("utf-8"))]
