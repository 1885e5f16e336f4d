/* Small comforts; every page is complete without them. No state is kept here. */
"use strict";

(() => {
  const great = { "조": 1e12, "억": 1e8, "만": 1e4 };
  const korean = document.documentElement.lang === "ko";

  /** Whole won for the plain forms (1,500,000 · 150만 · 1억 2000만원), else null: the server reads the rest. */
  function readMoney(text) {
    let rest = text.normalize("NFKC").replace(/[\s,]/g, "").replace(/원$/, "");
    if (!rest) return null;
    let total = 0;
    for (const [unit, size] of Object.entries(great)) {
      const found = rest.match(new RegExp(`^([0-9]+(?:\\.[0-9]+)?)${unit}`));
      if (found) {
        total += Number(found[1]) * size;
        rest = rest.slice(found[0].length);
      }
    }
    if (rest && !/^[0-9]+$/.test(rest)) return null;
    if (rest && total >= 1e8 && rest.length < 5) return null;
    const whole = Math.round(total + Number(rest || 0));
    return Number.isSafeInteger(whole) ? whole : null;
  }

  function inWords(won) {
    if (!korean) return `₩${won.toLocaleString("en")}`;
    const parts = [];
    let rest = won;
    for (const [unit, size] of Object.entries(great)) {
      if (rest >= size) {
        parts.push(`${Math.floor(rest / size).toLocaleString("en")}${unit}`);
        rest %= size;
      }
    }
    if (rest || !parts.length) parts.push(rest.toLocaleString("en"));
    return `${parts.join(" ")}${rest || !won ? "원" : " 원"}`;
  }

  for (const input of document.querySelectorAll("input[data-money]")) {
    const echo = input.closest(".field").querySelector("[data-echo]");
    const show = () => {
      const won = readMoney(input.value);
      echo.textContent = won === null ? "" : `= ${inWords(won)}`;
    };
    input.addEventListener("input", show);
    show();
  }

  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }

  window.addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll("details.service:not([open])")) {
      details.open = true;
      details.dataset.closeAgain = "";
    }
  });
  window.addEventListener("afterprint", () => {
    for (const details of document.querySelectorAll("details[data-close-again]")) {
      details.open = false;
      delete details.dataset.closeAgain;
    }
  });
})();
