/* What the programme editor asks of the server, and what it does with the answers. */

const EVERY = 15_000; // milliseconds between two looks at what others changed

export function makeApi(board) {
  const { root, said } = board;
  let tag = null, shown = new Map();

  async function ask(url, options) {
    const response = await fetch(url, options);
    const answer = response.status === 304 ? {} : await response.json();
    return { ok: response.ok, status: response.status, tag: response.headers.get("ETag"), ...answer };
  }
  /* A verb. Answers { ok, message, session, … }; without a connection { ok: false, lost: true }. */
  async function send(url, body = {}) {
    try {
      const answer = await ask(url, {
        method: "POST",
        headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": said.token },
        body: JSON.stringify(body),
      });
      take(answer);
      return answer;
    } catch {
      return { ok: false, lost: true, message: said.saidLost };
    }
  }
  /* Everything an answer may carry beside its message. */
  function take(answer) {
    if (answer.undo) tool("undo", answer.undo);
    if (answer.redo) tool("redo", answer.redo);
    if (answer.warnings) warnings(answer.warnings);
  }
  function tool(which, { can, label }) {
    const button = document.querySelector(`[data-${which}]`);
    button.setAttribute("aria-disabled", String(!can));
    button.title = label ?? "";
  }

  /* ---- warnings: on the blocks, and in the list beside them ---- */
  const list = document.querySelector("[data-warnings]");
  const row = document.querySelector("[data-warning-pattern]");
  function warnings(found) {
    const counts = new Map(), before = shown;
    shown = new Map();
    const open = found.filter((warning) => !warning.acknowledged);
    list.replaceChildren(...open.map((warning) => {
      warning.sessions.forEach((id) => counts.set(String(id), (counts.get(String(id)) ?? 0) + 1));
      const item = row.content.firstElementChild.cloneNode(true);
      item.dataset.key = warning.key;
      const text = item.querySelector("[data-warning-text]");
      text.textContent = warning.text;
      item.dataset.sessions = warning.sessions.join(" ");
      const link = item.querySelector("[data-acknowledge]");
      link.href = `${link.getAttribute("href")}?key=${encodeURIComponent(warning.key)}`;
      shown.set(warning.key, item);
      return item;
    }));
    document.querySelector("[data-warnings-none]").hidden = open.length > 0;
    document.querySelectorAll("[data-warnings-count]").forEach((each) => { each.textContent = open.length; });
    board.warn(counts);
    return [...shown.keys()].filter((key) => !before.has(key));
  }

  /* ---- the others: what they changed appears here, without disturbing who is at work ---- */
  function reconcile(sessions) {
    const seen = new Set(), changed = [];
    for (const session of sessions) {
      if (session.room && session.day !== said.day) continue;
      seen.add(String(session.id));
      const block = board.find(session.id);
      if (block && +block.dataset.version === session.version) continue;
      const focused = block?.contains(document.activeElement);
      const painted = board.paint(session);
      if (focused) board.gripOf(painted).focus({ preventScroll: true });
      changed.push(`${session.title}: ${board.where(board.placeOf(painted))}`);
    }
    board.blocks().filter((block) => !seen.has(block.dataset.id)).forEach((block) => {
      changed.push(board.fill(said.saidGone, { title: board.titleOf(block) }));
      board.remove(block);
    });
    return changed;
  }
  async function look(idle) {
    if (document.hidden || !idle()) return;
    try {
      const answer = await ask(said.state, { headers: tag ? { "If-None-Match": tag } : {} });
      // Whoever began to drag meanwhile is left alone; the next look brings it.
      if (answer.status !== 200 || !idle()) return;
      tag = answer.tag;
      take(answer);
      const changed = reconcile(answer.sessions);
      if (changed.length) board.tell(board.fill(said.saidOthers, { changes: changed.join("; ") }));
    } catch { /* The next look will tell. */ }
  }
  function watch(idle) {
    setInterval(() => look(idle), EVERY);
    document.addEventListener("visibilitychange", () => look(idle));
    return look(idle);
  }

  /* Where that session cannot be today: [{ room, start, end, text }], room null: wherever it is. Asked for
     once; without an answer the drop is decided by the server anyway. */
  const clashes = (id) =>
    ask(`${said.clashes}?session=${id}&day=${said.day}`).then((answer) => answer.spans ?? [], () => []);

  return { send, take, watch, look, clashes, root };
}
