import os
import tomllib
from collections.abc import Callable
from datetime import time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.categories import shipped_categories
from bot.misconfigured import Misconfigured
from bot.sections import WorkingHours
from bot.settings import Settings, load
from bot.values import split_address
from community.house import SHANGHAI, House

EXAMPLE = Path(__file__).parents[2] / "config.example.toml"
TOKEN = "123456789:" + "Ab-_5" * 7

Write = Callable[[str], Path]


@pytest.fixture(autouse=True)
def _nothing_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("LINLI_")]:
        monkeypatch.delenv(name)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(text: str) -> Path:
        file = tmp_path / "config.toml"
        file.write_text(text, encoding="utf-8")
        return file

    return written


def faults(file: Path | None = None) -> list[str]:
    with pytest.raises(Misconfigured) as refused:
        load(file)
    return str(refused.value).splitlines()


def keys(table: dict[str, object], above: str = "") -> set[str]:
    found: set[str] = set()
    for key, value in table.items():
        inside = keys(value, f"{above}{key}.") if isinstance(value, dict) else {f"{above}{key}"}
        found |= inside
    return found


# What a good configuration means


def test_example_means_the_same_as_no_configuration_at_all(write: Write) -> None:
    example = load(write(EXAMPLE.read_text(encoding="utf-8")))

    beside = {"storage": example.storage.model_copy(update={"folder": Path("data")})}
    assert example.model_copy(update=beside) == Settings()


def test_example_names_every_key_there_is() -> None:
    named = keys(tomllib.loads(EXAMPLE.read_text(encoding="utf-8")))

    assert named == keys(Settings().model_dump(by_alias=True))


def test_example_explains_every_section_in_words() -> None:
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()

    for section in Settings.model_fields:
        assert lines[lines.index(f"[{section}]") + 1].startswith("# ")


def test_nothing_configured_is_a_house_with_the_usual_habits() -> None:
    usual = House(categories=shipped_categories(), working=WorkingHours().working(SHANGHAI))
    assert Settings().house() == usual


def test_house_follows_the_file(write: Write) -> None:
    house = load(
        write(
            """
            [community]
            name = "幸福里社区"
            zone = "Asia/Urumqi"
            languages = ["en", "zh_Hans"]
            buildings = ["1号楼", "2号楼"]
            privacy_contact = "居委会"
            [staff]
            first_admin = 4242
            [quiet_hours]
            from = "22:30"
            until = 07:15:00
            [reminders]
            before = ["90m", "2 d"]
            offer_hours = 6
            """
        )
    ).house()

    assert house == House(
        name="幸福里社区",
        zone=ZoneInfo("Asia/Urumqi"),
        languages=("en", "zh_Hans"),
        buildings=("1号楼", "2号楼"),
        quiet_from=time(22, 30),
        quiet_until=time(7, 15),
        remind_before=(timedelta(minutes=90), timedelta(days=2)),
        offer_lasts=timedelta(hours=6),
        first_admin=4242,
        privacy_contact="居委会",
        categories=shipped_categories(),
        working=WorkingHours().working(ZoneInfo("Asia/Urumqi")),
    )


