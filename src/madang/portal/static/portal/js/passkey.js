/* Joins the page's forms to allauth's passkey functions (mfa/js/webauthn.js), and says in the page what went wrong. A
   page without script keeps its password way; what only passkeys need stays hidden until the browser has them. */
"use strict";

(() => {
  const words = document.querySelector("[data-passkey-error]");
  const form = document.querySelector("form[data-passkey]");
  if (!form || !words) return;
  const missing = document.querySelector("[data-no-passkeys]");
  if (!window.PublicKeyCredential || !navigator.credentials) {
    missing.hidden = false;
    return;
  }
  for (const element of document.querySelectorAll("[data-needs-passkeys]")) element.hidden = false;

  const options = form.dataset.options ? JSON.parse(form.dataset.options) : null;
  const credential = "credential";
  const { loginForm, addForm, signupForm, authenticateForm } = window.allauth.webauthn.forms;
  const join = {
    "sign-in": () => loginForm({ ids: { login: "passkey", credential } }),
    "sign-up": () => signupForm({ ids: { signup: "passkey", credential }, data: { creation_options: options } }),
    "add": () => addForm({ ids: { add: "passkey", credential, passwordless: "alone" }, data: { creation_options: options } }),
    "use": () => authenticateForm({ ids: { authenticate: "passkey", credential }, data: { request_options: options } }),
  };
  join[form.dataset.passkey]();

  document.getElementById("passkey").addEventListener("click", () => { words.hidden = true; });
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault(); // said in the page, not in the console
    const { name } = event.detail.exception;
    const which = { NotAllowedError: "cancelled", AbortError: "cancelled", InvalidStateError: "known" }[name] || "failed";
    words.textContent = words.dataset[which];
    words.hidden = false;
  });
})();
