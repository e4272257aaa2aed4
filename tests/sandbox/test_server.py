"""The Bot API over HTTP, in every way a client may write a call, and the page's address."""

import json

import aiohttp
import pytest

from sandbox.server import serve

WANG = 101
TOKEN = "12345:sandbox"


@pytest.fixture
async def address(world):
    async with serve(world, port=0) as address:
        yield address


@pytest.fixture
async def client(address):
    async with aiohttp.ClientSession(base_url=address) as client:
        yield client


async def answer_of(response):
    async with response as answered:
        return answered.status, await answered.json()


async def test_call_is_written_as_json(client, private):
    body = {"chat_id": private, "text": "好"}

    status, answer = await answer_of(client.post(f"/bot{TOKEN}/sendMessage", json=body))

    assert status == 200
    assert answer["ok"] is True
    assert answer["result"]["text"] == "好"


async def test_call_is_written_as_a_form(client, private):
    body = {"chat_id": str(private), "text": "好"}

    _status, answer = await answer_of(client.post(f"/bot{TOKEN}/sendMessage", data=body))

    assert answer["result"]["text"] == "好"


async def test_call_is_written_as_an_address(client, private):
    address = f"/bot{TOKEN}/sendMessage?chat_id={private}&text=%E5%A5%BD"

    _status, answer = await answer_of(client.get(address))

    assert answer["result"]["text"] == "好"


async def test_call_is_written_in_parts_with_a_file(client, world, private):
    form = aiohttp.FormData({"chat_id": str(private), "caption": "名单"})
    form.add_field("document", b"PK", filename="名单.xlsx", content_type="application/zip")

    _status, answer = await answer_of(client.post(f"/bot{TOKEN}/sendDocument", data=form))

    document = answer["result"]["document"]
    assert document["file_name"] == "名单.xlsx"
    assert document["mime_type"] == "application/zip"
    assert world.files.find(document["file_id"]).content == b"PK"


async def test_file_is_fetched_where_the_bot_api_says(client, world, private):
    sent = world.send_file(WANG, private, b"BEGIN", kind="document", file_name="a.ics")
    body = {"file_id": sent["document"]["file_id"]}
    _status, answer = await answer_of(client.post(f"/bot{TOKEN}/getFile", json=body))

    async with client.get(f"/file/bot{TOKEN}/{answer['result']['file_path']}") as fetched:
        assert await fetched.read() == b"BEGIN"
    async with client.get(f"/file/bot{TOKEN}/documents/none") as missing:
        assert missing.status == 404
    async with client.get(f"/file/bot1:x/{answer['result']['file_path']}") as foreign:
        assert foreign.status == 404


@pytest.mark.parametrize(
    ("token", "status", "words"),
    [
        ("12345:wrong", 401, "Unauthorized"),
        ("999:sandbox", 401, "Unauthorized"),
        ("nonsense", 404, "Not Found"),
        ("12345", 404, "Not Found"),
    ],
)
async def test_wrong_tokens(client, token, status, words):
    answered = await answer_of(client.get(f"/bot{token}/getMe"))

    assert answered == (status, {"ok": False, "error_code": status, "description": words})


async def test_status_is_the_error_code(client, private):
    status, answer = await answer_of(client.post(f"/bot{TOKEN}/sendMessage", json={"text": "a"}))

    assert status == answer["error_code"] == 400


async def test_unknown_method_is_not_found(client):
    status, answer = await answer_of(client.get(f"/bot{TOKEN}/getRich"))

    assert (status, answer["description"]) == (404, "Not Found")


@pytest.mark.parametrize("body", ["{", "[1]", '"x"'])
async def test_body_that_is_no_object_is_refused(client, body):
    headers = {"Content-Type": "application/json"}

    status, answer = await answer_of(client.post(f"/bot{TOKEN}/getMe", data=body, headers=headers))

    assert status == 400
    assert answer["ok"] is False


async def test_lost_answer_closes_the_line_after_the_deed(client, world, private):
    world.faults.add(method="sendMessage", lose_answer=True)

    with pytest.raises(aiohttp.ClientError):
        await client.post(f"/bot{TOKEN}/sendMessage", json={"chat_id": private, "text": "到了"})

    assert world.messages(WANG, private)[-1]["text"] == "到了"


async def test_garbage_is_no_json(client, world):
    world.faults.add(garbage=True)

    async with client.get(f"/bot{TOKEN}/getMe") as answered:
        body = await answered.read()

    with pytest.raises(ValueError, match="Expecting value"):
        json.loads(body)


async def test_page_is_served(client):
    async with client.get("/") as page:
        assert page.status == 200
        assert page.content_type == "text/html"


async def test_port_is_free_again_afterwards(world):
    async with serve(world, port=0) as first:
        port = int(first.rpartition(":")[2])
    async with serve(world, port=port) as second:
        assert second == first