def test_file_saved_by_windows_notepad_is_read(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_bytes(b'\xef\xbb\xbf[community]\r\nname = "\xe9\x82\xbb"\r\n')

    assert load(file).community.name == "邻"


def test_relative_folder_starts_where_the_file_is(write: Write, tmp_path: Path) -> None:
    assert load(write('[storage]\nfolder = "kept"')).storage.folder == tmp_path / "kept"


def test_absolute_folder_stays(write: Write) -> None:
    assert load(write('[storage]\nfolder = "/srv/linli"')).storage.folder == Path("/srv/linli")


def test_without_a_file_everything_is_as_usual(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert load() == Settings()


def test_config_toml_of_the_working_folder_is_found(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("[staff]\nfirst_admin = 7")
    monkeypatch.chdir(tmp_path)

    assert load().staff.first_admin == 7


def test_address_is_split_at_its_last_colon() -> None:
    assert split_address("127.0.0.1:8443") == ("127.0.0.1", 8443)
    assert split_address("[::1]:80") == ("::1", 80)


# The environment


def test_environment_overrides_the_file(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINLI_COMMUNITY__NAME", "东里")
    monkeypatch.setenv("LINLI_QUIET_HOURS__FROM", "20:00")

    settings = load(write('[community]\nname = "西里"\nzone = "Asia/Taipei"'))

    assert settings.community.name == "东里"
    assert settings.community.zone == ZoneInfo("Asia/Taipei")
    assert settings.quiet_hours.begin == time(20)


def test_environment_writes_lists_with_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINLI_COMMUNITY__LANGUAGES", "zh_Hant, en")
    monkeypatch.setenv("LINLI_REMINDERS__BEFORE", "3h")

    assert Settings().community.languages == ("zh_Hant", "en")
    assert Settings().reminders.before == (timedelta(hours=3),)


def test_environment_names_the_file(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINLI_CONFIG", str(write("[staff]\nfirst_admin = 9")))

    assert load().staff.first_admin == 9


def test_fault_from_the_environment_names_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINLI_LOGGING__LEVEL", "loud")

    assert faults() == [
        'logging.level (LINLI_LOGGING__LEVEL) = "loud": '
        'write "debug", "info", "warning" or "error".'
    ]


def test_variable_of_a_mistyped_section_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINLI_TELEGRM__TOKEN", TOKEN)

    assert faults() == ["LINLI_TELEGRM__TOKEN: there is no such section; did you mean telegram?"]


# The token


def test_token_comes_from_the_file_beside_the_configuration(write: Write, tmp_path: Path) -> None:
    (tmp_path / "bot.token").write_text(f"{TOKEN}\n", encoding="utf-8")

    assert load(write('[telegram]\ntoken_file = "bot.token"')).token == TOKEN


def test_token_of_the_environment_comes_before_the_token_file(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bot.token").write_text(TOKEN.replace("A", "B"), encoding="utf-8")
    monkeypatch.setenv("LINLI_TELEGRAM__TOKEN", TOKEN)

    assert load(write('[telegram]\ntoken_file = "bot.token"')).token == TOKEN


def test_missing_token_file_is_named(write: Write, tmp_path: Path) -> None:
    assert faults(write('[telegram]\ntoken_file = "bot.token"')) == [
        f'telegram.token_file = "{tmp_path / "bot.token"}": '
        "name a file that Linli may read and that holds the token."
    ]


def test_token_file_that_is_not_text_is_refused(write: Write, tmp_path: Path) -> None:
    (tmp_path / "bot.token").write_bytes(b"\xff\xfe\x00")

    assert faults(write('[telegram]\ntoken_file = "bot.token"')) == [
        "telegram.token: copy the whole token from @BotFather: digits, a colon, 35 letters."
    ]


def test_half_a_token_is_refused_and_not_shown(write: Write) -> None:
    lines = faults(write(f'[telegram]\ntoken = "{TOKEN[:-1]}"'))

    assert lines == [
        "telegram.token: copy the whole token from @BotFather: digits, a colon, 35 letters."
    ]


def test_another_bot_api_server_may_give_other_tokens(write: Write) -> None:
    file = write('[telegram]\nbase_url = "http://127.0.0.1:8081/"\ntoken = "12345:sandbox"')

    assert load(file).token == "12345:sandbox"
    assert load(file).telegram.base_url == "http://127.0.0.1:8081"


def test_secrets_do_not_show_in_what_is_printed(write: Write) -> None:
    settings = load(write(f'[telegram]\ntoken = "{TOKEN}"\nwebhook_secret = "{"s3cret-" * 4}"'))

    assert TOKEN not in repr(settings)
    assert "s3cret" not in repr(settings)


@pytest.mark.parametrize(
    "text",
    [
        f'[telegram]\ntokn = "{TOKEN}"',
        f'telegram = "{TOKEN}"',
        f'[community]\nzone = "{TOKEN}"',
        f'[telegram]\nmode = "{TOKEN}"',
        f'[telegram]\nbase_url = "https://api.telegram.org/bot{TOKEN}"',
        f"[telegram]\ntoken = {TOKEN}",
        f'[telegram]\nwebhook_secret = "{TOKEN}"',
        f'[telegram]\ntoken_file = "{TOKEN}"',
    ],
)
def test_token_in_the_wrong_place_is_not_shown(write: Write, text: str) -> None:
    assert TOKEN.split(":")[1] not in "\n".join(faults(write(text)))


# What a bad configuration is told


def test_all_faults_are_told_at_once(write: Write) -> None:
    lines = faults(
        write(
            """
            [telegram]
            mode = "push"
            webhook_listen = "8443"
            [community]
            name = ""
            zone = "Asia/Shangai"
            languages = ["zh_Hans", "fr"]
            buildings = ["1号楼", "1号楼"]
            [staff]
            first_admin = "@li"
            desk_group = 100
            [quiet_hours]
            from = "25:00"
            until = 8
            [reminders]
            before = ["1d", "soon"]
            offer_hours = 0
            closes_soon = "3"
            [storage]
            folder = 3
            backups_kept = 0
            [health]
            listen = "here:99999"
            """
        )
    )

    assert lines == [
        'telegram.mode = "push": write "polling" or "webhook".',
        'telegram.webhook_listen = "8443": write an address and a port such as "127.0.0.1:8443".',
        'community.name = "": write a name of 1 to 60 characters.',
        'community.zone = "Asia/Shangai": no such time zone; did you mean "Asia/Shanghai"?',
        'community.languages = "fr": '
        'list one or more of "zh_Hans", "zh_Hant" and "en", the group\'s own first.',
        'community.buildings = ["1号楼", "1号楼"]: name each of them once.',
        'staff.first_admin = "@li": write the Telegram id of a person, a positive number, or 0.',
        "staff.desk_group = 100: write the Telegram id of a group, a negative number, or 0.",
        'quiet_hours.from = "25:00": write a time such as "21:00".',
        'quiet_hours.until = 8: write a time such as "08:00".',
        'reminders.before = "soon": list lead times such as ["1d", "2h", "30m"].',
        "reminders.offer_hours = 0: write whole hours from 1 to 168.",
        'reminders.closes_soon = "3": write a lead time such as "3h", or "0h" for never.',
        "storage.folder = 3: name a folder that Linli may write to.",
        "storage.backups_kept = 0: write a number from 1 to 1000.",
        'health.listen = "here:99999": '
        'write an address and a port such as "127.0.0.1:9484", or "" for none.',
    ]


def test_webhook_needs_its_address_and_secret(write: Write) -> None:
    assert faults(write('[telegram]\nmode = "webhook"')) == [
        'telegram.webhook_address = "": '
        'for mode = "webhook", write the public https:// address of this machine.',
        "telegram.webhook_secret: "
        'for mode = "webhook", write 16 to 256 letters, digits, "-" or "_".',
    ]


def test_mistyped_key_is_told_the_right_one(write: Write) -> None:
    assert faults(write("[staff]\nfirst_admn = 5")) == [
        "staff.first_admn: there is no such key; did you mean staff.first_admin?"
    ]


def test_unknown_key_is_told_what_there_is(write: Write) -> None:
    assert faults(write("[quiet_hours]\nweekends = true")) == [
        "quiet_hours.weekends: there is no such key; take it out. Known here: from, until."
    ]


def test_mistyped_section_is_told_the_right_one(write: Write) -> None:
    assert faults(write("[reminder]\noffer_hours = 5")) == [
        "reminder: there is no such section; did you mean reminders?"
    ]


def test_value_where_a_section_belongs(write: Write) -> None:
    assert faults(write('community = "邻里"')) == [
        "community: write it as a section, [community]."
    ]


def test_broken_file_names_line_and_column(write: Write) -> None:
    file = write("[telegram]\nmode = polling\n")

    assert faults(file) == [
        f'{file}: Invalid value (at line 2, column 8); texts stand in "quotes".'
    ]


def test_file_that_is_not_utf_8(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_bytes('[community]\nname = "邻里"'.encode("gb18030"))

    assert faults(file) == [f"{file}: save this file as UTF-8."]


def test_named_file_that_is_not_there(tmp_path: Path) -> None:
    file = tmp_path / "linli.toml"

    assert faults(file) == [f"{file}: no such file; copy config.example.toml."]


def test_folder_in_the_place_of_the_file(tmp_path: Path) -> None:
    assert faults(tmp_path) == [f"{tmp_path}: cannot be read: Is a directory."]


def test_long_value_is_cut(write: Write) -> None:
    (line,) = faults(write(f'[telegram]\nmode = "{"x" * 5000}"'))

    assert len(line) < 250
