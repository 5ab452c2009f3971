// The keyboard: j and k go from entry to entry, o opens one, g goes to the incidents, / to the search, ? to the help on all that.
// Where single keys are in a reader's way, as with speech input, the help switches them off (WCAG 2.1.4).
"use strict";

{
  const help = document.getElementById("keys");
  const entries = "main :is(.incident h2, .report h4, .hit :is(h2, h3), .plain-list > li, .sources th, .saved li) > a:first-of-type, main .kwic .where > a";

  let off = false;
  try { off = localStorage.getItem("keys") === "off"; } catch { /* a browser that keeps nothing has its keys on */ }

  function step(by) {
    const all = [...document.querySelectorAll(entries)].filter((entry) => entry.checkVisibility());
    const at = all.findIndex((entry) => entry === document.activeElement);
    const next = at >= 0 ? all[at + by] : all[by > 0 ? 0 : all.length - 1];
    if (!next) return;
    next.focus({ focusVisible: true, preventScroll: true });
    next.scrollIntoView({ block: "center" });
  }

  function open() {
    const entry = document.activeElement;
    if (entry && entry.matches(entries)) entry.click();
  }

  function toggleHelp() {
    if (help.open) help.close();
    else help.showModal();
  }

  const actions = {
    j: () => step(1),
    k: () => step(-1),
    o: open,
    g: () => document.querySelector(".brand").click(),
    "/": () => document.getElementById("q-top").focus(),
    "?": toggleHelp,
  };
  // On a keyboard of another script the key counts that stands in the same place.
  const places = { KeyJ: "j", KeyK: "k", KeyO: "o", KeyG: "g" };
  const meant = (event) => (/^[\x21-\x7e]$/.test(event.key) ? event.key : places[event.code]);

  document.addEventListener("keydown", (event) => {
    if (off || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.matches("input, textarea, select, [contenteditable]")) return;
    const action = actions[meant(event)];
    if (!action || (help.open && action !== toggleHelp)) return;
    event.preventDefault();
    action();
  });

  for (const button of document.querySelectorAll("[data-keys]")) {
    button.parentElement.hidden = false;
    button.addEventListener("click", toggleHelp);
  }
  help.addEventListener("click", (event) => { if (event.target === help) help.close(); });

  const turn = help.querySelector("[data-turn]");
  const show = () => { turn.textContent = off ? turn.dataset.on : turn.dataset.off; };
  turn.addEventListener("click", () => {
    off = !off;
    try { localStorage.setItem("keys", off ? "off" : "on"); } catch { /* the choice holds for this page */ }
    show();
  });
  show();
}
