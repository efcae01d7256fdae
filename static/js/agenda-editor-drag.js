/* Mouse and touch. A mouse takes a block anywhere, pulls its edges, and draws a new session on empty
   time; a finger takes the grip, so that the page scrolls, and taps a time to put the mark there. */

import { HEIGHT, STEP, USUAL } from "./agenda-editor-board.js";

const FAR = 5; // pixels: less is a click, not a drag

export function drags(board, hold, mark, create) {
  const { root, scroller, columns, first } = board;

  /* ---- geometry ---- */
  const minuteAt = (column, y) => first + (y - board.lane(column).getBoundingClientRect().top) / HEIGHT;
  function columnAt(at) {
    const box = scroller.getBoundingClientRect();
    return columns.find((column) => {
      const { left, right, top, bottom } = column.getBoundingClientRect();
      if (at.clientX < left || at.clientX >= right) return false;
      return column.dataset.room ? at.clientX >= box.left && at.clientX < box.right : at.clientY >= top && at.clientY < bottom;
    });
  }
  function nearEdge(at) {
    const box = scroller.getBoundingClientRect();
    const push = (low, high, value) => (value < low + 30 ? -10 : value > high - 30 ? 10 : 0);
    if (at.clientX < box.left - 20) return; // on the way to the tray
    scroller.scrollBy(push(box.left, box.right, at.clientX), push(box.top, box.bottom, at.clientY));
  }

  /* ---- one drag: follows the pointer once a frame, and scrolls while it stays at an edge ---- */
  function drag(event, { begin, follow, end }) {
    const from = { x: event.clientX, y: event.clientY };
    let last = event, begun = false, frame = 0;
    const tick = () => {
      nearEdge(last);
      follow(last);
      frame = requestAnimationFrame(tick);
    };
    const move = (at) => {
      last = at;
      if (begun || Math.hypot(at.clientX - from.x, at.clientY - from.y) < FAR) return;
      begun = begin() !== false;
      if (!begun) return stop(at);
      // The board, not the block: moving a block to another room would end its capture.
      root.setPointerCapture(event.pointerId);
      root.addEventListener("click", noClick, true);
      frame = requestAnimationFrame(tick);
    };
    const stop = (at) => {
      cancelAnimationFrame(frame);
      ["pointermove", "pointerup", "pointercancel"].forEach((kind) => root.removeEventListener(kind, handler[kind]));
      setTimeout(() => root.removeEventListener("click", noClick, true));
      if (!begun) return;
      if (at.type === "pointerup") follow(at);
      end(at.type === "pointerup");
    };
    const handler = { pointermove: move, pointerup: stop, pointercancel: stop };
    Object.entries(handler).forEach(([kind, does]) => root.addEventListener(kind, does));
  }
  /* The click that ends a drag by the title is no wish to open the session. */
  function noClick(event) { event.preventDefault(); event.stopPropagation(); }

  /* ---- a session ---- */
  function dragBlock(event, block) {
    const how = event.target.dataset.edge ?? "move";
    const grab = event.clientY - block.getBoundingClientRect().top;
    drag(event, {
      begin: () => hold.pickUp(block, how, false),
      follow: (at) => { const place = target(at, how, grab); if (hold.held && place) shown(place); },
      end: (dropped) => { if (hold.held?.block === block) dropped ? hold.drop() : hold.cancel(); },
    });
  }
  function shown(place) {
    const { to } = hold.held;
    if (place.column !== to.column || place.start !== to.start || place.minutes !== to.minutes) hold.show(place);
  }
  function target(at, how, grab) {
    if (!hold.held) return null;
    const { to, from } = hold.held;
    if (how !== "move") {
      const edge = board.within(minuteAt(from.column, at.clientY), 0);
      return hold.nudged(edge - (how === "start" ? to.start : to.start + to.minutes), how);
    }
    const column = columnAt(at);
    if (!column) return null;
    if (!column.dataset.room) return { column, start: null, minutes: to.minutes };
    return { column, start: board.within(minuteAt(column, at.clientY) - grab / HEIGHT, to.minutes), minutes: to.minutes };
  }

  /* ---- empty time ---- */
  function dragEmpty(event, column) {
    const anchor = board.within(Math.floor(minuteAt(column, event.clientY) / STEP) * STEP, STEP);
    let place = null;
    drag(event, {
      begin: () => mark.draw({ column, start: anchor, minutes: STEP }),
      follow: (at) => {
        const edge = board.within(minuteAt(column, at.clientY), 0);
        const start = Math.min(anchor, edge), minutes = Math.max(STEP, Math.abs(edge - anchor));
        mark.draw(place = { column, start, minutes });
      },
      end: (dropped) => { if (dropped && place) create(place); },
    });
  }
  function tap(event) {
    const lane = event.target.closest("[data-lane]");
    if (!lane || event.target.closest("[data-block], .board-mark")) return;
    const column = lane.closest("[data-room]");
    const start = board.within(Math.floor(minuteAt(column, event.clientY) / 15) * 15, STEP);
    const after = board.blockAt(column, start);
    const from = after ? board.placeOf(after).start + board.placeOf(after).minutes : start;
    mark.put({ column, start: from, minutes: USUAL });
  }

  root.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    if (hold.held) { if (hold.held.byKey) hold.cancel(); return; }
    const block = event.target.closest("[data-block]");
    const touch = event.pointerType === "touch";
    if (block) {
      if (event.target.closest(".block-move, .block-copy") || block.getAttribute("aria-busy")) return;
      if (!touch || event.target.closest(".block-grip")) dragBlock(event, block);
    } else if (!touch && event.target.closest("[data-lane]")) {
      dragEmpty(event, event.target.closest("[data-room]"));
    }
  });
  root.addEventListener("click", tap);
  root.addEventListener("dragstart", (event) => event.preventDefault());
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && hold.held && !hold.held.byKey) hold.cancel();
  });
}
