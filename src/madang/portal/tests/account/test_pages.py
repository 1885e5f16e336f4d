"""The account's pages by client: forgery, redirects, limits, what is not offered, what others may learn."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from conftest import CountQueries
from madang.portal.account.urls import urlpatterns
from madang.portal.tests.account.person import PASSWORD, code_from_mail
from madang.portal.tests.account.signing_in import EMAIL, ENGLISH, sign_in, sign_up

pytestmark = pytest.mark.django_db
ADDRESSES = sorted("/account/" + str(one.pattern).replace("<int:pk>", "1") for one in urlpatterns)
ELSEWHERE = (
    "https://evil.example/", "//evil.example/", "/\\evil.example/", "\\\\evil.example", "javascript:alert(1)",
    "http:///evil.example", "https:evil.example", " https://evil.example", "https://testserver@evil.example/",
)  # fmt: skip


@pytest.mark.parametrize("there", ELSEWHERE)
def test_nobody_is_sent_elsewhere(there: str) -> None:
    client = Client()
    sign_up(client)
    client.post("/account/sign-out/")
    assert sign_in(client, next=there).headers["Location"] == "/account/"
    again = client.get("/account/again/", {"next": there})
    assert again.headers["Location"] == "/account/again/password/"
    shown = client.post(f"/account/again/password/?next={there}", {"password": PASSWORD, "next": there})
    assert shown.headers["Location"] == "/account/"
    assert client.post("/account/sign-out/", {"next": there}).headers["Location"] == "/account/signed-out/"
    assert client.post("/account/demo/", {"part": "official", "next": there}).headers["Location"] == "/account/"
    assert client.post("/look/", {"next": there, "language": "en"}).headers["Location"] == "/"
    links = re.findall('href="([^"]*)', client.get("/account/again/", {"next": there, "strong": "1"}).text)
    assert len(links) > 5
    assert not any("evil" in link for link in links)


def test_back_to_where_one_was() -> None:
    client = Client()
    sign_up(client)
    client.post("/account/sign-out/")
    asked = client.get("/account/email/")
    assert asked.headers["Location"] == "/account/sign-in/?next=%2Faccount%2Femail%2F"
    assert 'name="next" value="/account/email/"' in client.get(asked.headers["Location"]).text
    assert sign_in(client, next="/account/email/").headers["Location"] == "/account/email/"
    shown = client.post("/account/again/password/", {"password": PASSWORD, "next": "/account/email/"})
    assert shown.headers["Location"] == "/account/email/"


def test_what_is_not_offered_is_not_there(client: Client) -> None:
    for name in ("account_request_login_code", "account_confirm_login_code", "mfa_trust", "mfa_download_recovery_codes",
                 "account_request_reauthentication_code", "account_confirm_email", "usersessions_list",
                 "account_reset_password_from_key", "account_verify_phone"):  # fmt: skip
        with pytest.raises(NoReverseMatch):
            reverse(name)
    for path in ("/accounts/login/", "/account/login/", "/account/3rdparty/", "/account/2fa/", "/admin/"):
        assert client.get(path).status_code == 404


def test_no_page_is_rendered_by_a_template_of_allauth() -> None:
    """Every address answers with a view of ours; the templates of its own that allauth names are never reached."""
    for one in get_resolver("madang.portal.account.urls").url_patterns:
        view = getattr(one.callback, "view_class", one.callback)
        assert view.__module__.startswith("madang.portal.account"), one


def test_pages_of_an_account_want_one(client: Client) -> None:
    for_all = ("sign-in", "sign-up", "sign-out", "signed-out", "closed", "demo", "forgotten", "email/code", "end")
    for path in (one for one in ADDRESSES if not any(word in one for word in for_all)):
        assert client.get(path).headers["Location"].startswith("/account/sign-in/?next="), path


def test_five_wrong_passwords_stop_the_sixth_try_and_the_right_one() -> None:
    client = Client()
    sign_up(client)
    client.post("/account/sign-out/")
    for _ in range(5):
        assert "do not belong together" in sign_in(client, password="wrong wrong wrong").text
    refused = sign_in(Client())  # another browser, the right password
    assert refused.status_code == 422
    assert "Wait five minutes" in refused.text
    assert sign_in(Client(), "mina@example.org", "wrong wrong wrong").status_code == 422
    assert "do not belong together" in sign_in(Client(), "mina@example.org", "wrong wrong wrong").text


def test_too_much_from_one_address_is_told_so(client: Client) -> None:
    answers = [client.post("/account/sign-up/", {"email": ""}, headers=ENGLISH) for _ in range(21)]
    assert [one.status_code for one in answers] == [422] * 20 + [429]
    assert "Too many attempts" in answers[-1].text
    assert answers[-1].headers["Retry-After"] == "60"


def test_three_wrong_codes_end_the_signing_up(client: Client) -> None:
    client.post("/account/sign-up/password/", {"email": EMAIL, "password1": PASSWORD})
    right = code_from_mail(EMAIL)
    for _ in range(3):
        last = client.post("/account/email/code/", {"code": "AAAAAA", "action": "verify"})
    assert last.headers["Location"] == "/account/sign-in/"
    client.post("/account/email/code/", {"code": right, "action": "verify"})
    assert client.get("/account/").status_code == 302


def test_pages_do_not_tell_who_has_an_account() -> None:
    sign_up(Client())
    cache.clear()  # ten seconds later
    known, unknown = Client(), Client()
    pages = []
    for client, email in ((known, EMAIL), (unknown, "nobody@example.org")):
        fields = {"email": email, "password1": "quite another one, too"}
        up = client.post("/account/sign-up/password/", fields, headers=ENGLISH, follow=True)
        reset = Client().post("/account/password/forgotten/", {"email": email}, headers=ENGLISH, follow=True)
        wrong = sign_in(Client(), email, "wrong wrong wrong")
        text = "".join(page.text for page in (up, reset, wrong)).replace(email, "…")
        pages.append(re.sub(r'(csrfmiddlewaretoken" value=")[^"]+', r"\1", text))
    assert pages[0] == pages[1]
    subjects = [str(letter.subject) for letter in mail.outbox if letter.to == [EMAIL]]
    assert "You already have an account with Madang" in subjects


def test_a_forgotten_password_is_replaced_and_ends_the_sessions() -> None:
    client, elsewhere = Client(), Client()
    sign_up(elsewhere)
    client.post("/account/password/forgotten/", {"email": EMAIL})
    client.post("/account/password/forgotten/code/", {"code": code_from_mail(EMAIL)})
    done = client.post("/account/password/forgotten/new/", {"password1": "quite another one, too"})
    assert done.headers["Location"] == "/account/password/forgotten/done/"
    assert elsewhere.get("/account/").status_code == 302
    assert sign_in(client).status_code == 422
    assert sign_in(client, password="quite another one, too").headers["Location"] == "/account/"


@pytest.mark.parametrize("password", ["short", "qwerty123456", "sora@example.org", "9501011234567"])
def test_weak_passwords_are_refused(client: Client, password: str) -> None:
    fields = {"email": EMAIL, "password1": password}
    assert client.post("/account/sign-up/password/", fields).status_code == 422


def test_another_address_takes_the_place_only_with_its_code() -> None:
    client = Client()
    sign_up(client)
    client.post("/account/email/", {"email": "new@example.org", "action_add": "1"})
    assert EMAIL in client.get("/account/").text
    client.post("/account/email/code/", {"code": code_from_mail("new@example.org"), "action": "verify"})
    assert "new@example.org" in client.get("/account/").text
    assert any("another e-mail" in str(one.subject) or "바뀌었" in str(one.subject) for one in mail.outbox)


def test_signing_out_needs_a_button_not_a_link() -> None:
    client = Client()
    sign_up(client)
    client.get("/account/sign-out/")
    assert client.get("/account/").status_code == 200
    client.post("/account/sign-out/")
    assert client.get("/account/").status_code == 302


def test_my_page_costs_the_same_however_much_is_on_it(count_queries: CountQueries) -> None:
    client = Client()
    sign_up(client)
    for _ in range(3):
        sign_in(Client())
    client.get("/account/")  # the notice is shown once and leaves the session
    with count_queries(4):  # session, account, ways, sessions
        assert client.get("/account/").text.count('name="session"') == 4


def test_the_check_stays_what_it_was_for_who_is_signed_in(count_queries: CountQueries) -> None:
    client = Client()
    sign_up(client)
    client.get("/account/")
    with count_queries(2):
        page = client.get("/")
    assert "sora" in page.text
    with count_queries(0):
        assert "sora" not in Client().get("/").text


def test_preferences_come_back_to_the_page(client: Client) -> None:
    answer = client.post("/look/", {"next": "/account/sign-in/?next=/account/", "text_size": "huge"})
    assert answer.headers["Location"] == "/account/sign-in/?next=/account/"
    assert 'class="text-huge"' in client.get(answer.headers["Location"]).text
    client.post("/look/", {"next": "/account/sign-in/", "language": "en"})
    assert '<html lang="en"' in client.get("/account/sign-in/").text
    assert client.get("/look/").status_code == 405


def test_nothing_of_a_person_reaches_the_log(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    sign_up(client)
    sign_in(Client(), password="wrong wrong wrong")
    code = code_from_mail(EMAIL)
    assert not any(word in caplog.text for word in (EMAIL, PASSWORD, "wrong wrong", code))
