"""What every test of the API starts from: a client nobody has counted yet."""

import pytest

from initiatives.api.throttles import ClientThrottle


@pytest.fixture(autouse=True)
def nobody_has_asked_yet():
    ClientThrottle.forget_everybody()
