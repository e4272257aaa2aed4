"""How texts become text and entities: HTML, both Markdowns, and what is found unasked."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.refusals import Refusal
from sandbox.texts.cleaning import shows_nothing, utf16_length, utf16_slice
from sandbox.texts.formatted import formatted
from sandbox.texts.links import found_entities

WANG = {"id": 101, "is_bot": False, "first_name": "王芳"}


def find_user(user_id):
    return WANG if user_id == 101 else None


def read(text, parse_mode="HTML"):
    return formatted(text, parse_mode=parse_mode, find_user=find_user)


def marked(text, parse_mode="HTML"):
    """The entities as (kind, the words they mark)."""
    shown, entities = read(text, parse_mode)
    return shown, [
        (entity["type"], utf16_slice(shown, entity["offset"], entity["length"]))
        for entity in entities
    ]


def refusal(text, parse_mode="HTML"):
    with pytest.raises(Refusal) as refused:
        read(text, parse_mode)
    return refused.value.description.removeprefix("Bad Request: can't parse entities: ")


@pytest.mark.parametrize(
    ("text", "shown", "entities"),
    [
        ("plain", "plain", []),
        ("<b>好</b>", "好", [("bold", "好")]),
        ("<strong>好</strong>", "好", [("bold", "好")]),
        ("<i>a</i><em>b</em>", "ab", [("italic", "a"), ("italic", "b")]),
        ("<u>a</u> <ins>b</ins>", "a b", [("underline", "a"), ("underline", "b")]),
        (
            "<s>a</s> <del>b</del> <strike>c</strike>",
            "a b c",
            [("strikethrough", "a"), ("strikethrough", "b"), ("strikethrough", "c")],
        ),
        ('<span class="tg-spoiler">x</span>', "x", [("spoiler", "x")]),
        ("<tg-spoiler>x</tg-spoiler>", "x", [("spoiler", "x")]),
        ("<code>1 &lt; 2</code>", "1 < 2", [("code", "1 < 2")]),
        ("<pre>a\nb</pre>", "a\nb", [("pre", "a\nb")]),
        ("<blockquote>q</blockquote>", "q", [("blockquote", "q")]),
        ("<blockquote expandable>q</blockquote>", "q", [("expandable_blockquote", "q")]),
        ("<b>粗<i>斜</i></b>", "粗斜", [("bold", "粗斜"), ("italic", "斜")]),
        ("😀<b>😀</b>", "😀😀", [("bold", "😀")]),
        ("<B>大写</B>", "大写", [("bold", "大写")]),
        ("<b>a</>", "a", [("bold", "a")]),
        ("a &amp; b &quot;c&quot;", 'a & b "c"', []),
        ("&#9731;&#x1F600;", "☃😀", []),
        ("&copy; &nbsp;", "&copy; &nbsp;", []),
        ("<b></b>x", "x", []),
        ("<b>bold</b><code><b>x</b></code>", "boldx", [("bold", "bold"), ("code", "x")]),
    ],
)
def test_html_becomes_entities(text, shown, entities):
    assert marked(text) == (shown, entities)


def test_links_keep_their_address():
    shown, entities = read('<a href="https://example.com/?a=1&amp;b=2">这里</a>')

    assert shown == "这里"
    assert entities == [
        {"type": "text_link", "url": "https://example.com/?a=1&b=2", "offset": 0, "length": 2}
    ]


def test_link_without_scheme_gets_one():
    _shown, entities = read('<a href="example.com">x</a>')

    assert entities[0]["url"] == "http://example.com"


def test_link_to_nowhere_leaves_only_its_words():
    assert read('<a href="">x</a>') == ("x", [])
    assert read('<a href="javascript://x">x</a>') == ("x", [])


def test_link_to_a_person_is_a_mention_only_of_somebody_known():
    assert read('<a href="tg://user?id=101">她</a>')[1] == [
        {"type": "text_mention", "user": WANG, "offset": 0, "length": 1}
    ]
    assert read('<a href="tg://user?id=999">他</a>') == ("他", [])


def test_code_block_knows_its_language():
    text = '<pre><code class="language-python">x = 1</code></pre>'

    assert read(text)[1] == [{"type": "pre", "language": "python", "offset": 0, "length": 5}]


def test_moments_and_custom_emoji_are_entities():
    assert read('<tg-time unix="1777608000">今天</tg-time>')[1][0]["unix_time"] == 1777608000
    assert read('<tg-emoji emoji-id="53">👍</tg-emoji>')[1][0]["custom_emoji_id"] == "53"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("好<x>y</x>", 'Unsupported start tag "x" at byte offset 3'),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("a <b", "Unclosed start tag at byte offset 2"),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<br>", 'Unsupported start tag "br" at byte offset 0'),
    ],
)
def test_broken_html_is_refused_in_telegrams_words(text, words):
    assert refusal(text) == words


@pytest.mark.parametrize(
    ("text", "shown", "entities"),
    [
        ("*粗*", "粗", [("bold", "粗")]),
        ("_斜_", "斜", [("italic", "斜")]),
        ("__下__", "下", [("underline", "下")]),
        ("~删~", "删", [("strikethrough", "删")]),
        ("||藏||", "藏", [("spoiler", "藏")]),
        ("`a*b`", "a*b", [("code", "a*b")]),
        ("```py\nx```", "x", [("pre", "x")]),
        ("[这里](https://example.com/\\))", "这里", [("text_link", "这里")]),
        ("a\\.b\\!", "a.b!", []),
        ("*a _b_*", "a b", [("bold", "a b"), ("italic", "b")]),
        (">引\n>文\n后", "引\n文\n后", [("blockquote", "引\n文\n")]),
    ],
)
def test_markdown_v2_becomes_entities(text, shown, entities):
    assert marked(text, "MarkdownV2") == (shown, entities)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("完。.", "Character '.' is reserved and must be escaped with the preceding '\\'"),
        ("a-b", "Character '-' is reserved and must be escaped with the preceding '\\'"),
        ("*a", "Can't find end of Bold entity at byte offset 0"),
        ("好_a", "Can't find end of Italic entity at byte offset 3"),
        ("`a", "Can't find end of Code entity at byte offset 0"),
        ("[a", "Can't find end of TextUrl entity at byte offset 0"),
    ],
)
def test_broken_markdown_v2_is_refused(text, words):
    assert refusal(text, "MarkdownV2") == words


@pytest.mark.parametrize(
    ("text", "shown", "entities"),
    [
        ("*粗* _斜_", "粗 斜", [("bold", "粗"), ("italic", "斜")]),
        ("`c` [x](http://example.com)", "c x", [("code", "c"), ("text_link", "x")]),
        ("a\\_b", "a_b", []),
        ("a.b-c!", "a.b-c!", []),
    ],
)
def test_old_markdown_becomes_entities(text, shown, entities):
    assert marked(text, "Markdown") == (shown, entities)


def test_broken_old_markdown_is_refused():
    assert refusal("好*a", "Markdown") == (
        "Can't find end of the entity starting at byte offset 3"
    )


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("/start", [("bot_command", "/start")]),
        ("/start@linli_bot 5", [("bot_command", "/start@linli_bot")]),
        ("说 /help 吧", [("bot_command", "/help")]),
        ("and/or", []),
        ("好/help", []),
        ("@wangfang 你好", [("mention", "@wangfang")]),
        ("a@b", []),
        ("#活动 #1", [("hashtag", "#活动")]),
        ("https://example.com/a?b=1.", [("url", "https://example.com/a?b=1")]),
        ("见 example.com/x 吧", [("url", "example.com/x")]),
        ("t.me/linli_bot?start=a1", [("url", "t.me/linli_bot?start=a1")]),
        ("（https://example.com）", [("url", "https://example.com")]),
        ("写信 a.b@example.com", [("email", "a.b@example.com")]),
        ("电话 13800000000", [("phone_number", "13800000000")]),
        ("+86 138 0000 0000", [("phone_number", "+86 138 0000 0000")]),
        ("3.5 元", []),
        ("15:00-16:00", []),
        ("😀 /me", [("bot_command", "/me")]),
    ],
)
def test_what_telegram_finds_by_itself(text, entities):
    found = [
        (entity["type"], utf16_slice(text, entity["offset"], entity["length"]))
        for entity in found_entities(text)
    ]

    assert found == entities


def test_nothing_is_found_inside_code_and_links():
    assert marked("<code>/start</code> /help")[1] == [
        ("code", "/start"),
        ("bot_command", "/help"),
    ]
    assert marked('<a href="https://example.com">@name</a>')[1] == [("text_link", "@name")]


def test_found_entities_lie_within_bold_ones():
    assert marked("<b>去 /help</b>")[1] == [("bold", "去 /help"), ("bot_command", "/help")]


@pytest.mark.parametrize("text", ["", " ", "\u200b\u200d", "\u2066\u2069", "\ufe0f", "\u3164"])
def test_some_texts_show_nothing(text):
    assert shows_nothing(text)


@pytest.mark.parametrize("text", ["a", "。", "\u2066a\u2069", "😀"])
def test_other_texts_show_something(text):
    assert not shows_nothing(text)


@given(st.text())
def test_utf16_length_is_what_utf16_takes(text):
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")

    assert utf16_length(text) == len(text.encode("utf-16-le")) // 2


@given(
    st.text(alphabet='<>/ab&;"= 好😀\n*_`[]().\\|~'),
    st.sampled_from(["HTML", "MarkdownV2", "Markdown"]),
)
def test_any_text_is_read_or_refused_and_entities_stay_within_it(text, parse_mode):
    shown, entities = "", []
    with suppress(Refusal):
        shown, entities = read(text, parse_mode)
    for entity in entities:
        assert entity["offset"] >= 0
        assert entity["length"] > 0
        assert entity["offset"] + entity["length"] <= utf16_length(shown)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60))
def test_escaped_text_comes_back_as_it_was_typed(text):
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

    assert read(escaped) == formatted(text, find_user=find_user)
