// What this computer remembers: the name of the therapist, and combinations without anything of a patient.

import { chosen, titleOf, rows } from "./rijen.js";
import { byId, memory, send, showNotices, tell } from "./vragen.js";

const THERAPIST = "therapeut";
const RECENT = "eerder";
const MOST_RECENT = 5;
const form = byId("formulier");

export function rememberTherapist() {
  const field = byId("therapeut");
  field.value ||= memory.get(THERAPIST) ?? "";
  field.addEventListener("change", () => memory.set(THERAPIST, field.value.trim()));
  byId("vergeet").addEventListener("click", () => {
    memory.drop(THERAPIST);
    field.value = "";
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
    tell("Deze computer is uw naam vergeten.");
  });
}

/** The fields about exercises only: those of the rows but for their notes, the programme, and the order. */
const plain = ([key]) => ["programma", "oefening", "volgorde", "weken"].includes(key)
  || (key.includes(".") && !key.endsWith(".notitie"));

export function rememberCombination() {
  const fields = [...new FormData(form)].filter(plain);
  const name = rows().map(titleOf).join(", ");
  const others = (memory.get(RECENT) ?? []).filter((other) => other.name !== name);
  memory.set(RECENT, [{ name, names: chosen(), fields }, ...others].slice(0, MOST_RECENT));
  showRecent();
}

export function showRecent() {
  const recent = memory.get(RECENT) ?? [];
  byId("eerder").hidden = !recent.length;
  byId("eerder-lijst").replaceChildren(...recent.map(({ name }, index) => {
    const item = document.createElement("li");
    const button = Object.assign(document.createElement("button"), { type: "button", className: "programma eerder" });
    button.dataset.eerder = String(index);
    button.append(Object.assign(document.createElement("span"), { textContent: name }));
    item.append(button);
    return item;
  }));
}

export const recentAt = (index) => (memory.get(RECENT) ?? [])[index];

/** Put the fields of an earlier combination back into rows that were just fetched. */
export function restore(fields) {
  const held = new Map();
  for (const [key, value] of fields) held.set(key, [...(held.get(key) ?? []), value]);
  for (const field of byId("rijen").querySelectorAll("input[name*='.']")) {
    const values = held.get(field.name) ?? [];
    if (field.name.endsWith(".notitie")) continue;
    if (field.matches("[type=checkbox], [type=radio]")) field.checked = values.includes(field.value);
    else if (values.length) [field.value] = values;
  }
  byId("weken").value = held.get("weken")?.[0] ?? "";
  byId((held.get("volgorde")?.[0] ?? "vrij") === "vast" ? "volgorde-vast" : "volgorde-vrij").checked = true;
}

/** Ask for a name, and keep the combination as a programme of our own. */
export function keepAsProgramme(added) {
  const box = byId("bewaar-vak");
  byId("onthouden").addEventListener("click", () => {
    showNotices(byId("bewaar-meldingen"), []);
    box.showModal();
  });
  byId("bewaar-nee").addEventListener("click", () => box.close());
  byId("bewaar-formulier").addEventListener("submit", async (event) => {
    event.preventDefault();
    const fields = [...new FormData(form)].filter(plain);
    const answer = await send("/programmas", [...fields, ...new FormData(byId("bewaar-formulier"))]);
    const told = answer.headers.get("content-type")?.startsWith("application/json") ? await answer.json() : {};
    const lost = [{ field: "", what: "Het bewaren lukte niet", remedy: "Probeer het nog eens." }];
    showNotices(byId("bewaar-meldingen"), answer.ok ? [] : told.meldingen ?? lost);
    if (!answer.ok) {
      byId(told.meldingen?.[0]?.field || "eigen-naam")?.focus();
      return;
    }
    added(told, byId("eigen-voor-wie").value);
    byId("bewaar-formulier").reset();
    box.close();
    tell(`Het programma ${told.titel} is bewaard.`);
  });
}
