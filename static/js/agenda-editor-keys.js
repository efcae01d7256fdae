/* The keyboard: one stop in the whole board, arrows from there. On empty time stands a mark, which Enter
   turns into a new session; on a session stands its grip, by which it is held. Single keys work only here. */

import { STEP, USUAL } from "./agenda-editor-board.js";

const BY = { ArrowUp: -STEP, ArrowDown: STEP, PageUp: -30, PageDown: 30 };
const SIDE = { ArrowLeft: -1, ArrowRight: 1 };

/* The mark on empty time: a button, so that a click or a tap opens the same dialog as Enter. */
export function makeMark(board) {
  const { said } = board;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "board-mark";
  let place = { column: board.rooms[0], start: board.first, minutes: USUAL }, wanted = USUAL;

  function draw(at) {
    place = at;
    const lane = board.lane(at.column);
    if (button.parentElement !== lane) lane.append(button);
    board.stretch(button, at);
    button.textContent = board.span(at);
    button.setAttribute("aria-label", board.fill(said.saidFree, { where: board.where(at) }));
  }
  /* Stand on that time, as long as it is free there, and take the focus. */
  function put(at) {
    const first = document.activeElement !== button;
    draw({ ...at, minutes: Math.max(STEP, board.free(at.column, at.start, at.minutes)) });
    button.focus({ preventScroll: true });
    button.scrollIntoView({ block: "nearest", inline: "nearest" });
    if (!first) board.say(board.where(place));
  }
  function extend(by) {
    wanted = Math.max(STEP, place.minutes + by);
    put({ ...place, minutes: wanted });
  }
  return {
    button, draw, put, extend,
    usual() { wanted = USUAL; },
    reset() { wanted = USUAL; put({ ...place, minutes: USUAL }); },
    get place() { return place; },
    get wanted() { return wanted; },
  };
}

