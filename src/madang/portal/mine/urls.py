"""Addresses of a resident's own pages, below /mine/. No address carries anything personal but ids of one's own rows."""

from __future__ import annotations

from django.urls import URLPattern, path

from madang.portal.mine import applying, asked, benefits, cases, consents, likely, looks, services
from madang.portal.mine.since import since

urlpatterns: list[URLPattern] = [
    path("", benefits.benefits, name="mine"),
    path("since", since, name="mine-since"),
    path("changes/<int:number>/", benefits.change, name="mine-change"),
    path("likely/", likely.likely, name="mine-likely"),
    path("services/", services.every_service, name="mine-services"),
    path("services/<slug:service>/", services.service, name="mine-service"),
    path("apply/", applying.begin, name="mine-begin"),
    path("apply/for/<slug:service>/", applying.choose, name="mine-for-whom"),
    path("apply/<uuid:draft>/", applying.apply, name="mine-apply"),
    path("apply/<uuid:draft>/consent/", applying.consent, name="mine-consent"),
    path("apply/<uuid:draft>/check/", applying.check, name="mine-check"),
    path("apply/<uuid:draft>/receipt/", applying.receipt, name="mine-receipt"),
    path("cases/", cases.every_case, name="mine-cases"),
    path("cases/<int:case>/", cases.one_case, name="mine-case"),
    path("cases/<int:case>/withdraw/", cases.withdraw, name="mine-withdraw"),
    path("cases/<int:case>/letters/<str:document>/", cases.letter, name="mine-letter"),
    path("looks/", looks.every_look, name="mine-looks"),
    path("looks/<int:entry>/", looks.one_look, name="mine-look"),
    path("looks/<int:entry>/proof/", looks.proof, name="mine-proof"),
    path("consents/", consents.consents, name="mine-consents"),
    path("consents/asked/<int:ask>/", asked.asked, name="mine-asked"),
    path("consents/<int:consent>/withdraw/", consents.withdraw, name="mine-withdraw-consent"),
]
