/* The programme editor: lays the list of a day out as a grid, and lets sessions be moved in it
   by mouse, touch and keyboard. Without this file the same page is a list with “Move…” links. */

const STEP = 5; // minutes: the grain of the timetable
const HEIGHT = 1.5; // pixels a minute

const board = document.querySelector("[data-board]");
if (board) start();

function start() {
  const first = board.dataset.first * 60, last = board.dataset.last * 60;
  const says = document.querySelector("[data-board-says]");
  const rooms = [...board.querySelectorAll(".room")];
  const columns = [board.querySelector(".tray"), ...rooms];
  const scroller = board.querySelector(".board-scroll");
  let held = null; // { block, from, to: {column, start}, byKey, … }

  /* ---- layout ---- */
  board.classList.add("is-grid");
  document.getElementById("board-help").hidden = false;
  drawHours();
  columns.forEach((column) => column.querySelectorAll("[data-block]").forEach((block) => lay(block, placeOf(block))));
  board.querySelectorAll(".block-grip").forEach((grip) => { grip.hidden = false; });
  const earliest = Math.min(...[...board.querySelectorAll(".room [data-block]")].map((b) => +b.dataset.start));
  if (Number.isFinite(earliest)) scroller.scrollTop = Math.max(0, (earliest - first - 15) * HEIGHT);

  function drawHours() {
    const hours = document.createElement("div");
    hours.className = "hours";
    hours.setAttribute("aria-hidden", "true");
    for (let at = first; at < last; at += 60) {
      const label = document.createElement("span");
      label.textContent = spoken(at);
      label.style.top = `${(at - first) * HEIGHT}px`;
      hours.append(label);
    }
    board.querySelector(".board-rooms").prepend(hours);
    [hours, ...rooms.map((room) => room.querySelector("[data-list]"))].forEach((lane) => {
      lane.style.height = `${(last - first) * HEIGHT}px`;
    });
    board.style.setProperty("--quarter", `${15 * HEIGHT}px`);
    board.style.setProperty("--rooms", rooms.length);
  }

  function placeOf(block) {
    const column = block.closest("[data-room]");
    return { column, start: column.dataset.room ? +block.dataset.start : null };
  }

  function lay(block, { column, start }) {
    const list = column.querySelector("[data-list]");
    if (block.parentElement !== list) list.append(block);
    const minutes = +block.dataset.minutes;
    block.classList.toggle("is-short", minutes < 40);
    block.style.top = start === null ? "" : `${(start - first) * HEIGHT}px`;
    block.style.height = start === null ? "" : `${Math.max(minutes * HEIGHT - 2, 20)}px`;
  }

  /* ---- words ---- */
  function spoken(minutes) {
    const hour = Math.floor(minutes / 60), rest = String(minutes % 60).padStart(2, "0");
    if (!board.dataset.ampm) return `${hour}:${rest}`;
    return `${hour % 12 || 12}:${rest} ${hour < 12 ? "a.m." : "p.m."}`;
  }
  const where = ({ column, start }) =>
    start === null ? board.dataset.tray : `${column.dataset.name}, ${spoken(start)}`;
  const filled = (text, block, place) => text.replace("{title}", block.dataset.title).replace("{where}", where(place));
  function say(text) { says.textContent = ""; requestAnimationFrame(() => { says.textContent = text; }); }
  const toast = (text, tone) => document.dispatchEvent(new CustomEvent("toast", { detail: { text, tone } }));

  /* ---- moving ---- */
  function within(start, minutes) {
    const snapped = Math.round(start / STEP) * STEP;
    return Math.max(first, Math.min(last - minutes, snapped));
  }

  function pickUp(block, byKey) {
    held = { block, from: placeOf(block), to: placeOf(block), byKey };
    block.classList.add("is-held");
    board.classList.add("is-moving");
  }

  function show(place) {
    held.to = place;
    lay(held.block, place);
    held.block.querySelector("[data-when]").textContent = place.start === null
      ? "" : `${spoken(place.start)} – ${spoken(place.start + +held.block.dataset.minutes)}`;
    columns.forEach((column) => column.classList.toggle("is-target", column === place.column));
  }

  function letGo() {
    const was = held;
    was.block.classList.remove("is-held");
    board.classList.remove("is-moving");
    columns.forEach((column) => column.classList.remove("is-target"));
    held = null;
    return was;
  }

  function putBack({ block, from, when }) {
    lay(block, from);
    block.querySelector("[data-when]").textContent = when;
  }

  function cancel() {
    const was = letGo();
    putBack(was);
    say(filled(board.dataset.saidBack, was.block, was.from));
    if (was.byKey) was.block.querySelector(".block-grip").focus();
  }

  async function drop() {
    const was = letGo();
    const { block, from, to } = was;
    if (was.byKey) block.querySelector(".block-grip").focus();
    if (from.column === to.column && from.start === to.start) return putBack(was);
    block.setAttribute("aria-busy", "true");
    try {
      const response = await fetch(block.dataset.move, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": board.dataset.token },
        body: JSON.stringify({
          version: +block.dataset.version,
          room: to.column.dataset.room || null,
          ...(to.start === null ? {} : { start: moment(to.start), minutes: +block.dataset.minutes }),
        }),
      });
      const answer = await response.json();
      if (!response.ok) putBack(was);
      settle(block, answer.session);
      say(answer.message);
      if (!response.ok) toast(answer.message, "bad");
    } catch {
      putBack(was);
      say(board.dataset.saidLost);
      toast(board.dataset.saidLost, "bad");
    } finally {
      block.removeAttribute("aria-busy");
    }
  }

  /* The server says where the session really is; another person may have moved it. */
  function settle(block, session) {
    block.dataset.version = session.version;
    if (session.room && session.day !== board.dataset.day) return block.remove();
    const column = session.room ? rooms.find((room) => room.dataset.room === session.room) : columns[0];
    if (session.room) Object.assign(block.dataset, { start: session.start, minutes: session.minutes });
    block.querySelector("[data-when]").textContent = session.when ?? "";
    lay(block, { column, start: session.room ? session.start : null });
  }

  function moment(minutes) {
    const two = (number) => String(number).padStart(2, "0");
    return `${board.dataset.day}T${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
  }

  /* ---- mouse and touch: a mouse takes the block anywhere, a finger takes the grip, so that the page scrolls ---- */
  board.addEventListener("pointerdown", (event) => {
    const block = event.target.closest("[data-block]");
    if (!block || held || event.button !== 0 || event.target.closest(".block-move")) return;
    if (event.pointerType === "touch" && !event.target.closest(".block-grip")) return;
    if (block.getAttribute("aria-busy")) return;
    const box = block.getBoundingClientRect();
    const begun = { x: event.clientX, y: event.clientY, grab: event.clientY - box.top, moved: false };
    const when = block.querySelector("[data-when]").textContent;
    const follow = (at) => {
      if (!begun.moved && Math.hypot(at.clientX - begun.x, at.clientY - begun.y) < 5) return;
      if (!begun.moved) {
        begun.moved = true;
        pickUp(block, false);
        held.when = when;
        /* The board, not the block: moving a block to another room would end its capture. */
        board.setPointerCapture(event.pointerId);
        board.addEventListener("click", noClick, true);
      }
      nearEdge(at);
      const place = under(at, begun.grab, +block.dataset.minutes);
      if (place) show(place);
    };
    const end = (at) => {
      board.removeEventListener("pointermove", follow);
      board.removeEventListener("pointerup", end);
      board.removeEventListener("pointercancel", end);
      setTimeout(() => board.removeEventListener("click", noClick, true));
      if (!begun.moved || held?.block !== block) return;
      if (at.type === "pointercancel") cancel();
      else drop();
    };
    board.addEventListener("pointermove", follow);
    board.addEventListener("pointerup", end);
    board.addEventListener("pointercancel", end);
  });
  /* The click that ends a drag by the title is no wish to open the session. */
  function noClick(event) { event.preventDefault(); }
  board.addEventListener("dragstart", (event) => event.preventDefault());

  function under(at, grab, minutes) {
    const column = columns.find((each) => {
      const box = each.getBoundingClientRect();
      return at.clientX >= box.left && at.clientX < box.right && (each.dataset.room || (at.clientY >= box.top && at.clientY < box.bottom));
    });
    if (!column) return null;
    if (!column.dataset.room) return { column, start: null };
    const top = column.querySelector("[data-list]").getBoundingClientRect().top;
    return { column, start: within(first + (at.clientY - grab - top) / HEIGHT, minutes) };
  }

  function nearEdge(at) {
    const box = scroller.getBoundingClientRect();
    const push = (low, high, value) => (value < low + 30 ? -12 : value > high - 30 ? 12 : 0);
    scroller.scrollBy(push(box.left, box.right, at.clientX), push(box.top, box.bottom, at.clientY));
  }

  /* ---- keyboard ---- */
  board.addEventListener("keydown", (event) => {
    const grip = event.target.closest(".block-grip");
    if (!grip && !held) return;
    if (held && !held.byKey) { if (event.key === "Escape") cancel(); return; }
    if (!held) {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      const block = grip.closest("[data-block]");
      const when = block.querySelector("[data-when]").textContent;
      pickUp(block, true);
      held.when = when;
      say(filled(board.dataset.saidUp, block, held.from));
      return;
    }
    const { column, start } = held.to;
    const minutes = +held.block.dataset.minutes;
    const by = { ArrowUp: -STEP, ArrowDown: STEP, PageUp: -30, PageDown: 30 }[event.key];
    const side = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (event.key === "Escape") cancel();
    else if (event.key === "Enter" || event.key === " ") drop();
    else if (by && start !== null) step({ column, start: within(start + by, minutes) });
    else if (side) {
      const next = columns[columns.indexOf(column) + side];
      if (next) step({ column: next, start: next.dataset.room ? start ?? within(first + 60, minutes) : null });
    } else if (event.key !== "Tab") return;
    event.preventDefault();
  });

  function step(place) {
    show(place);
    held.block.querySelector(".block-grip").focus({ preventScroll: true });
    held.block.scrollIntoView({ block: "nearest", inline: "nearest" });
    say(where(place));
  }
}
