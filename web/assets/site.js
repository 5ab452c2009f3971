// What a script adds to pages that are whole without one: times in the reader's own zone, and a switch between
// light and dark that is remembered on this device. The keyboard has a script of its own, keys.js.
"use strict";

const root = document.documentElement;

// Browsers that keep nothing for this site throw on the mere mention of localStorage.
function remembered() {
  try { return localStorage.getItem("theme"); } catch { return null; }
}
function remember(theme) {
  try { localStorage.setItem("theme", theme); } catch { /* the choice holds for this page */ }
}

if (["light", "dark"].includes(remembered())) root.dataset.theme ||= remembered();

const dark = () => root.dataset.theme === "dark" || (!root.dataset.theme && matchMedia("(prefers-color-scheme: dark)").matches);
for (const button of document.querySelectorAll("[data-theme-switch]")) {
  button.parentElement.hidden = false;
  button.addEventListener("click", () => {
    root.dataset.theme = dark() ? "light" : "dark";
    remember(root.dataset.theme);
  });
}

// Times are written anew in the reader's own zone, in the formats that the page has them in; the title keeps the page's zone.
const tongue = root.lang === "en" ? "en-GB" : root.lang;
const forms = {
  full: { dateStyle: "long", timeStyle: "short" },
  clock: { timeStyle: "short" },
  day: { month: "short", day: "numeric", hour: "numeric", minute: "numeric" },
  date: { year: "numeric", month: "short", day: "numeric" },
};
const formats = new Map();
function write(moment, form) {
  if (!formats.has(form)) formats.set(form, new Intl.DateTimeFormat(tongue, forms[form]));
  return formats.get(form).format(moment);
}
function brief(moment, now) {
  if (moment.toDateString() === now.toDateString()) return "clock";
  return moment.getFullYear() === now.getFullYear() ? "day" : "date";
}
function writeTimes(place) {
  const now = new Date();
  if (now.getTimezoneOffset() === 0) return;
  for (const time of place.querySelectorAll("time[data-time]")) {
    const moment = new Date(time.dateTime);
    if (isNaN(moment)) continue;
    time.textContent = write(moment, time.dataset.time === "full" ? "full" : brief(moment, now));
  }
  for (const note of place.querySelectorAll("[data-here]")) note.textContent = note.dataset.here;
}
writeTimes(document);

// A menu closes when something else is meant.
const menu = document.querySelector(".editions");
document.addEventListener("click", (event) => { if (!menu.contains(event.target)) menu.open = false; });
menu.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !menu.open) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

// Saved searches. A list of searches is an address, /searches?q=…&q=…; this only remembers one on this device.
function searches() {
  try {
    const list = JSON.parse(localStorage.getItem("searches"));
    return Array.isArray(list) ? list.filter((q) => typeof q === "string").slice(0, 30) : [];
  } catch { return []; }
}
function keepSearches(list) {
  try { localStorage.setItem("searches", JSON.stringify(list)); } catch { /* there is still the bookmark */ }
}
const inEdition = (location.pathname.match(/^\/[^/]+(?=\/search)/) || [""])[0];
const listAddress = (list) => inEdition + "/searches" + (list.length ? "?" + new URLSearchParams(list.map((q) => ["q", q])) : "");

for (const button of document.querySelectorAll("[data-keep-search]")) {
  const query = button.dataset.keepSearch, keep = button.textContent;
  const show = () => {
    const kept = searches().includes(query);
    button.textContent = kept ? button.dataset.kept : keep;
    document.querySelector("[data-search-list]").href = listAddress(kept ? searches() : [...searches(), query]);
  };
  button.parentElement.hidden = false;
  button.addEventListener("click", () => {
    const list = searches();
    keepSearches(list.includes(query) ? list.filter((q) => q !== query) : [...list, query]);
    show();
  });
  show();
}

if (location.pathname === inEdition + "/searches") {
  const shown = [...document.querySelectorAll("[data-search]")].map((item) => item.dataset.search);
  if (!shown.length && !new URLSearchParams(location.search).has("q") && searches().length) location.replace(listAddress(searches()));
  for (const button of document.querySelectorAll("[data-keep-list]")) {
    button.parentElement.hidden = JSON.stringify(shown) === JSON.stringify(searches());
    button.addEventListener("click", () => { keepSearches(shown); button.parentElement.hidden = true; });
  }
  for (const link of document.querySelectorAll("[data-forget]")) {
    link.addEventListener("click", () => keepSearches(searches().filter((q) => q !== link.closest("[data-search]").dataset.search)));
  }
}
