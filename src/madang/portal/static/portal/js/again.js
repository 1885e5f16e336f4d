/* Back, Forward and reload. A page that answers a form would be asked for again by sending the form again, which the
   browser must first ask the visitor about. Instead this tab keeps what the page's form holds (sessionStorage: on this
   device, for this tab, until it closes), the page's place in the tab's history becomes a plain one, and whoever comes
   to it again lands on a page that sends the kept form once more. The server keeps nothing; without script the
   browser's own way remains. */
"use strict";

(() => {
  const form = document.querySelector("form[data-kept]");
  const returns = document.querySelector("form[data-returns]");

  function kept() {
    const key = history.state && history.state.kept;
    return key ? JSON.parse(sessionStorage.getItem(key)) : null;
  }

  function sendAgain({ action, fields }) {
    for (const [name, value] of [...fields, ["do", "again"]]) {
      const input = document.createElement("input");
      Object.assign(input, { type: "hidden", name, value });
      returns.append(input);
    }
    returns.action = action;
    // While a page is still loading, what it leads to takes its place in the history: Forward goes on from there.
    returns.submit();
  }

  function keep(key) {
    const fields = [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
    const text = JSON.stringify({ action: new URL(form.action).pathname, fields });
    try {
      sessionStorage.setItem(key, text);
    } catch {
      sessionStorage.clear(); // full: the pages longest ago give way
      sessionStorage.setItem(key, text);
    }
  }

  try {
    if (document.querySelector("[data-erased]")) {
      sessionStorage.clear();
      history.replaceState(null, "", document.querySelector(".site-name a").href); // a reload begins anew
    }
    const before = returns && kept();
    if (before) sendAgain(before);
    if (!form) return;
    const key = `madang-${Date.now()}-${Math.random()}`;
    keep(key);
    history.replaceState({ kept: key }, "");
    window.addEventListener("pagehide", () => keep(key));
  } catch {
    // No storage in this browser: its own way remains.
  }
})();
