// What a script adds to pages that are whole without one: times in the reader's own zone, a switch between
// light and dark that is remembered on this device, and "/" to reach the search field.
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

const full = new Intl.DateTimeFormat(root.lang, { dateStyle: "long", timeStyle: "short" });
for (const time of document.querySelectorAll("time[data-time]")) {
  const moment = new Date(time.dateTime);
  if (!isNaN(moment)) time.title += " · " + full.format(moment) + " here";
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, textarea, select")) return;
  event.preventDefault();
  document.getElementById("q-top").focus();
});
