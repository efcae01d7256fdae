/* The record saves itself while somebody writes. Without a connection, words wait on this device.
   The Save button does the same without any of this. */

const IDLE = 3000;
const RETRY = 10_000;
const form = document.querySelector("form[data-autosave]");
if (form) keep(form);

function keep(form) {
  const words = form.dataset;
  const state = form.querySelector("[data-autosave-state]");
  const shelf = `record:${form.action}`;
  const fields = [...form.querySelectorAll("textarea")];
  const values = () => Object.fromEntries(fields.map((field) => [field.name, field.value]));
  let saved = JSON.stringify(values());
  let timer = 0;
  let sending = false;
  let stopped = false;

  const say = (text) => { state.textContent = text; };
  const dirty = () => JSON.stringify(values()) !== saved;
  const later = (wait) => { clearTimeout(timer); timer = setTimeout(save, wait); };

  function remember() {
    try { localStorage.setItem(shelf, JSON.stringify(values())); } catch { /* storage may be refused */ }
  }
  function forget() {
    try { localStorage.removeItem(shelf); } catch { /* nothing was kept then */ }
  }
  function kept() {
    try { return JSON.parse(localStorage.getItem(shelf)); } catch { return null; }
  }

  async function save() {
    if (sending || stopped || !dirty()) return;
    sending = true;
    const written = JSON.stringify(values());
    say(words.saving);
    try {
      const answer = await fetch(words.autosave, {
        method: "POST", body: new FormData(form), headers: { Accept: "application/json" }, redirect: "error",
      });
      const told = await answer.json();
      if (!answer.ok) { stop(told.message); return; }
      form.elements.version.value = told.version;
      saved = written;
      const time = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
      say(`${words.saved} ${time}`);
      if (dirty()) later(IDLE); else forget();
    } catch {
      say(words.offline);
      later(RETRY);
    } finally {
      sending = false;
    }
  }

  /* A refusal is for the person to settle: the Save button shows both texts. */
  function stop(message) {
    stopped = true;
    clearTimeout(timer);
    say(`${words.refused} ${message ?? ""}`);
  }

  function offer(found) {
    const box = document.createElement("div");
    const text = document.createElement("p");
    const row = document.createElement("div");
    box.className = "notice notice-warn";
    row.className = "cluster cluster-s";
    text.textContent = words.found;
    const button = (label, act) => {
      const made = document.createElement("button");
      made.type = "button";
      made.className = "button button-s";
      made.textContent = label;
      made.addEventListener("click", () => { act(); box.remove(); fields[0].focus(); });
      row.append(made);
    };
    button(words.restore, () => {
      for (const field of fields) {
        if (field.name in found && field.value !== found[field.name]) {
          field.value = found[field.name];
          field.dispatchEvent(new Event("input", { bubbles: true }));
        }
      }
    });
    button(words.discard, forget);
    box.append(text, row);
    form.prepend(box);
  }

  const found = kept();
  if (found && fields.some((field) => (found[field.name] ?? field.value) !== field.value)) offer(found);
  else if (found) forget();

  form.addEventListener("input", () => { remember(); say(words.typing); later(IDLE); });
  form.addEventListener("submit", () => { saved = JSON.stringify(values()); clearTimeout(timer); });
  addEventListener("online", () => later(0));
  addEventListener("beforeunload", (event) => { if (dirty()) event.preventDefault(); });
}
