"""The follower and a witness over HTTP: each new head is signed once, and a tree written anew is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection

from madang.trust.keys.ring import rotate
from madang.trust.log import sequencer
from madang.trust.log.errors import WitnessDisagrees
from madang.trust.log.following import follow
from madang.trust.log.heads import heads
from madang.trust.log.models import Cosignature, Witness
from madang.trust.log.tests.test_sequencer import written
from madang.trust.tree.checkpoints import cosignatures
from madang.trust.tree.keys import parse_key
from madang.trust.tree.notes import parse_note
from madang.trust.witness.client import Client, NoAnswer
from madang.trust.witness.tests.running import running_witness


@pytest.mark.django_db
def test_each_new_head_is_signed_once(tmp_path: Path) -> None:
    with running_witness(tmp_path) as url:
        client = Client(url)
        for count, wanted in ((3, [("11110", 3), ("48170", 3)]), (0, []), (300, [("11110", 303), ("48170", 303)])):
            for tenant in ("48170", "11110") if count else ():
                written(count, tenant)
            sequencer.sequence()
            assert follow(client) == wanted
    (head, before) = heads("48170")
    key = parse_key(Witness.objects.get().text)
    assert [len(cosignatures(parse_note(each.note), [key])) for each in (head, before)] == [1, 1]
    assert [name for name, _ in head.witnesses] == ["witness.example/one"]


@pytest.mark.django_db
def test_a_witness_that_was_away_or_knows_more_is_caught_up_with(tmp_path: Path) -> None:
    with running_witness(tmp_path) as url:
        written(3)
        sequencer.sequence()
        follow(Client(url))
    with pytest.raises(NoAnswer):
        follow(Client(url))
    for _ in range(3):
        written(200)
        sequencer.sequence()
    rotate("sign", "log")
    written(1)
    sequencer.sequence()
    with running_witness(tmp_path) as url:
        assert follow(Client(url)) == [("48170", 604)]
        assert follow(Client(url)) == []
    assert Cosignature.objects.count() == 2


@pytest.mark.django_db
def test_a_witness_with_another_key_than_before_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with running_witness(tmp_path) as url:
        client = Client(url)
        written(1)
        sequencer.sequence()
        follow(client)
    with running_witness(tmp_path / "other", seed=8) as other:
        monkeypatch.setattr(client, "_ask", Client(other)._ask)
        with pytest.raises(WitnessDisagrees, match="another key"):
            follow(client)


@pytest.mark.django_db(transaction=True)
def test_another_history_is_refused_and_the_other_tenants_go_on(tmp_path: Path) -> None:
    with running_witness(tmp_path) as url:
        client = Client(url)
        written(5)
        sequencer.sequence()
        follow(client)
    with connection.cursor() as cursor:  # what an operator with all rights would do: begin anew
        cursor.execute(
            "TRUNCATE trust_lookreport, trust_cosignature, trust_storedhead, trust_storedtile, trust_leaf,"
            " trust_waiting, trust_entry"
        )
    written(7)
    written(2, "99999")
    sequencer.sequence()
    with running_witness(tmp_path) as url, pytest.raises(WitnessDisagrees, match="422"):
        follow(Client(url))
    assert list(Cosignature.objects.values_list("tenant", flat=True)) == ["99999"]
