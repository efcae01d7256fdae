/* A session held over the board, by mouse or keys: where it would go, what stands in the way there, and
   what becomes of it when it is let go. The drop is decided by the server. */

import { STEP } from "./agenda-editor-board.js";

export function makeHold(board, api) {
  const { root, said } = board;
  let held = null; // { block, how, from, to, byKey, when, spans }

  /* how: "move", "start" (pull the beginning), "end" (pull the end). */
  function pickUp(block, how, byKey) {
    if (held || block.getAttribute("aria-busy")) return false;
    const from = board.placeOf(block);
    if (how !== "move" && from.start === null) return false;
    const mine = { block, how, from, to: from, byKey, when: block.querySelector("[data-when]").textContent, spans: [] };
    held = mine;
    block.classList.add("is-held");
    root.classList.add("is-moving");
    api.clashes(block.dataset.id).then((spans) => {
      mine.spans = spans;
      if (held !== mine) return;
      hatch(spans);
      explain();
    });
    return true;
  }

  /* ---- what stands in the way ---- */
  function hatch(spans) {
    for (const { room, start, end, text } of spans) {
      const columns = room ? [board.columnOf(room)] : board.rooms;
      const from = Math.max(start, board.first), to = Math.min(end, board.last);
      if (from >= to) continue;
      columns.filter(Boolean).forEach((column) => {
        const mark = document.createElement("div");
        mark.className = "clash";
        mark.setAttribute("aria-hidden", "true");
        board.stretch(mark, { start: from, minutes: to - from });
        // A room that is taken shows by whom; only what is not on the board needs words.
        if (!room || !board.blockAt(column, from, held.block)) mark.append(words(text));
        board.lane(column).append(mark);
      });
    }
  }
  function words(text) {
    const label = document.createElement("span");
    label.textContent = text;
    return label;
  }
  function reasons({ column, start, minutes }) {
    if (start === null) return [];
    const code = column.dataset.room;
    const found = held.spans.filter((span) => (!span.room || span.room === code) && span.start < start + minutes && start < span.end);
    return [...new Set(found.map((span) => span.text))];
  }
  function explain() {
    const why = reasons(held.to);
    const note = held.block.querySelector(".block-note") ?? held.block.appendChild(document.createElement("p"));
    note.className = "block-note";
    note.hidden = !why.length;
    note.textContent = why.join(" ");
    held.block.classList.toggle("is-clashing", why.length > 0);
    return why;
  }

  /* ---- moving ---- */
  function show(place) {
    held.to = place;
    board.lay(held.block, place);
    held.block.querySelector("[data-when]").textContent = board.span(place);
    board.columns.forEach((column) => column.classList.toggle("is-target", column === place.column));
    return explain();
  }
  /* Pull or push by so many minutes: the whole, its beginning or its end. Returns the place. */
  function nudged(minutes, how = held.how) {
    const { column, start, minutes: long } = held.to;
    if (start === null) return held.to;
    if (how === "move") return { column, start: board.within(start + minutes, long), minutes: long };
    if (how === "end") {
      const end = Math.min(board.last, Math.max(start + STEP, start + long + minutes));
      return { column, start, minutes: end - start };
    }
    const begin = Math.max(board.first, Math.min(start + long - STEP, start + minutes));
    return { column, start: begin, minutes: start + long - begin };
  }

  /* ---- letting go ---- */
  function letGo() {
    const was = held;
    held = null;
    was.block.classList.remove("is-held", "is-clashing");
    was.block.querySelector(".block-note")?.remove();
    root.classList.remove("is-moving");
    root.querySelectorAll(".clash").forEach((mark) => mark.remove());
    board.columns.forEach((column) => column.classList.remove("is-target"));
    return was;
  }
  function putBack({ block, from, when }) {
    board.lay(block, from);
    block.querySelector("[data-when]").textContent = when;
  }
  function cancel() {
    const was = letGo();
    putBack(was);
    board.say(board.fill(said.saidBack, { title: board.titleOf(was.block), where: board.where(was.from) }));
    if (was.byKey) board.gripOf(was.block).focus();
  }
  async function drop() {
    const was = letGo();
    const { block, from, to } = was;
    if (was.byKey) board.gripOf(block).focus();
    if (from.column === to.column && from.start === to.start && from.minutes === to.minutes) {
      putBack(was);
      return board.say(board.fill(said.saidBack, { title: board.titleOf(block), where: board.where(from) }));
    }
    return save(block, to, () => putBack(was));
  }
  /* Send a place; what the server says is drawn. `undo` puts the block back when nothing was saved. */
  async function save(block, { column, start, minutes }, undo) {
    block.setAttribute("aria-busy", "true");
    const answer = await api.send(board.at(said.move, block.dataset.id), {
      version: +block.dataset.version,
      room: start === null ? null : column.dataset.room,
      ...(start === null ? {} : { start: moment(start), minutes }),
    });
    block.removeAttribute("aria-busy");
    if (!answer.ok) undo();
    settle(answer);
  }
  /* Draw what an answer says of a session, and say what happened. Returns the block. */
  function settle(answer) {
    const focused = document.activeElement?.closest("[data-block]")?.dataset.id;
    const block = answer.session ? board.paint(answer.session) : null;
    if (block && focused === block.dataset.id) board.gripOf(block).focus({ preventScroll: true });
    board.say(answer.message);
    if (!answer.ok) board.toast(answer.message, "bad");
    return block;
  }
  function moment(minutes) {
    const two = (number) => String(number).padStart(2, "0");
    return `${said.day}T${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
  }

  return { pickUp, show, nudged, cancel, drop, save, settle, moment, get held() { return held; } };
}
