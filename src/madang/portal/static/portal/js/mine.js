/* My benefits, kept fresh: a small question again and again while somebody looks; when there is something new, the part
   of the page that shows it is fetched and put in its place. Without script the link "look again" does the same. */
"use strict";

(() => {
  const words = document.querySelector("[data-live-words]");
  const first = document.querySelector("[data-live]");
  if (!first || !window.fetch) return;
  const every = Number(first.dataset.every);
  const slow = 5 * 60_000; // nobody has done anything for so long: ask less often
  const still = 20 * 60_000; // and then not at all, until somebody does
  let used = Date.now();
  let timer = 0;

  for (const kind of ["pointerdown", "keydown", "scroll", "focus"]) {
    window.addEventListener(kind, () => { used = Date.now(); if (!timer) plan(); }, { passive: true });
  }
  document.addEventListener("visibilitychange", () => { if (!document.hidden) { used = Date.now(); plan(); } });

  function plan() {
    clearTimeout(timer);
    timer = 0;
    const idle = Date.now() - used;
    if (document.hidden || idle > still) return;
    timer = setTimeout(ask, idle > slow ? 4 * every : every);
  }

  async function ask() {
    const live = document.querySelector("[data-live]");
    try {
      const answer = await fetch(`${live.dataset.since}?after=${encodeURIComponent(live.dataset.after)}`, { cache: "no-store" });
      if (answer.status === 401) return; // signed out: the page as it is says what was known then
      if (answer.status === 200) await show(live);
    } catch {
      // No network just now: ask again.
    }
    plan();
  }

  async function show(live) {
    const answer = await fetch(location.href, { cache: "no-store", redirect: "error" });
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-live]");
    if (!fresh) return;
    if (fresh.dataset.after === live.dataset.after) return;
    for (const open of live.querySelectorAll("details[open][id]")) {
      const same = fresh.querySelector(`#${CSS.escape(open.id)}`);
      if (same) same.open = true;
    }
    const before = new Set([...live.querySelectorAll("[id^=change-]")].map((one) => one.id));
    for (const one of fresh.querySelectorAll("[id^=change-]")) if (!before.has(one.id)) one.classList.add("fresh");
    const focused = live.contains(document.activeElement);
    live.replaceWith(document.adoptNode(fresh));
    if (focused) { fresh.tabIndex = -1; fresh.focus({ preventScroll: true }); }
    words.textContent = words.dataset.words;
  }

  plan();
})();
