/* Enhancements of every page. Nothing here is needed to finish a task. */

const root = document.documentElement;
const all = (selector, within = document) => [...within.querySelectorAll(selector)];

/* Appearance: runs before the first paint, follows the system until told otherwise. */
const dark = matchMedia("(prefers-color-scheme: dark)");
const stored = () => { try { return localStorage.getItem("theme"); } catch { return null; } };
const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : dark.matches);
if (["dark", "light"].includes(stored())) root.dataset.theme = stored();

function appearance(button) {
  const show = () => button.setAttribute("aria-pressed", String(isDark()));
  button.hidden = false;
  show();
  dark.addEventListener("change", show);
  button.addEventListener("click", () => {
    const wanted = isDark() ? "light" : "dark";
    if ((wanted === "dark") === dark.matches) delete root.dataset.theme;
    else root.dataset.theme = wanted;
    try {
      if (root.dataset.theme) localStorage.setItem("theme", wanted);
      else localStorage.removeItem("theme");
    } catch { /* storage may be refused: the choice then lasts for this page */ }
    show();
  });
}

/* Four languages: stacked fields become tabs that show which are filled. */
function languageTabs(box) {
  const panels = all("[data-language]", box);
  if (panels.length < 2 || box.dataset.ready) return;
  box.dataset.ready = "yes";
  const list = document.createElement("div");
  list.className = "language-tabs";
  list.setAttribute("role", "tablist");
  list.setAttribute("aria-label", box.dataset.name);
  const tabs = panels.map((panel, index) => {
    const input = panel.querySelector("input, textarea");
    const tab = document.createElement("button");
    const dot = document.createElement("span");
    const state = document.createElement("span");
    tab.type = "button";
    tab.id = `${input.id}-tab`;
    tab.lang = panel.lang;
    tab.setAttribute("role", "tab");
    panel.id ||= `${input.id}-panel`;
    tab.setAttribute("aria-controls", panel.id);
    panel.setAttribute("role", "tabpanel");
    panel.setAttribute("aria-labelledby", tab.id);
    panel.querySelector(".label").classList.add("visually-hidden");
    state.className = "visually-hidden";
    state.lang = root.lang;
    tab.append(dot, panel.dataset.language, state);
    const mark = () => {
      const kind = input.getAttribute("aria-invalid") === "true" ? "bad" : input.value.trim() ? "filled" : "empty";
      dot.className = `dot dot-${kind}`;
      state.textContent = ` (${box.dataset[kind]})`;
    };
    input.addEventListener("input", mark);
    mark();
    tab.addEventListener("click", () => choose(index));
    tab.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      const to = step ? (index + step + tabs.length) % tabs.length : { Home: 0, End: tabs.length - 1 }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      choose(to);
      tabs[to].focus();
    });
    list.append(tab);
    return tab;
  });
  function choose(chosen) {
    tabs.forEach((tab, index) => {
      tab.setAttribute("aria-selected", String(index === chosen));
      tab.tabIndex = index === chosen ? 0 : -1;
      panels[index].hidden = index !== chosen;
    });
  }
  box.prepend(list);
  const wrong = panels.findIndex((panel) => panel.querySelector("[aria-invalid=true]"));
  const own = panels.findIndex((panel) => panel.lang === root.lang);
  choose(wrong >= 0 ? wrong : Math.max(own, 0));
  box.reveal = (panel) => choose(panels.indexOf(panel));
}

/* A link in the error summary goes to its field, through closed tabs and into groups. */
function summaryLink(event) {
  const link = event.target.closest(".error-summary a[href^='#']");
  const target = link && document.getElementById(link.hash.slice(1));
  if (!target) return;
  event.preventDefault();
  const panel = target.closest("[data-language]");
  panel?.closest("[data-languages]")?.reveal?.(panel);
  const control = target.matches("fieldset, div") ? target.querySelector("input, select, textarea, button") : target;
  (control ?? target).focus({ preventScroll: true });
  target.closest(".field, .choice")?.scrollIntoView({ block: "center" });
}

/* Tables: sort the rows on the page, filter as you type. */
const words = new Intl.Collator(root.lang, { numeric: true, sensitivity: "base" });
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const key = (row, column) => {
  const cell = row.cells[column];
  return (cell?.dataset.key ?? cell?.textContent ?? "").trim();
};