export function keys(board, hold, mark, { create, copy, edit, away }) {
  const { root, said } = board;
  let stop = null, height = board.first;

  /* ---- one stop for the Tab key; the links of a session follow when it has the focus ---- */
  function stopAt(element) {
    tabbable(stop, -1);
    stop = element;
    tabbable(stop, 0);
  }
  function tabbable(element, index) {
    if (!element) return;
    element.tabIndex = index;
    element.closest("[data-block]")?.querySelectorAll("a, .block-copy").forEach((each) => { each.tabIndex = index; });
  }
  root.addEventListener("focusin", (event) => {
    const block = event.target.closest("[data-block]");
    if (block) stopAt(board.gripOf(block));
    else if (event.target === mark.button) stopAt(mark.button);
  });
  const start = board.rooms.flatMap(board.blocks)[0] ?? board.blocks(board.tray)[0];
  if (board.rooms.length) mark.draw(mark.place);
  mark.button.tabIndex = -1;
  stopAt(start ? board.gripOf(start) : mark.button);

  /* ---- walking ---- */
  function stand(column, minute) {
    const at = Math.max(board.first, Math.min(board.last - STEP, minute));
    const block = board.blockAt(column, at);
    height = at;
    if (block) focus(block);
    else mark.put({ column, start: at, minutes: mark.wanted });
  }
  function focus(block) {
    board.gripOf(block).focus({ preventScroll: true });
    block.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
  function walk(event, block) {
    const here = block ? board.placeOf(block) : mark.place;
    const by = BY[event.key], side = SIDE[event.key];
    if (here.start === null) return walkTray(block, by, side);
    if (side) {
      const next = board.columns[board.columns.indexOf(here.column) + side];
      if (!next) return true;
      if (next.dataset.room) stand(next, block ? Math.max(here.start, Math.min(height, here.start + here.minutes - STEP)) : here.start);
      else if (board.blocks(next).length) focus(board.blocks(next)[0]);
      return true;
    }
    if (event.key === "Home" || event.key === "End") stand(here.column, event.key === "Home" ? board.first : board.last - USUAL);
    else if (!by) return false;
    else if (!block) stand(here.column, here.start + by);
    else stand(here.column, by > 0 ? here.start + here.minutes : here.start + by);
    return true;
  }
  function walkTray(block, by, side) {
    const all = board.blocks(board.tray);
    if (side > 0) stand(board.rooms[0], height);
    else if (by) focus(all[Math.max(0, Math.min(all.length - 1, all.indexOf(block) + Math.sign(by)))]);
    else return Boolean(side);
    return true;
  }

  /* ---- holding ---- */
  function pickUp(block, how) {
    if (!hold.pickUp(block, how, true)) return false;
    board.say(board.fill(said.saidUp, { title: board.titleOf(block), where: board.where(board.placeOf(block)) }));
    return true;
  }
  function held(event) {
    const by = BY[event.key], side = SIDE[event.key];
    const { to } = hold.held;
    if (event.key === "Escape") hold.cancel();
    else if (event.key === "Enter" || event.key === " ") hold.drop();
    else if (event.key === "Tab") { hold.cancel(); return false; }
    else if (event.key === "Delete") step({ ...to, column: board.tray, start: null });
    else if (edge(event)) step(hold.nudged(...edge(event)));
    else if (by) step(hold.nudged(by, "move"));
    else if (side) {
      const next = board.columns[board.columns.indexOf(to.column) + side];
      if (next) step(next.dataset.room
        ? { ...to, column: next, start: to.start ?? hold.held.from.start ?? board.within(height, to.minutes) }
        : { ...to, column: next, start: null });
    } else return false;
    return true;
  }
  /* Which edge a key pulls, and how far: [minutes, "start" or "end"]. */
  function edge(event) {
    const by = BY[event.key];
    if (by && event.shiftKey) return [by, "end"];
    if (by && event.altKey) return [by, "start"];
    return { "[": [-STEP, "end"], "]": [STEP, "end"], "{": [-STEP, "start"], "}": [STEP, "start"] }[event.key];
  }
  function step(place) {
    const { block } = hold.held;
    const why = hold.show(place);
    board.gripOf(block).focus({ preventScroll: true });
    block.scrollIntoView({ block: "nearest", inline: "nearest" });
    board.say([board.where(place), ...why].join(". "));
  }

  /* ---- the keys ---- */
  function onBlock(event, block) {
    if (event.key === "Enter" || event.key === " ") return pickUp(block, "move");
    if (edge(event)) {
      if (board.placeOf(block).start !== null && pickUp(block, edge(event)[1])) step(hold.nudged(...edge(event)));
      return true;
    }
    if (event.key === "Delete" || event.key === "Backspace") return away(block), true;
    if (plain(event, "d")) return copy(block), true;
    if (plain(event, "e")) return edit(block), true;
    return walk(event, block);
  }
  function onMark(event) {
    if (event.shiftKey && BY[event.key]) return mark.extend(BY[event.key]), true;
    if (event.key === "Escape") return mark.reset(), true;
    if (event.key === "Enter" || event.key === " ") return create(mark.place), true;
    return walk(event, null);
  }
  const plain = (event, letter) => event.key.toLowerCase() === letter && !event.ctrlKey && !event.metaKey && !event.altKey;

  root.addEventListener("keydown", (event) => {
    if (hold.held && !hold.held.byKey) return;
    const grip = event.target.closest(".block-grip");
    const used = hold.held ? held(event)
      : (event.ctrlKey || event.metaKey) ? false
      : grip ? onBlock(event, grip.closest("[data-block]"))
      : event.target === mark.button ? onMark(event) : false;
    if (used) event.preventDefault();
  });
  /* Some screen readers press a button instead of sending its key. */
  root.addEventListener("click", (event) => {
    if (event.target.closest(".board-mark")) create(mark.place);
    else if (event.detail === 0 && event.target.closest(".block-grip")) {
      const block = event.target.closest("[data-block]");
      if (hold.held?.block === block) hold.drop();
      else pickUp(block, "move");
    }
  });
  board.refuge = ({ column, start: minute }) => {
    const waiting = board.blocks(board.tray)[0];
    if (minute === null && waiting) focus(waiting);
    else stand(minute === null ? board.rooms[0] : column, minute ?? height);
  };
  return { focus };
}
