// The page beside the form: make it again after each change, say what stops it, print it, save it.

import { arrange, chosen, rows } from "./rijen.js";
import { byId, later, send, showNotices, tell } from "./vragen.js";

const form = byId("formulier");
const image = byId("beeld");
let made = null; // the last page: its PDF and the name of its file, as long as the form still says so
let running = false;
let again = false;
let changes = 0; // how often the form has changed: a page that was asked for before the last of these is out of date
let waiting = [];

const WORDS = {
  empty: "Hier komt het blad, precies zoals het uit de printer komt.",
  busy: "Het blad wordt gemaakt …",
  first: "Het blad wordt gemaakt. De eerste keer duurt dat een halve minuut, daarna niet meer.",
  gone: "De verbinding met het programma is weg. Staat het venster nog open waarin het oefenblad startte?",
};

const bytes = (text) => Uint8Array.from(window.atob(text), (letter) => letter.charCodeAt(0));
const fields = () => [...new FormData(form)];

function release(picture) {
  if (picture.src.startsWith("blob:")) URL.revokeObjectURL(picture.src);
}

function ready(yes) {
  byId("printen").disabled = !yes;
  byId("onder-blad").hidden = !yes;
  byId("vel").classList.toggle("verouderd", !yes && !image.hidden);
}

function showPage(told) {
  release(image);
  image.src = URL.createObjectURL(new Blob([bytes(told.beeld)], { type: "image/jpeg" }));
  image.alt = `Het oefenblad zoals het uit de printer komt, met ${told.volgorde.length === 1 ? "1 oefening" : `${told.volgorde.length} oefeningen`}.`;
  image.hidden = false;
  byId("vel-zegt").hidden = true;
  made = { pdf: new Blob([bytes(told.pdf)], { type: "application/pdf" }), name: told.bestand };
  for (const row of rows()) row.querySelector(".woorden").textContent = told.rijen[row.dataset.oefening] ?? "";
  if (byId("volgorde-vrij").checked) arrange(told.volgorde);
}

function mark(notices) {
  for (const field of form.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
  for (const row of rows()) row.classList.remove("fout");
  for (const { field } of notices) {
    const found = field && byId(field);
    if (found?.matches("input")) found.setAttribute("aria-invalid", "true");
    found?.classList.toggle("fout", found.matches(".rij"));
  }
}

function clear() {
  made = null;
  release(image);
  image.hidden = true;
  image.removeAttribute("src");
  byId("vel-zegt").textContent = WORDS.empty;
  byId("vel-zegt").hidden = false;
  byId("vel").classList.remove("verouderd");
  showNotices(byId("meldingen"), []);
  mark([]);
  ready(false);
}

async function make() {
  const asked = changes;
  byId("vel").setAttribute("aria-busy", "true");
  const patience = window.setTimeout(() => {
    byId("vel-zegt").textContent = made === null && image.hidden ? WORDS.first : WORDS.busy;
    byId("vel-zegt").hidden = false;
  }, 1500);
  try {
    const answer = await send("/voorbeeld", fields());
    if (!answer.ok) throw new Error(String(answer.status));
    const told = await answer.json();
    if (!chosen().length) return;
    byId("gekozen-telling").textContent = told.telling;
    showNotices(byId("meldingen"), told.meldingen);
    mark(told.meldingen);
    if (told.beeld) {
      showPage(told);
    } else {
      made = null;
      byId("vel-zegt").textContent = WORDS.empty;
      byId("vel-zegt").hidden = !image.hidden;
    }
    if (asked !== changes) made = null;
    ready(made !== null);
  } catch {
    made = null;
    ready(false);
    showNotices(byId("meldingen"), [{ field: "", what: WORDS.gone.split(".")[0], remedy: WORDS.gone.split(". ")[1] }]);
  } finally {
    window.clearTimeout(patience);
    byId("vel").setAttribute("aria-busy", "false");
  }
}

/** Make the page; what changes meanwhile is made next, so that there is never more than one on its way. */
async function run() {
  if (running) {
    again = true;
    return;
  }
  running = true;
  let asked = changes;
  do {
    again = false;
    asked = changes;
    if (chosen().length) await make();
    else clear();
  } while (again);
  running = false;
  if (asked === changes) for (const go of waiting.splice(0)) go(); // else the next page is on its way
}

const soon = later(180, run);

/** Something on the page changed: the one that is shown may not be printed any more until there is a new one. */
export function changed() {
  changes += 1;
  made = null;
  ready(false);
  if (!chosen().length) clear();
  soon();
}

/** Wait until the page is what the form says; null when something stops it. */
async function current() {
  if (made === null) {
    await new Promise((resolve) => { waiting.push(resolve); soon(); });
  }
  return made;
}

export async function save() {
  const page = await current();
  if (page === null) return stopped();
  const link = document.createElement("a");
  link.href = URL.createObjectURL(page.pdf);
  link.download = page.name;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  tell("Het blad is bewaard als PDF.");
  return true;
}

export async function print() {
  byId("printen").setAttribute("aria-busy", "true");
  const answer = await send("/afdruk", fields());
  byId("printen").removeAttribute("aria-busy");
  if (!answer.ok) return stopped();
  const page = byId("afdruk");
  release(page);
  page.src = URL.createObjectURL(await answer.blob());
  await page.decode();
  page.hidden = false;
  window.print();
  page.hidden = true;
  return true;
}

function stopped() {
  tell("Het blad is nog niet goed. Lees wat erbij staat.");
  byId("meldingen").querySelector("a")?.focus();
  return false;
}

export function enlarge() {
  byId("groot-beeld").src = image.src;
  byId("groot-beeld").alt = image.alt;
  byId("groot-vak").showModal();
}