function sortable(table) {
  all("th[data-sort-column]", table).forEach((head) => {
    if (head.querySelector(".sort")) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.append(...head.childNodes);
    button.insertAdjacentHTML("beforeend", '<svg class="icon" width="15" height="15" viewBox="0 0 24 24" fill="none" stroke="currentColor" aria-hidden="true"><path class="sort-up" d="m6 9 6-6 6 6"/><path class="sort-down" d="m6 15 6 6 6-6"/></svg>');
    head.append(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      all("th[aria-sort]", table).forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const rows = [...table.tBodies[0].rows];
      rows.sort((a, b) => words.compare(key(a, head.cellIndex), key(b, head.cellIndex)) * (down ? -1 : 1));
      table.tBodies[0].append(...rows);
    });
  });
}

function filter(input) {
  const table = document.getElementById(input.dataset.filter);
  const count = input.form.querySelector("[data-filter-count]");
  if (!table) return;
  input.form.hidden = false;
  input.form.addEventListener("submit", (event) => event.preventDefault());
  input.addEventListener("input", () => {
    const wanted = plain(input.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of table.tBodies[0].rows) {
      const text = plain(row.textContent);
      row.hidden = !wanted.every((word) => text.includes(word));
      shown += !row.hidden;
    }
    count.textContent = shown ? `${count.dataset.some} ${shown}` : count.dataset.none;
    count.classList.toggle("visually-hidden", shown > 0);
  });
}

/* Dialogs: links that lead to a page where scripts are off, open the dialog where they are on. */
function dialogs(event) {
  const opener = event.target.closest("[data-dialog-open]");
  const dialog = opener && document.getElementById(opener.dataset.dialogOpen);
  if (dialog?.showModal && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    dialog.showModal();
    return;
  }
  if (event.target.closest("[data-dialog-close]")) event.target.closest("dialog").close();
  else if (event.target.matches("dialog[open]")) {
    const box = event.target.getBoundingClientRect();
    const inside = event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
    if (!inside) event.target.close();
  }
}

/* Messages can be put away; the server may send one with a partial answer (HX-Trigger: toast). */
function toasts(event) {
  event.target.closest("[data-toast-close]")?.closest("[data-toast]")?.remove();
}
function say(text, tone = "info") {
  const note = document.createElement("p");
  note.className = `notice notice-${tone} toast`;
  note.dataset.toast = "";
  note.textContent = text;
  document.querySelector("[data-toasts-live]")?.append(note);
  setTimeout(() => note.remove(), 8000);
}

/* Leaving a form with unsaved changes asks first. */
let unsaved = false;
const guarded = (event) => event.target.closest?.("form[data-guard]");
addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
document.addEventListener("input", (event) => { if (guarded(event)) unsaved = true; });
document.addEventListener("submit", () => { unsaved = false; });

/* Menus made of <details> close like menus. */
function menus(event) {
  all("details[data-menu][open]").forEach((menu) => {
    if (event.key === "Escape") { menu.open = false; menu.querySelector("summary").focus(); }
    else if (event.type === "click" && !menu.contains(event.target)) menu.open = false;
  });
}

/* Addresses to copy; whoever has no script marks them by hand. */
async function copies(event) {
  const button = event.target.closest?.("[data-copy]");
  if (!button) return;
  const address = document.getElementById(button.dataset.copy);
  try {
    await navigator.clipboard.writeText(address.href ?? address.textContent);
    say(button.dataset.copied);
  } catch { getSelection().selectAllChildren(address); }
}

function enhance(within) {
  all("[data-theme-toggle]", within).forEach((button) => { if (button.hidden) appearance(button); });
  all("[data-languages]", within).forEach(languageTabs);
  all("table[data-sortable]", within).forEach(sortable);
  all("input[data-filter]", within).forEach((input) => { if (input.form.hidden) filter(input); });
  all("[data-copy]", within).forEach((button) => { button.hidden = false; });
  all("[data-toast-close]", within).forEach((button) => { button.hidden = false; });
}

function attend(within) {
  const found = within.matches?.("[data-focus]") ? within : within.querySelector("[data-focus]");
  found?.focus();
  found?.removeAttribute("data-focus");
}

function start() {
  enhance(document);
  attend(document);
  document.addEventListener("click", (event) => { summaryLink(event); dialogs(event); toasts(event); menus(event); copies(event); });
  document.addEventListener("keydown", menus);
  document.addEventListener("htmx:load", (event) => {
    enhance(event.detail.elt.parentElement ?? document);
    attend(event.detail.elt);
  });
  document.addEventListener("toast", (event) => say(event.detail.text ?? event.detail.value, event.detail.tone));
}
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();
