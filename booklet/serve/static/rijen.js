// The rows of what was chosen: bring them in, order them by dragging or by keys, turn their numbers up and down.

import { byId, tell } from "./vragen.js";

export const MOST = 6;
const list = byId("rijen");

export const rows = () => [...list.children];
export const chosen = () => rows().map((row) => row.dataset.oefening);
export const titleOf = (row) => row.querySelector("h3").textContent;

/** Fetch the rows of exercises, or of a programme; nothing of a patient is asked. */
async function fetchRows(query) {
  const answer = await fetch(`/rijen?${new URLSearchParams(query)}`, { cache: "no-store" });
  if (!answer.ok) throw new Error("rijen");
  const holder = document.createElement("template");
  holder.innerHTML = await answer.text();
  return [...holder.content.querySelectorAll("li.rij")];
}

export async function addRow(name) {
  const [row] = await fetchRows([["oefening", name], ["programma", byId("programma").value]]);
  if (row && !byId(`rij-${name}`)) list.append(row);
  return row;
}

export async function replaceRows(query) {
  list.replaceChildren(...await fetchRows(query));
}

export function removeRow(name) {
  byId(`rij-${name}`)?.remove();
}

/** Put the rows in an order, without taking the focus away from where somebody is at work. */
export function arrange(names) {
  if (names.join() === chosen().join()) return;
  const active = document.activeElement;
  for (const name of names) {
    const row = byId(`rij-${name}`);
    if (row) list.append(row);
  }
  if (list.contains(active) && document.activeElement !== active) active.focus({ preventScroll: true });
}

function moved(row, changed) {
  byId("volgorde-vast").checked = true;
  const place = rows().indexOf(row) + 1;
  tell(`${titleOf(row)} staat nu op plaats ${place} van ${rows().length}.`);
  changed();
}

function step(row, direction, changed) {
  const other = direction < 0 ? row.previousElementSibling : row.nextElementSibling;
  if (!other) {
    tell(direction < 0 ? "Dit is al de eerste." : "Dit is al de laatste.");
    return;
  }
  const active = document.activeElement;
  if (direction < 0) other.before(row); else other.after(row);
  if (row.contains(active)) active.focus();
  moved(row, changed);
}

/** Turn a number up or down, and stay within what a handout may ask. */
function turn(button) {
  const field = button.parentElement.querySelector("input");
  const [low, high] = [Number(field.min), Number(field.max)];
  const next = Math.min(high, Math.max(low, Number(field.value || low) + Number(button.dataset.stap)));
  if (String(next) === field.value) return;
  field.value = String(next);
  tell(`${field.labels[0].textContent}: ${next}`);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function startDrag(event, row, changed) {
  event.preventDefault();
  const grip = event.target.closest(".greep");
  const before = chosen().join();
  grip.setPointerCapture(event.pointerId);
  row.classList.add("sleept");
  const follow = (move) => {
    const over = rows().find((other) => {
      const box = other.getBoundingClientRect();
      return other !== row && move.clientY > box.top && move.clientY < box.bottom;
    });
    if (!over) return;
    const box = over.getBoundingClientRect();
    const down = Boolean(row.compareDocumentPosition(over) & Node.DOCUMENT_POSITION_FOLLOWING);
    // Only past the middle, so that rows of different heights do not jump to and fro.
    if (down && move.clientY > box.top + box.height / 2) over.after(row);
    if (!down && move.clientY < box.top + box.height / 2) over.before(row);
    if (!grip.hasPointerCapture(event.pointerId)) grip.setPointerCapture(event.pointerId);
  };
  const stop = () => {
    row.classList.remove("sleept");
    grip.removeEventListener("pointermove", follow);
    grip.removeEventListener("pointerup", stop);
    grip.removeEventListener("pointercancel", stop);
    if (chosen().join() !== before) moved(row, changed);
  };
  grip.addEventListener("pointermove", follow);
  grip.addEventListener("pointerup", stop);
  grip.addEventListener("pointercancel", stop);
}

/** Listen to the rows: `changed` hears of a new order, `remove` of a row that should go. */
export function listen(changed, remove) {
  list.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    const row = event.target.closest(".rij");
    if (!button) return;
    if (button.dataset.stap) turn(button);
    if (button.dataset.doe === "omhoog") step(row, -1, changed);
    if (button.dataset.doe === "omlaag") step(row, 1, changed);
    if (button.dataset.doe === "weg") remove(row);
  });
  list.addEventListener("keydown", (event) => {
    const row = event.target.closest(".rij");
    if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      event.preventDefault();
      step(row, event.key === "ArrowUp" ? -1 : 1, changed);
    }
  });
  list.addEventListener("pointerdown", (event) => {
    if (event.target.closest(".greep") && event.isPrimary) startDrag(event, event.target.closest(".rij"), changed);
  });
}
