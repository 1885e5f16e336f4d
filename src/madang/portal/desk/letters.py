"""The letters of a case for its clerk: the file as it was issued."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from madang.portal.desk.frame import desk_page
from madang.portal.views.methods import READ
from madang.rules.service import Label
from madang.services.casework.service import letter_of
from madang.trust.service import Ground, Principal, disclose, entered

WHY = Label("발송한 문서의 확인", "Looking at a letter that was issued")
DUTY = Ground("공공기록물 관리에 관한 법률 §17", "duty")


@desk_page(*READ)
def letter_file(_request: HttpRequest, principal: Principal, document: str) -> HttpResponse:
    """GET: the sealed PDF. 404 where its case is not there for this clerk."""
    with entered(principal):
        letter = letter_of(document)
        if letter is None:
            raise Http404
        case = letter.case
        with disclose(
            principal, [case.applicant], purpose=WHY, ground=DUTY, what=["letter"], unit=case.unit,
            about=f"letter:{letter.document}",
        ):  # fmt: skip
            body = bytes(letter.pdf)
    response = HttpResponse(body, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{letter.document}.pdf"'
    return response
