// Ask the desk something, and say something to whoever listens instead of looks.

export const byId = (id) => document.getElementById(id);

/** Send the form, by POST so that nothing of it stands in an address; `signal` can call it off. */
export async function send(address, fields, signal) {
  return fetch(address, { method: "POST", body: new URLSearchParams(fields), signal, cache: "no-store" });
}

/** Say what changed, to a screen reader; the same words twice are said twice. */
export function tell(words) {
  const line = byId("zegt");
  line.textContent = "";
  window.setTimeout(() => { line.textContent = words; }, 40);
}

/** Do something when nothing has called for it again during `wait` milliseconds. */
export function later(wait, work) {
  let timer = 0;
  return () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(work, wait);
  };
}

/** Show notices as a list, each leading to the field that it is about. */
export function showNotices(place, notices) {
  place.replaceChildren();
  if (!notices.length) return;
  const head = document.createElement("h3");
  head.textContent = "Nog niet goed";
  const list = document.createElement("ul");
  for (const { field, what, remedy } of notices) {
    const item = document.createElement("li");
    const lead = document.createElement(field ? "a" : "strong");
    if (field) lead.href = `#${field}`;
    lead.textContent = `${what}.`;
    item.append(lead, ` ${remedy}`);
    list.append(item);
  }
  place.append(head, list);
}

/** Keep or fetch something on this computer; a browser that may keep nothing just forgets. */
export const memory = {
  get(key) {
    try { return JSON.parse(window.localStorage.getItem(key)); } catch { return null; }
  },
  set(key, value) {
    try { window.localStorage.setItem(key, JSON.stringify(value)); } catch { /* it may not */ }
  },
  drop(key) {
    try { window.localStorage.removeItem(key); } catch { /* it may not */ }
  },
};
