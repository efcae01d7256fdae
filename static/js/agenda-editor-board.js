/* The board of the programme editor: rooms as columns, time as rows, and the words for a place in it.
   A place is { column, start, minutes }: minutes since midnight; start is null in the tray. */

export const STEP = 5; // minutes: the grain of the timetable
export const HEIGHT = 1.5; // pixels a minute
export const USUAL = 30; // minutes of a new session, until told otherwise

export function makeBoard(root) {
  const first = root.dataset.first * 60, last = root.dataset.last * 60;
  const scroller = root.querySelector(".board-scroll");
  const tray = root.querySelector(".tray");
  const rooms = [...root.querySelectorAll(".room")];
  const columns = [tray, ...rooms];
  const part = (name) => document.querySelector(`[data-${name}-pattern]`).content.firstElementChild.cloneNode(true);
  const live = document.querySelector("[data-board-says]");
  const aside = document.querySelector("[data-board-tells]");
  const said = root.dataset;
  let warned = new Map(); // session id → number of warnings

  /* ---- words ---- */
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_all, name) => values[name] ?? "");
  function spoken(minutes) {
    const hour = Math.floor(minutes / 60), rest = String(minutes % 60).padStart(2, "0");
    if (!said.ampm) return `${hour}:${rest}`;
    return `${hour % 12 || 12}:${rest} ${hour % 24 < 12 ? "a.m." : "p.m."}`;
  }
  const span = ({ start, minutes }) => (start === null ? "" : `${spoken(start)} – ${spoken(start + minutes)}`);
  const where = (place) => (place.start === null ? said.tray : `${place.column.dataset.name}, ${span(place)}`);
  const speak = (region) => (text) => {
    region.textContent = "";
    requestAnimationFrame(() => { region.textContent = text; });
  };
  const say = speak(live), tell = speak(aside);
  const toast = (text, tone) => document.dispatchEvent(new CustomEvent("toast", { detail: { text, tone } }));

  /* ---- places ---- */
  const blocks = (column) => [...(column ?? root).querySelectorAll("[data-block]")];
  const find = (id) => document.getElementById(`session-${id}`);
  const columnOf = (code) => rooms.find((room) => room.dataset.room === code);
  const titleOf = (block) => block.querySelector(".block-title").textContent;
  const gripOf = (block) => block.querySelector(".block-grip");
  function placeOf(block) {
    const column = block.closest("[data-room]"), minutes = +block.dataset.minutes;
    return { column, start: column.dataset.room ? +block.dataset.start : null, minutes };
  }
  function within(start, minutes) {
    return Math.max(first, Math.min(last - minutes, Math.round(start / STEP) * STEP));
  }
  /* Which block covers that minute of a room. */
  function blockAt(column, minute, except) {
    return blocks(column).find((block) => {
      const { start, minutes } = placeOf(block);
      return block !== except && start <= minute && minute < start + minutes;
    });
  }
  /* How many minutes are free in a room from then on, up to a limit. */
  function free(column, start, limit) {
    const next = blocks(column).map((block) => placeOf(block).start).filter((at) => at >= start);
    return Math.min(limit, last - start, ...next.map((at) => at - start));
  }

  /* ---- layout ---- */
  function stretch(element, { start, minutes }) {
    element.style.top = start === null ? "" : `${(start - first) * HEIGHT}px`;
    element.style.height = start === null ? "" : `${Math.max(minutes * HEIGHT - 2, 12)}px`;
  }
  function lay(block, place) {
    const list = place.column.querySelector("[data-list]");
    if (block.parentElement !== list) list.append(block);
    block.classList.toggle("is-short", place.start !== null && place.minutes < 40);
    block.classList.toggle("is-tiny", place.start !== null && place.minutes < 15);
    block.style.setProperty("--lines", Math.max(1, Math.floor((place.minutes * HEIGHT - (place.minutes < 40 ? 6 : 42)) / 16)));
    stretch(block, place);
  }
  function drawHours() {
    const hours = document.createElement("div");
    hours.className = "hours";
    hours.setAttribute("aria-hidden", "true");
    hours.innerHTML = "<div class=hours-head></div><div data-lane></div>";
    for (let at = first; at < last; at += 60) {
      const label = document.createElement("span");
      label.textContent = spoken(at);
      label.style.top = `${(at - first) * HEIGHT}px`;
      lane(hours).append(label);
    }
    root.querySelector(".board-rooms").prepend(hours);
    [hours, ...rooms].map(lane).forEach((each) => { each.style.height = `${(last - first) * HEIGHT}px`; });
    root.style.setProperty("--quarter", `${15 * HEIGHT}px`);
    root.style.setProperty("--rooms", rooms.length);
  }
  const lane = (column) => column.querySelector("[data-lane]");

  /* ---- blocks ---- */
  const at = (url, id) => url.replace(/\/0(?=\/|$)/, `/${id}`);
  /* What the server says of a session, drawn where it really is. Returns its block if it is on this board. */
  function paint(session) {
    let block = find(session.id);
    if (session.room && session.day !== said.day) { if (block) remove(block); return null; }
    if (!block) {
      block = part("block");
      block.id = `session-${session.id}`;
      block.dataset.id = session.id;
      block.querySelectorAll("a").forEach((link) => { link.href = at(link.getAttribute("href"), session.id); });
      furnish(block);
    }
    const column = session.room ? columnOf(session.room) : tray;
    block.dataset.version = session.version;
    if (session.minutes) block.dataset.minutes = session.minutes;
    if (session.room) block.dataset.start = session.start;
    if (session.track) block.className = `block block-${session.track}`;
    if (session.title !== undefined) {
      block.querySelector(".block-title a").textContent = session.title;
    }
    if (session.code) block.querySelector("[data-code]").textContent = session.code;
    block.querySelector("[data-when]").textContent = session.when ?? "";
    lay(block, { column, start: session.room ? session.start : null, minutes: +block.dataset.minutes });
    name(block);
    return block;
  }
  /* What only the grid needs of a block: a grip to hold it by, edges to pull. */
  function furnish(block) {
    block.prepend(part("grip"));
    block.querySelector(".block-when").append(part("warned"));
    block.querySelector(".block-foot").append(part("copy"));
    block.querySelectorAll("a").forEach((link) => { link.tabIndex = -1; });
    ["start", "end"].forEach((edge) => {
      const handle = document.createElement("span");
      handle.className = `block-edge block-edge-${edge}`;
      handle.dataset.edge = edge;
      block.append(handle);
    });
  }
  /* Whoever stood on a block that goes, stands where it was. */
  function remove(block) {
    const stood = block.contains(document.activeElement), place = placeOf(block);
    block.remove();
    if (stood) board.refuge?.(place);
  }
  function name(block) {
    const count = warned.get(block.dataset.id) ?? 0;
    const badge = block.querySelector("[data-warned]");
    badge.hidden = !count;
    badge.querySelector("b").textContent = count;
    const words = [titleOf(block), where(placeOf(block))];
    if (count) words.push(fill(said.saidWarned, { number: count }));
    gripOf(block).setAttribute("aria-label", words.join(", "));
  }
  function warn(counts) {
    warned = counts;
    blocks().forEach(name);
  }

  root.classList.add("is-grid");
  for (const part of [tray, scroller]) {
    // The arrows are ours here: a screen reader hands them over.
    part.setAttribute("role", "application");
    part.setAttribute("aria-describedby", "board-help");
  }
  scroller.removeAttribute("tabindex");
  drawHours();
  blocks().forEach((block) => { furnish(block); lay(block, placeOf(block)); name(block); });

  const board = {
    root, first, last, scroller, tray, rooms, columns, said, fill, spoken, span, where, say, tell, toast,
    blocks, find, gripOf, titleOf, placeOf, within, blockAt, free, stretch, lay, lane, at, paint, remove, warn, columnOf,
  };
  return board;
}
