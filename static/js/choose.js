/* Lists of boxes to tick: filter as you type, all and none of a group at once, a count. Without
   scripts the same buttons ask the server. */

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const all = (selector, within) => [...within.querySelectorAll(selector)];

for (const form of document.querySelectorAll("form[data-choose]")) {
  const count = form.querySelector("[data-choose-count]");
  const box = form.querySelector("[data-choose-filter]");
  const none = box.querySelector("[data-choose-none]");
  const input = box.querySelector("input");
  const choices = all(".choice", form).map((row) => ({
    row, tick: row.querySelector("input"), group: row.closest("[data-choose-group]"), words: plain(row.textContent),
  }));

  const tell = () => {
    const chosen = choices.filter((choice) => choice.tick.checked).length;
    count.textContent = `${count.dataset.chooseCount} ${chosen}`;
  };

  const show = () => {
    const wanted = plain(input.value).split(/\s+/).filter(Boolean);
    for (const choice of choices) choice.row.hidden = !wanted.every((word) => choice.words.includes(word));
    for (const group of all("[data-choose-group]", form)) {
      group.hidden = wanted.length > 0 && !choices.some((choice) => choice.group === group && !choice.row.hidden);
    }
    none.textContent = choices.every((choice) => choice.row.hidden) ? none.dataset.chooseNone : "";
  };

  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-choose-all], [data-choose-clear]");
    if (!button) return;
    event.preventDefault();
    const group = button.closest("[data-choose-group]");
    for (const choice of choices) {
      if (choice.group === group && !choice.row.hidden) choice.tick.checked = "chooseAll" in button.dataset;
    }
    tell();
  });
  form.addEventListener("change", tell);
  input.addEventListener("input", show);
  /* Enter in the filter does not invite anybody. */
  input.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
  box.hidden = false;
  show();
  tell();
}
