/* What is being typed is kept as a draft on the server, every few seconds. The page offers it when
   somebody comes back; saving the form forgets it. Nothing here is needed to save. */

const IDLE = 3000;
for (const form of document.querySelectorAll("form[data-draft]")) keep(form);

function keep(form) {
  const words = form.dataset;
  const state = form.querySelector("[data-draft-state]");
  const never = (field) => field.type === "password" || field.type === "file" || ["csrf_token", "draft_of"].includes(field.name);
  const secret = new Set([...form.elements].filter(never).map((field) => field.name));
  const values = () => [...new FormData(form)].filter(([name, value]) => !secret.has(name) && typeof value === "string");
  let saved = JSON.stringify(values());
  let timer = 0;
  let sending = null;
  let sent = false;

  const dirty = () => JSON.stringify(values()) !== saved;
  const later = () => { clearTimeout(timer); timer = setTimeout(save, IDLE); };

  async function save(keepalive = false) {
    if (sent || sending || !dirty()) return;
    sending = new AbortController();
    const written = JSON.stringify(values());
    try {
      const answer = await fetch(words.draft, {
        method: "POST",
        headers: { Accept: "application/json", "Content-Type": "application/json", "X-CSRFToken": form.elements.csrf_token.value },
        body: JSON.stringify({ path: words.path, fields: JSON.parse(written) }),
        redirect: "error",
        signal: sending.signal,
        keepalive,
      });
      if (!answer.ok) throw new Error(String(answer.status));
      saved = written;
      const time = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
      state.textContent = `${words.saved}, ${time}`;
    } catch (error) {
      if (error.name !== "AbortError") state.textContent = words.failed;
    } finally {
      sending = null;
      if (!sent && dirty()) later();
    }
  }

  form.addEventListener("input", later);
  form.addEventListener("submit", () => {
    sent = true;
    clearTimeout(timer);
    sending?.abort();
  });
  addEventListener("pageshow", (event) => { if (event.persisted) sent = false; });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") save(true); });
  addEventListener("beforeunload", (event) => { if (!sent && dirty() && state.textContent === words.failed) event.preventDefault(); });
}
