/* My benefits, kept fresh while somebody looks: a question that the server answers when there is something new; then
   the part of the page that shows it is fetched and put in its place, and the next question asked. Without script the
   link "look again" does the same. */
"use strict";

(() => {
  const words = document.querySelector("[data-live-words]");
  const first = document.querySelector("[data-live]");
  if (!first || !window.fetch) return;
  const wait = Number(first.dataset.wait); // seconds a question waits for its answer
  const still = 20 * 60_000; // nobody has done anything for so long: do not ask until somebody does
  const least = 1_000; // a question that was answered "nothing" sooner than this is not asked again at once
  const most = 30_000; // between two questions that failed
  let used = Date.now();
  let timer = 0;
  let asking = false;
  let ended = false;
  let pause = least;

  for (const kind of ["pointerdown", "keydown", "scroll", "focus"]) {
    window.addEventListener(kind, () => { used = Date.now(); if (!timer) plan(0); }, { passive: true });
  }
  document.addEventListener("visibilitychange", () => { if (!document.hidden) { used = Date.now(); pause = least; plan(0); } });

  function plan(after) {
    if (asking || ended) return;
    clearTimeout(timer);
    timer = 0;
    if (document.hidden || Date.now() - used > still) return;
    timer = setTimeout(ask, after);
  }

  async function ask() {
    timer = 0;
    asking = true;
    const after = await answered();
    asking = false;
    plan(after);
  }

  /* Milliseconds after which to ask again. */
  async function answered() {
    const live = document.querySelector("[data-live]");
    const begun = Date.now();
    try {
      const address = `${live.dataset.since}?after=${encodeURIComponent(live.dataset.after)}&wait=${wait}`;
      const answer = await fetch(address, { cache: "no-store", signal: AbortSignal.timeout?.((wait + 10) * 1_000) }); // an older browser waits as long as it likes
      if (answer.status === 401) { ended = true; return 0; } // signed out: the page says what was known then
      if (answer.status === 200 && await show(live)) { pause = least; return 0; }
      if (answer.status === 304) {
        pause = least;
        const asked = 1_000 * Number(answer.headers.get("Retry-After") ?? 0);
        return asked || Math.max(0, begun + least - Date.now());
      }
    } catch {
      // No network just now, or no answer in time.
    }
    pause = Math.min(2 * pause, most);
    return pause;
  }

  /* Whether the page shows what is new. */
  async function show(live) {
    const answer = await fetch(location.href, { cache: "no-store", redirect: "error" });
    if (!answer.ok) return false;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-live]");
    if (!fresh || fresh.dataset.after === live.dataset.after) return false;
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
    return true;
  }

  plan(0);
})();
