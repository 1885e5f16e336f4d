"""A small registry: one client with rights, one without, one provider; and the gateway before it."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator

import pytest
from django.db import transaction

from madang.exchange.hub import service as hub
from madang.exchange.hub.signing.service import Signer, new_seed
from madang.exchange.hub.tests import provider as providers
from madang.exchange.hub.tests import serving
from madang.exchange.hub.tests.calling import Caller

CLIENT, OTHER, OWNER = "KR/GOV/city/app", "KR/GOV/town/app", "KR/GOV/office/register"
SERVICE = f"{OWNER}/things"
PATH = f"/r1/{SERVICE}"
SINCE = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


@pytest.fixture(scope="session")
def seeds() -> dict[str, str]:
    return {name: new_seed() for name in ("hub", "expired", "next", CLIENT, OTHER, OWNER)}


@pytest.fixture(scope="session")
def signers(seeds: dict[str, str]) -> dict[str, Signer]:
    return {name: Signer.of(seed) for name, seed in seeds.items()}


@pytest.fixture(scope="session")
def entries(signers: dict[str, Signer]) -> hub.Entries:
    """Services: `things` under contract, `loose` without, `off` switched off, `gone` where nobody listens."""
    owners = (CLIENT, OTHER, OWNER)
    keys = [hub.KeyEntry(one, signers[one].keyid, signers[one].public, SINCE) for one in owners]
    past, soon = SINCE + dt.timedelta(days=1), dt.datetime(2100, 1, 1, tzinfo=dt.UTC)
    keys.append(hub.KeyEntry(CLIENT, signers["expired"].keyid, signers["expired"].public, SINCE, past))
    keys.append(hub.KeyEntry(CLIENT, signers["next"].keyid, signers["next"].public, soon))
    address = "process:provider"
    return hub.Entries(
        members=tuple(hub.MemberEntry(one.rpartition("/")[0], "기관", "Office") for one in owners),
        subsystems=tuple(hub.SubsystemEntry(one, "시스템", "System") for one in owners),
        keys=tuple(keys),
        services=(
            hub.ServiceEntry(SERVICE, address, 1.0, document=providers.DOCUMENT, digest="things"),
            hub.ServiceEntry(f"{OWNER}/loose", f"{address}", 1.0, check_answers=False),
            hub.ServiceEntry(f"{OWNER}/off", address, check_answers=False, enabled=False),
            hub.ServiceEntry(f"{OWNER}/gone", "http://127.0.0.1:1", check_answers=False),
            hub.ServiceEntry(f"{OWNER}/elsewhere", "process:nobody", check_answers=False),
        ),
        rights=(
            hub.RightEntry(CLIENT, SERVICE),
            *(hub.RightEntry(CLIENT, f"{OWNER}/{one}") for one in ("loose", "off", "gone", "elsewhere")),
            hub.RightEntry(OTHER, f"{OWNER}/loose", "GET", "/open/*"),
        ),
    )


@pytest.fixture(scope="session")
def running_provider(signers: dict[str, Signer]) -> Iterator[providers.Provider]:
    with providers.running(providers.Provider(signers[OWNER])) as one:
        yield one


@pytest.fixture
def provider(running_provider: providers.Provider) -> Iterator[providers.Provider]:
    running_provider.again()
    yield running_provider
    running_provider.again()


@pytest.fixture(scope="session")
def record() -> hub.Remembered:
    return hub.Remembered()


@pytest.fixture(scope="session")
def small_gateway(entries: hub.Entries, record: hub.Remembered, signers: dict[str, Signer],
                  running_provider: providers.Provider) -> Iterator[hub.RunningGateway]:  # fmt: skip
    def address(registered: str) -> str | None:
        return running_provider.address if registered == "process:provider" else hub.address_of_service(registered)

    configuration = hub.Configuration(signers["hub"], address, b"for tests")
    with hub.RunningGateway(hub.Gateway(configuration, hub.Fixed(entries), record)) as answering:
        yield answering


@pytest.fixture
def caller(small_gateway: hub.RunningGateway, signers: dict[str, Signer], provider: providers.Provider) -> Caller:
    return Caller(small_gateway.address, CLIENT, signers[CLIENT], signers["hub"].public)


@pytest.fixture
def other(small_gateway: hub.RunningGateway, signers: dict[str, Signer], provider: providers.Provider) -> Caller:
    return Caller(small_gateway.address, OTHER, signers[OTHER], signers["hub"].public)


EVENT = "kr.test.moved"


@pytest.fixture(scope="session")
def event_entries() -> hub.Entries:
    """OWNER publishes, CLIENT subscribes twice: a worker's queue and a pull."""
    schema = {
        "type": "object",
        "required": ["number"],
        "additionalProperties": False,
        "properties": {"number": {"type": "string"}, "n": {"type": "integer"}},
    }
    return hub.Entries(
        event_types=(hub.EventTypeEntry(EVENT, "이사", "Moved", schema, "number"),),
        event_rights=(
            hub.EventRightEntry(OWNER, EVENT, "publish", "/office"),
            hub.EventRightEntry(CLIENT, EVENT, "subscribe"),
        ),
        subscriptions=(
            hub.SubscriptionEntry("worker", CLIENT, queued=True),
            hub.SubscriptionEntry("city", CLIENT),
        ),
    )


@pytest.fixture
def registered(transactional_db: None, entries: hub.Entries, event_entries: hub.Entries) -> str:
    """The whole small registry in the tests' database, and a member that only this test has."""
    mark = f"KR/GOV/{uuid.uuid4()}"
    with transaction.atomic():
        serving.register(entries)
        serving.register(event_entries)
        hub.register_member(hub.MemberEntry(mark, "표", "Mark"), by=serving.BY)
    return mark


@pytest.fixture(scope="session")
def process(django_db_setup: None, running_provider: providers.Provider, seeds: dict[str, str],
            tmp_path_factory: pytest.TempPathFactory) -> Iterator[serving.ServedGateway]:  # fmt: skip
    """A gateway in a process of its own, over the tests' database, for all of them."""
    with serving.ServedGateway(seeds["hub"], running_provider.address, tmp_path_factory.mktemp("hub")) as answering:
        yield answering


@pytest.fixture
def served(process: serving.ServedGateway, registered: str, provider: providers.Provider) -> serving.ServedGateway:
    """The same, once it has read this test's registry."""
    process.wait_for(registered)
    return process


@pytest.fixture
def served_caller(served: serving.ServedGateway, signers: dict[str, Signer]) -> Caller:
    return Caller(served.address, CLIENT, signers[CLIENT], signers["hub"].public)


@pytest.fixture
def publisher(served: serving.ServedGateway, signers: dict[str, Signer]) -> Caller:
    return Caller(served.address, OWNER, signers[OWNER], signers["hub"].public)
