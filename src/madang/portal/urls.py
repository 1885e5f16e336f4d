"""Addresses of the portal. What somebody told travels in posts, so no address carries it."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from madang.portal.views import check, demo, erase, files, look, start

app_name = "portal"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", start.home, name="home"),
    path("desk/", include("madang.portal.desk.urls")),
    path("start/", start.start, name="start"),
    path("check/", check.check, name="check"),
    path("result/", check.result, name="result"),
    path("save/", files.save, name="save"),
    path("sent/", files.sent, name="sent"),
    path("resume/", files.resume, name="resume"),
    path("look/", look.look, name="look"),
    path("erase/", erase.erase, name="erase"),
    path("demo/", demo.people, name="demo"),
    path("", include("madang.portal.office.urls")),
    path("", include("madang.portal.keys.urls")),
    path("rules/", include("madang.portal.law.urls")),
    path("", include("madang.portal.find.urls")),
    path("workbench/", include("madang.portal.workbench.urls")),
    path("mine/", include("madang.portal.mine.urls")),
    path("demo/begin/", demo.begin, name="demo-begin"),
]
