/* The programme and the page of a session: the visitor's own clock beside the event's, and stars that
   change where they are. Without this the zone is chosen in the filters, and a star sends the page. */

const KEY = "own-zone";
const remembered = () => { try { return localStorage.getItem(KEY); } catch { return null; } };
const remember = (value) => { try { localStorage.setItem(KEY, value); } catch { /* then for this page only */ } };
const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
const lang = document.documentElement.lang;
const wall = (moment, zone) => new Intl.DateTimeFormat("sv", { timeZone: zone, dateStyle: "short", timeStyle: "short" }).format(moment);
/* The hour as the pages write it in each language (fairapp/core/dates.py): 4:00 p.m., 16 h 00, 16h00. */
function spoken(local) {
  const [hour, minute] = local.slice(-5).split(":");
  const plain = Number(hour);
  if (lang === "fr") return `${plain}\u00a0h\u00a0${minute}`;
  if (lang === "pt") return `${plain}h${minute}`;
  return `${plain % 12 || 12}:${minute}\u00a0${plain < 12 ? "a.m." : "p.m."}`;
}
function day(moment) {
  const parts = new Intl.DateTimeFormat(lang, { timeZone: own, weekday: "short", day: "numeric", month: "short" }).formatToParts(moment);
  return ["weekday", "day", "month"].map((type) => parts.find((part) => part.type === type).value).join(" ");
}

const offer = document.querySelector("[data-zone]");
const box = offer?.querySelector("[data-own-zone]");
const moments = () => [...document.querySelectorAll("main time[datetime*='T']")];

/* Nothing to add where the clocks agree all through, or where the address chose a zone already. */
function differs() {
  if (!own || !offer || offer.dataset.chosen) return false;
  return moments().some((time) => {
    const moment = new Date(time.dateTime);
    return wall(moment, own) !== wall(moment, offer.dataset.zone);
  });
}

function beside(time) {
  const moment = new Date(time.dateTime);
  const [there, here] = [wall(moment, offer.dataset.zone), wall(moment, own)];
  const other = there.slice(0, 10) !== here.slice(0, 10);
  const note = document.createElement("span");
  const word = document.createElement("span");
  note.className = "own-time";
  note.dataset.own = "";
  word.className = "visually-hidden";
  word.textContent = `${offer.dataset.hidden} `;
  note.append(word, other ? `${day(moment)}, ${spoken(here)}` : spoken(here));
  time.after(note);
}

function show() {
  for (const note of document.querySelectorAll("[data-own]")) note.remove();
  if (box?.checked && !offer.hidden) moments().forEach(beside);
}

if (offer && differs()) {
  const words = offer.querySelector("label").lastChild;
  words.textContent = words.textContent.replace("{zone}", own.split("/").pop().replaceAll("_", " "));
  box.checked = remembered() !== "no";
  offer.hidden = false;
  box.addEventListener("change", (event) => {
    event.stopPropagation(); // it stands in the form that filters, and asks nothing of the server
    remember(box.checked ? "yes" : "no");
    show();
  });
  show();
}
document.addEventListener("htmx:afterSettle", show);

/* Another order is wanted from the moment it is asked for, whatever is still being typed. */
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("[data-view]");
  const field = link && document.querySelector("#programme-results input[name=view]");
  if (field) field.value = link.dataset.view;
});

document.addEventListener("followed", (event) => {
  const { code, on } = event.detail;
  for (const star of document.querySelectorAll("button[aria-pressed]")) {
    if (star.value !== code) continue;
    star.name = on ? "leave" : "follow";
    star.setAttribute("aria-pressed", String(on));
  }
});
