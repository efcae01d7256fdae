/* Search as you type (ARIA combobox with a list box). Without scripts the same field leads to a page of answers. */

const PAUSE = 120;

function finder(form) {
  const input = form.querySelector("input[type=search]");
  const choices = form.querySelector("[role=listbox]");
  const panel = form.querySelector("[data-finder-panel]");
  const note = form.querySelector("[data-finder-note]");
  const count = form.querySelector("[data-finder-count]");
  const options = () => [...choices.querySelectorAll("[role=option]")];
  let timer, request, at = -1;

  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": choices.id })) input.setAttribute(name, value);

  function show(open) {
    panel.hidden = !open;
    input.setAttribute("aria-expanded", String(open));
    if (!open) mark(-1);
  }

  function mark(place) {
    const all = options();
    all[at]?.setAttribute("aria-selected", "false");
    at = all.length && place >= 0 ? place : -1;
    if (at < 0) return input.removeAttribute("aria-activedescendant");
    all[at].setAttribute("aria-selected", "true");
    all[at].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", all[at].id);
  }

  async function ask() {
    request?.abort();
    if (!input.value.trim()) { choices.replaceChildren(); count.textContent = ""; return show(false); }
    request = new AbortController();
    const address = new URL(form.action);
    address.search = new URLSearchParams({ q: input.value, part: "choices" });
    try {
      const answer = await fetch(address, { signal: request.signal, headers: { Accept: "text/html" } });
      if (!answer.ok || answer.redirected) return show(false);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const found = page.querySelector("[data-count]");
      at = -1;
      choices.replaceChildren(...found.children);
      choices.hidden = !choices.childElementCount;
      note.textContent = found.dataset.note;
      count.textContent = found.dataset.count;
      show(document.activeElement === input);
    } catch (error) {
      if (error.name !== "AbortError") show(false);
    }
  }

  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, PAUSE); });
  input.addEventListener("focus", () => { if (options().length) show(true); });
  input.addEventListener("keydown", (event) => {
    const last = options().length - 1;
    const open = !panel.hidden;
    if (event.key === "Escape" && open) { event.preventDefault(); return show(false); }
    if (event.key === "Enter" && open && at >= 0) { event.preventDefault(); return options()[at].click(); }
    if (last < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "ArrowDown") { event.preventDefault(); show(true); mark(at < last ? at + 1 : 0); }
    if (event.key === "ArrowUp") { event.preventDefault(); show(true); mark(at > 0 ? at - 1 : last); }
  });
  form.addEventListener("focusout", (event) => { if (!form.contains(event.relatedTarget)) show(false); });
  panel.addEventListener("pointerdown", (event) => event.preventDefault());
}

document.querySelectorAll("[data-finder]").forEach(finder);
