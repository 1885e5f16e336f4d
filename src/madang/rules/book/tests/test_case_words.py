"""What differs from a worked case, said in both languages; the short line stays as it was."""

from __future__ import annotations

import pytest

from madang.rules.book.service import difference_words
from madang.rules.cases import Difference
from madang.rules.service import Rulebook

SAID = [
    (Difference("status", "", "ineligible", "eligible"), "status: expected 'ineligible', got 'eligible'",
     "답: 사례에서는 받을 수 없음, 나온 답은 받을 수 있음", "Answer: the case expects not eligible, got eligible"),
    (Difference("amount", "", [34970, 34970], [130000, None]), "amount: expected [34970, 34970], got [130000, None]",
     "금액: 사례에서는 34,970원, 나온 답은 130,000원 이상",
     "Amount: the case expects 34,970 won, got 130,000 won or more"),
    (Difference("amount", "", None, [0, 70]), "amount: expected None, got [0, 70]",
     "금액: 사례에서는 없음, 나온 답은 0원 – 70원", "Amount: the case expects none, got 0 won – 70 won"),
    (Difference("clause", "income", False, None), "clause income: expected False, got None",
     "조건 '{ko}': 사례에서는 맞지 않음, 나온 답은 아직 모름",
     "Condition '{en}': the case expects not met, got not known yet"),
    (Difference("clause", "nosuch", True, "no such clause"), "clause nosuch: expected True, got 'no such clause'",
     "조건 'nosuch': 사례에서는 맞음, 나온 답은 그런 조건 없음",
     "Condition 'nosuch': the case expects met, got no such clause"),
    (Difference("recipients", "", ["a", "b"], []), "recipients: expected ['a', 'b'], got []",
     "받는 사람: 사례에서는 a, b, 나온 답은 없음", "Recipients: the case expects a, b, got none"),
    (Difference("missing", "person.pregnant", True, False), "missing: person.pregnant is not asked for",
     "'임신 중': 물어야 하는데 묻지 않음", "'Pregnant' should be asked for and is not"),
]  # fmt: skip


@pytest.mark.parametrize(("found", "line", "ko", "en"), SAID, ids=lambda one: one.kind if hasattr(one, "kind") else "")
def test_a_difference_is_said_in_both_languages(
    found: Difference, line: str, ko: str, en: str, rulebook: Rulebook
) -> None:
    service = rulebook.pack.services["basic_pension"]
    income = next(one.label for one in service.clauses if one.id == "income")
    words = difference_words(rulebook, service, found)
    assert str(found) == line
    assert words.ko == ko.replace("{ko}", income.ko)
    assert words.en == en.replace("{en}", income.en)


def test_a_value_worked_out_is_said_with_its_label(rulebook: Rulebook) -> None:
    name = next(name for name, (one, *_) in rulebook.derived.items() if one.type == "money")
    words = difference_words(
        rulebook, rulebook.pack.services["basic_pension"], Difference("derived", name, [1, 1], [2, 2])
    )
    label = rulebook.derived[name][0].label
    assert label is None or label.ko in words.ko
    assert words.en.endswith("the case expects 1 won, got 2 won")
