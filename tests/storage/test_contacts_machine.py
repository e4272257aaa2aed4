"""The same promises when some who sign up have no Telegram and somebody hears for them."""

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from tests.storage.test_sign_ups_machine import SignUpsMachine


class ContactsMachine(SignUpsMachine):
    @rule(served=st.booleans())
    def the_proxy_goes_or_comes_back(self, served):
        self.hall.contacts_are_served(served=served)

    @invariant()
    def a_contact_is_counted_once(self):
        sql = "SELECT count(*), count(DISTINCT person_id) FROM sign_ups"
        assert len(set(self.hall.connection.execute(sql).fetchone())) == 1


ContactsMachine.TestCase.settings = settings(
    max_examples=5,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
TestContacts = pytest.mark.filterwarnings("default")(ContactsMachine.TestCase)
