/* The programme editor: lays the lists of a day out as a grid in which sessions are drawn, moved, pulled
   longer and shorter, by mouse, touch and keyboard. Without this file the same page is lists and forms. */

import { makeApi } from "./agenda-editor-api.js";
import { makeBoard } from "./agenda-editor-board.js";
import { drags } from "./agenda-editor-drag.js";
import { makeHold } from "./agenda-editor-hold.js";
import { keys, makeMark } from "./agenda-editor-keys.js";

const editor = document.querySelector("[data-editor]");
const root = editor?.querySelector("[data-board]");
const narrow = matchMedia("(max-width: 39.99rem)");
const remembered = () => { try { return localStorage.getItem("agenda-editor"); } catch { return null; } };
const asGrid = () => (remembered() ?? (narrow.matches ? "list" : "grid")) === "grid";

if (root) {
  offerChoice();
  if (asGrid()) start();
}

/* On a phone a list is handier than a grid; whoever prefers the other may have it. */
function offerChoice() {
  document.querySelectorAll("[data-show-as]").forEach((button) => {
    button.hidden = (button.dataset.showAs === "grid") === asGrid();
    button.addEventListener("click", () => {
      try { localStorage.setItem("agenda-editor", button.dataset.showAs); } catch { return; }
      location.reload();
    });
  });
}

function start() {
  const board = makeBoard(root), api = makeApi(board), hold = makeHold(board, api), mark = makeMark(board);
  const { said } = board;
  const dialogs = [...editor.querySelectorAll("dialog")];
  const idle = () => !hold.held && !dialogs.some((dialog) => dialog.open) && !root.querySelector("[aria-busy]");

  editor.querySelectorAll("[data-grid-only]").forEach((each) => { each.hidden = false; });
  editor.querySelector(".board-warnings").open = matchMedia("(min-width: 64rem)").matches;
  const create = newSession(board, api, hold, mark);
  const acts = { create, copy, away, edit: (block) => block.querySelector(".block-title a").click() };
  const { focus } = keys(board, hold, mark, acts);
  drags(board, hold, mark, create);

  async function copy(block) {
    const answer = await api.send(board.at(said.duplicate, block.dataset.id), { room: null });
    const made = hold.settle(answer);
    if (!made || !answer.ok) return;
    made.dataset.minutes = block.dataset.minutes; // what waits has no length of its own
    focus(made);
  }
  function away(block) {
    if (board.placeOf(block).start === null) return;
    const { column, start, minutes } = board.placeOf(block);
    hold.save(block, { column: board.tray, start: null, minutes }, () => board.lay(block, { column, start, minutes }));
  }

  /* ---- undo and redo ---- */
  async function walk(which) {
    const form = editor.querySelector(`[data-${which}]`).form;
    const { ok, message, session } = await api.send(form.action);
    const block = hold.settle({ ok, message, session });
    await api.look(idle);
    if (block && !editor.querySelector(".board-tools").contains(document.activeElement)) focus(block);
  }
  ["undo", "redo"].forEach((which) => {
    const button = editor.querySelector(`[data-${which}]`);
    button.form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (button.getAttribute("aria-disabled") !== "true") walk(which);
    });
  });
  editor.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.target.closest("dialog, input, textarea")) return;
    const key = event.key.toLowerCase();
    const which = key === "z" ? (event.shiftKey ? "redo" : "undo") : key === "y" ? "redo" : null;
    if (!which || hold.held) return;
    event.preventDefault();
    walk(which);
  });

  root.addEventListener("click", (event) => {
    const button = event.target.closest(".block-copy");
    if (button) copy(button.closest("[data-block]"));
  });
  warnings(board, api, focus);
  api.watch(idle);

  const earliest = Math.min(...board.rooms.flatMap(board.blocks).map((block) => board.placeOf(block).start));
  if (Number.isFinite(earliest)) board.scroller.scrollTop = Math.max(0, (earliest - board.first - 15) * 1.5);
  const asked = location.hash.startsWith("#session-") && board.find(location.hash.slice(9));
  if (asked) focus(asked);
}

/* A small dialog at the place: title and kind; Enter saves. */
function newSession(board, api, hold, mark) {
  const dialog = document.getElementById("new-session");
  const form = dialog.querySelector("form");
  const wrong = dialog.querySelector("[data-wrong]");
  const more = dialog.querySelector("[data-more]");
  const whole = more.getAttribute("href");
  let place = null, saved = null;

  function open(at) {
    place = at;
    mark.draw(at);
    mark.button.classList.add("is-new");
    form.reset();
    wrong.textContent = "";
    dialog.querySelector("[data-place]").textContent = board.where(at);
    const begin = hold.moment(at.start).slice(11), end = hold.moment(at.start + at.minutes).slice(11);
    more.href = `${whole}?${new URLSearchParams({ room: at.column.dataset.room, day: board.said.day, starts_at: begin, ends_at: end })}`;
    dialog.showModal();
    beside(mark.button.getBoundingClientRect());
  }
  function beside({ left, right, top }) {
    const { offsetWidth: width, offsetHeight: height } = dialog;
    const side = right + 12 + width < innerWidth ? right + 12 : left - 12 - width;
    dialog.style.left = `${Math.max(8, Math.min(side, innerWidth - width - 8))}px`;
    dialog.style.top = `${Math.max(8, Math.min(top, innerHeight - height - 8))}px`;
  }
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const { title, kind } = Object.fromEntries(new FormData(form));
    const answer = await api.send(form.action, {
      title, kind, room: place.column.dataset.room, start: hold.moment(place.start), minutes: place.minutes,
    });
    if (!answer.ok) { wrong.textContent = answer.message; return; }
    saved = hold.settle(answer);
    mark.usual();
    dialog.close();
  });
  dialog.addEventListener("close", () => {
    mark.button.classList.remove("is-new");
    (saved ? board.gripOf(saved) : mark.button).focus({ preventScroll: true });
    saved = null;
  });
  return open;
}

/* The list of warnings leads to the sessions it speaks of; a reason is asked for in a dialog. */
function warnings(board, api, focus) {
  const list = document.querySelector("[data-warnings]");
  const dialog = document.getElementById("acknowledge");
  const form = dialog.querySelector("form");
  const blocksOf = (item) => item.dataset.sessions.split(" ").map(board.find).filter(Boolean);
  let key = null;

  list.addEventListener("click", (event) => {
    const item = event.target.closest("[data-key]");
    if (event.target.closest("[data-acknowledge]")) {
      event.preventDefault();
      key = item.dataset.key;
      form.reset();
      dialog.querySelector("[data-wrong]").textContent = "";
      dialog.querySelector("[data-place]").textContent = item.querySelector("[data-warning-text]").textContent;
      dialog.showModal();
    } else if (event.target.closest("[data-show]") && blocksOf(item)[0]) focus(blocksOf(item)[0]);
  });
  ["pointerover", "focusin", "pointerout", "focusout"].forEach((kind) => list.addEventListener(kind, (event) => {
    const item = event.target.closest("[data-key]");
    if (item) blocksOf(item).forEach((block) => block.classList.toggle("is-meant", kind === "pointerover" || kind === "focusin"));
  }));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const answer = await api.send(form.action, { key, reason: new FormData(form).get("reason") });
    if (!answer.ok) { dialog.querySelector("[data-wrong]").textContent = answer.message; return; }
    dialog.close();
    board.say(answer.message);
  });
}
