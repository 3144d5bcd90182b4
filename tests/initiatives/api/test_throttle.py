"""One client may ask so often, another is not held back by it."""

import pytest

from initiatives.api.throttles import ClientThrottle

pytestmark = pytest.mark.django_db
INDEX = "/api/v1/"


def test_who_asks_too_often_is_told_when_to_come_back(client, settings):
    settings.API_RATE = "2/min"
    statuses = [client.get(INDEX).status_code for _ in range(3)]

    response = client.get(INDEX)

    assert statuses == [200, 200, 429]
    assert response["Retry-After"] == "30"
    assert response.json()["detail"] == (
        "Too many requests from your address: wait 30 s and try again."
    )


def test_each_client_is_counted_by_itself(client, settings):
    settings.API_RATE = "1/min"
    client.get(INDEX)

    assert client.get(INDEX, REMOTE_ADDR="192.0.2.7").status_code == 200
    assert client.get(INDEX).status_code == 429


def test_waiting_as_long_as_told_is_enough(client, settings, monkeypatch):
    settings.API_RATE = "1/s"
    now = 1000.0
    monkeypatch.setattr("initiatives.api.throttles.time.monotonic", lambda: now)
    client.get(INDEX)
    assert client.get(INDEX).status_code == 429

    now += 1

    assert client.get(INDEX).status_code == 200


def test_refusals_do_not_make_the_wait_longer(client, settings):
    settings.API_RATE = "1/min"

    waits = {client.get(INDEX).get("Retry-After") for _ in range(5)}

    assert waits == {None, "60"}


def test_no_rate_is_no_limit(client, settings):
    settings.API_RATE = ""

    assert {client.get(INDEX).status_code for _ in range(20)} == {200}


def test_a_crowd_is_forgotten_before_it_fills_the_memory(client, settings, monkeypatch):
    settings.API_RATE = "1/d"
    monkeypatch.setattr("initiatives.api.throttles._MOST_CLIENTS", 3)

    for number in range(10):
        client.get(INDEX, REMOTE_ADDR=f"192.0.2.{number}")

    assert len(ClientThrottle._free_at) <= 3
