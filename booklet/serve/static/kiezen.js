// The cards to choose from: show those that suit, and say why others are not there.

import { byId, later, send } from "./vragen.js";

const FILTERS = ["zoek", "groep", "fase", "houding", "spullen", "aandoeningen", "besproken"];
const form = byId("formulier");
let asked = 0;

const wanted = () => [...new FormData(form)].filter(([key]) => FILTERS.includes(key));

function show({ tonen, besproken, telling, verborgen, altijd }) {
  const shown = new Set(tonen);
  for (const card of byId("kaarten").children) {
    const name = card.id.slice("kaart-".length);
    card.hidden = !shown.has(name);
    const talked = card.querySelector(".besproken");
    talked.hidden = !besproken[name];
    talked.querySelector("span").textContent = besproken[name] ?? "";
  }
  byId("telling").textContent = telling;
  byId("altijd").replaceChildren(...altijd.map((text) => Object.assign(document.createElement("p"), { textContent: text })));
  byId("altijd").hidden = !altijd.length;
  byId("verborgen-lijst").replaceChildren(...verborgen.map(({ name, meaning, exercises }) => {
    const item = document.createElement("li");
    const line = (text) => Object.assign(document.createElement("p"), { textContent: text });
    item.append(Object.assign(document.createElement("strong"), { textContent: name }), line(meaning), line(exercises));
    return item;
  }));
  byId("verborgen").hidden = !verborgen.length;
}

/** Say beside a closed drawer how many things in it are ticked. */
function count() {
  for (const badge of document.querySelectorAll("[data-telt]")) {
    const names = badge.dataset.telt.split(" ");
    const ticked = [...new FormData(form)].filter(([key, value]) => names.includes(key) && value).length;
    badge.textContent = ticked ? `${ticked} gekozen` : "";
  }
}

export async function choose() {
  const mine = asked += 1;
  count();
  const answer = await send("/kies", [...wanted(), ["kies", ""]]);
  // Whoever types fast gets the answer to the last letter, not to the slowest.
  if (answer.ok && mine === asked) show(await answer.json());
}

export function listen() {
  const soon = later(90, choose);
  byId("kiezen").addEventListener("input", (event) => {
    if (FILTERS.includes(event.target.name)) soon();
  });
  byId("zoek").addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  count();
}
