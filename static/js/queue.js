/* Keys of the officer's queue. Every key presses a button or follows a link of the page, which work
   without it. Keys act only outside fields, and can be turned off (WCAG 2.1.4). */

const page = document.querySelector("main");
const queue = page.querySelector("[data-queue]");
const dialog = document.getElementById("keys");
const toggle = document.querySelector("[data-keys-switch]");
const REMEMBERED = "queue-keys";
const typing = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";

const remembered = () => { try { return localStorage.getItem(REMEMBERED) !== "off"; } catch { return true; } };
function turn(on) {
  page.toggleAttribute("data-keys", on);
  toggle.checked = on;
}
toggle.addEventListener("change", () => {
  turn(toggle.checked);
  try { localStorage.setItem(REMEMBERED, toggle.checked ? "on" : "off"); } catch { /* lasts for this page then */ }
});
document.querySelector("[data-keys-tools]").hidden = false;
turn(remembered());

/* A field that opens takes the focus; Escape gives it back. */
for (const box of queue.querySelectorAll("[data-reason]")) {
  const summary = box.querySelector("summary");
  box.addEventListener("toggle", () => { if (box.open) box.querySelector("textarea").focus(); });
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !box.open) return;
    event.stopPropagation();
    box.open = false;
    summary.focus();
  });
}

let acted = false;
function press(event) {
  if (acted || event.repeat || event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
  if (!page.hasAttribute("data-keys") || dialog.open || event.target.closest(typing)) return;
  const wanted = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const act = [...document.querySelectorAll("[data-key]")]
    .find((each) => each.dataset.key === wanted || each.dataset.arrow === wanted);
  if (!act) return;
  event.preventDefault();
  const box = act.closest("[data-reason]");
  if (box) {
    // At once: what is typed next belongs into the field.
    box.open = true;
    box.querySelector("textarea").focus();
    return;
  }
  // One press, one act: until the next case is here, keys wait.
  acted = act.type === "submit";
  act.click();
}
document.addEventListener("keydown", press);
addEventListener("pageshow", () => { acted = false; });

/* What happened is put in place once more, so that it is read out. */
const said = document.querySelector("[data-said]");
if (said?.firstElementChild) {
  const words = [...said.children];
  said.replaceChildren();
  setTimeout(() => said.replaceChildren(...words), 200);
}
