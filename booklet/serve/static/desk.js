// The desk as a whole: what is ticked, becomes a row; what changes, becomes a page.

import * as bewaren from "./bewaren.js";
import * as kiezen from "./kiezen.js";
import * as rijen from "./rijen.js";
import * as voorbeeld from "./voorbeeld.js";
import { byId, tell } from "./vragen.js";

const form = byId("formulier");
// Fields that only say which cards are shown: they change nothing on the page.
const ASIDE = ["zoek", "groep", "fase", "houding", "spullen", "kies"];

function counted(count) {
  const most = count >= rijen.MOST;
  for (const box of byId("kaarten").querySelectorAll("input")) {
    box.toggleAttribute("aria-disabled", most && !box.checked);
    if (most && !box.checked) box.setAttribute("aria-disabled", "true");
    box.closest(".kaart").classList.toggle("vol", most && !box.checked);
  }
  for (const badge of document.querySelectorAll("[data-aantal]")) badge.textContent = String(count);
  byId("nog-leeg").hidden = count > 0;
  byId("volgorde-vak").hidden = count < 2;
  // Until the page answers with what it thinks of that number.
  byId("gekozen-telling").textContent = count ? `${many(count)} gekozen.` : "Nog geen oefening gekozen.";
}

/** After each change of what is chosen: cards, counts and page follow the rows. */
function follow() {
  const names = rijen.chosen();
  for (const box of byId("kaarten").querySelectorAll("input")) box.checked = names.includes(box.value);
  for (const button of document.querySelectorAll("[name=start]")) {
    const pressed = button.value === byId("programma").value && names.length > 0;
    button.setAttribute("aria-pressed", String(pressed));
  }
  counted(names.length);
  countLetters();
  voorbeeld.changed();
}

const many = (count) => (count === 1 ? "1 oefening" : `${count} oefeningen`);

async function tick(box) {
  const title = box.labels[0].querySelector(".naam").textContent;
  if (box.checked && rijen.chosen().length >= rijen.MOST) {
    box.checked = false;
    tell(`${title} past er niet meer bij. Zes is het meest. Haal er eerst een weg.`);
    byId("gekozen-telling").textContent = "Zes oefeningen is het meest. Haal er eerst een weg.";
    return;
  }
  if (box.checked) await rijen.addRow(box.value);
  else rijen.removeRow(box.value);
  const count = rijen.chosen().length;
  follow();
  tell(`${title} ${box.checked ? "gekozen" : "weggehaald"}. ${many(count)}.`);
}

function remove(row) {
  const title = rijen.titleOf(row);
  const next = row.nextElementSibling ?? row.previousElementSibling;
  row.remove();
  (next?.querySelector("[data-doe=weg]") ?? byId("aanpassen")).focus();
  if (!rijen.chosen().length) byId("programma").value = "";
  follow();
  tell(`${title} weggehaald. ${many(rijen.chosen().length)}.`);
}

async function begin(name, title) {
  byId("programma").value = name;
  byId("volgorde-vrij").checked = true;
  byId("weken").value = "";
  await rijen.replaceRows([["start", name]]);
  follow();
  tell(`${title} gekozen: ${many(rijen.chosen().length)}.`);
}

async function resume(index) {
  const { name, names, fields } = bewaren.recentAt(index);
  byId("programma").value = new Map(fields).get("programma") ?? "";
  await rijen.replaceRows([["programma", byId("programma").value], ...names.map((id) => ["oefening", id])]);
  bewaren.restore(fields);
  follow();
  tell(`Gekozen: ${name}.`);
}

function countLetters() {
  for (const counter of document.querySelectorAll("[data-teller]")) {
    const used = byId(counter.dataset.teller)?.value.trim().length ?? 0;
    const limit = Number(counter.dataset.grens);
    counter.textContent = used > limit ? `${used - limit} te veel, er passen er ${limit}` : `${used} van ${limit} tekens`;
    counter.classList.toggle("over", used > limit);
  }
}

function addProgramme({ id, titel }, whom) {
  const button = Object.assign(document.createElement("button"), { className: "programma eigen", value: id, name: "start" });
  button.append(
    Object.assign(document.createElement("strong"), { textContent: titel }), " ",
    Object.assign(document.createElement("span"), { textContent: whom }),
  );
  const item = document.createElement("li");
  item.append(button);
  byId("programmas").append(item);
}

/** Another patient: everything goes but the therapist, who sits there still. */
function fresh() {
  const therapist = byId("therapeut").value;
  form.reset();
  byId("programma").value = "";
  for (const field of ["naam", "doel", "notitie", "vervolg-datum", "vervolg-tijd", "weken", "zoek"]) byId(field).value = "";
  for (const box of form.querySelectorAll("input[type=checkbox]")) box.checked = false;
  for (const id of ["groep-alles", "fase-alles", "volgorde-vrij"]) byId(id).checked = true;
  byId("therapeut").value = therapist;
  byId("rijen").replaceChildren();
  follow();
  kiezen.choose();
  byId("kiezen").focus();
  tell("Alles is leeg voor een nieuwe patiënt.");
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const button = event.submitter;
  if (button?.name === "start") await begin(button.value, button.querySelector("strong").textContent);
  else if (button?.id === "bewaren" && await voorbeeld.save()) bewaren.rememberCombination();
});
form.addEventListener("keydown", (event) => {
  // Enter in a field sends nothing: the page is there already.
  if (event.key === "Enter" && event.target.matches("input:not([type=checkbox], [type=radio])")) event.preventDefault();
});
form.addEventListener("input", (event) => {
  if (event.target.name === "kies") tick(event.target);
  countLetters();
  if (!ASIDE.includes(event.target.name)) voorbeeld.changed();
});
byId("eerder-lijst").addEventListener("click", (event) => {
  const button = event.target.closest("[data-eerder]");
  if (button) resume(Number(button.dataset.eerder));
});
byId("printen").addEventListener("click", async () => {
  if (await voorbeeld.print()) bewaren.rememberCombination();
});
byId("vergroten").addEventListener("click", voorbeeld.enlarge);
byId("groot-sluit").addEventListener("click", () => byId("groot-vak").close());
byId("opnieuw").addEventListener("click", fresh);
byId("bewaar-formulier").addEventListener("input", countLetters);

rijen.listen(voorbeeld.changed, remove);
kiezen.listen();
bewaren.rememberTherapist();
bewaren.showRecent();
bewaren.keepAsProgramme(addProgramme);
follow();
