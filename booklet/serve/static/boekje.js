// Keep the booklet on the screen as the texts are now, and the reader where the reader was.

const byId = (id) => document.getElementById(id);
const NEAR = 3; // pages before and after the reader that are ready before they are shown
const PATIENCE = 4000; // ms that a picture may take before the page is shown without it

let running = false;
let again = false;

const sheets = () => [...byId("bladzijden").children];
const after = (ms) => new Promise((done) => setTimeout(done, ms));

// The page that the reader looks at: the first that reaches below the bar, with the place of its top.
function reading() {
  const bar = byId("toestand").getBoundingClientRect().bottom;
  const sheet = sheets().find((one) => one.getBoundingClientRect().bottom > bar + 40);
  return sheet && { name: sheet.dataset.naam, top: sheet.getBoundingClientRect().top, place: sheets().indexOf(sheet) };
}

function keep(place) {
  if (!place || window.scrollY < 1) return;
  const all = sheets();
  const sheet = all.find((one) => one.dataset.naam === place.name) ?? all[Math.min(place.place, all.length - 1)];
  if (sheet) window.scrollBy({ top: sheet.getBoundingClientRect().top - place.top, behavior: "instant" });
}

// Fetch the pictures that the reader is about to see, so that nothing flickers.
async function prepare(next, place) {
  const at = Math.max(0, next.findIndex((one) => one.dataset.naam === place?.name));
  const shown = new Set(sheets().map((one) => one.dataset.print));
  const wanted = next.slice(Math.max(0, at - NEAR), at + NEAR + 1).filter((one) => !shown.has(one.dataset.print));
  const pictures = wanted.map((one) => {
    const picture = new Image();
    picture.src = one.querySelector("img").getAttribute("src");
    return picture.decode().catch(() => {});
  });
  await Promise.race([Promise.all(pictures), after(PATIENCE)]);
}

function exchange(old, fresh) {
  if (old.innerHTML !== fresh.innerHTML) old.innerHTML = fresh.innerHTML;
}

function takeOver(old, fresh) {
  const changed = old.dataset.print !== fresh.dataset.print;
  old.id = fresh.id;
  old.className = fresh.className;
  old.dataset.print = fresh.dataset.print;
  for (const part of [".boven", ".ernaast", "figcaption"]) exchange(old.querySelector(part), fresh.querySelector(part));
  const picture = old.querySelector("img");
  const next = fresh.querySelector("img");
  picture.alt = next.alt;
  if (changed) picture.src = next.getAttribute("src");
}

function exchangeSheets(next) {
  const list = byId("bladzijden");
  const known = new Map(sheets().map((one) => [one.dataset.naam, one]));
  next.forEach((fresh, place) => {
    const old = known.get(fresh.dataset.naam);
    known.delete(fresh.dataset.naam);
    const sheet = old ?? document.importNode(fresh, true);
    if (old) takeOver(old, fresh);
    if (list.children[place] !== sheet) list.insertBefore(sheet, list.children[place] ?? null);
  });
  for (const gone of known.values()) gone.remove();
}

function exchangeChapters(fresh) {
  const focus = document.activeElement?.closest("#hoofdstukken a")?.querySelector(".titel")?.textContent;
  exchange(byId("hoofdstukken").querySelector("ol"), fresh.querySelector("ol"));
  const link = [...document.querySelectorAll("#hoofdstukken a")].find((one) => one.querySelector(".titel")?.textContent === focus);
  if (focus) link?.focus({ preventScroll: true });
  mark();
}

async function renew() {
  const answer = await fetch("/boekje/stand");
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const stand = page.getElementById("stand");
  const next = [...page.getElementById("bladzijden").children];
  await prepare(next, reading());
  const place = reading();
  byId("stand").dataset.nummer = stand.dataset.nummer;
  exchangeSheets(next);
  exchange(byId("tegen"), page.getElementById("tegen"));
  exchangeChapters(page.getElementById("hoofdstukken"));
  exchange(byId("toestand"), page.getElementById("toestand"));
  keep(place);
}

async function onNews() {
  again = true;
  if (running) return;
  running = true;
  while (again) {
    again = false;
    await renew().catch(() => {});
  }
  running = false;
}

// Mark the chapter that the reader is in.
function mark() {
  const place = sheets().findLastIndex((one) => one.getBoundingClientRect().top < window.innerHeight * 0.4);
  let current = null;
  for (const link of document.querySelectorAll("#hoofdstukken ol a")) {
    link.removeAttribute("aria-current");
    const sheet = document.querySelector(link.getAttribute("href"));
    if (sheet && sheets().indexOf(sheet) <= Math.max(place, 0)) current = link;
  }
  current?.setAttribute("aria-current", "true");
}

function listen() {
  const news = new EventSource("/boekje/nieuws");
  news.onmessage = (event) => {
    document.body.classList.remove("los-van-programma");
    if (event.data !== byId("stand").dataset.nummer) onNews();
  };
  news.onerror = () => {
    document.body.classList.add("los-van-programma");
  };
}

// On a narrow screen the list of chapters begins closed.
if (window.matchMedia("(max-width: 62rem)").matches) document.querySelector("#hoofdstukken details").open = false;
document.addEventListener("scroll", () => window.requestAnimationFrame(mark), { passive: true });
mark();
listen();
