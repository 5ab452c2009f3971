// What htmx leaves to do, which extends lists, filters and unfolds by the hx- attributes of the pages: where the keyboard goes on,
// that the page is busy, and the bar that tells of new incidents. Where anything goes wrong, the link is followed as it would be
// without a script.
"use strict";

{
  const main = document.getElementById("main");
  const addresses = () => new Set([...main.querySelectorAll("a[href]")].map((a) => a.getAttribute("href")));
  const on = (name, act) => document.addEventListener(name, (event) => act(event.detail, event));

  let link, before;
  on("htmx:beforeRequest", ({ elt }) => {
    main.setAttribute("aria-busy", "true");
    link = elt.getAttribute("href");
    before = addresses();
  });
  on("htmx:afterRequest", () => main.removeAttribute("aria-busy"));

  // The focus stays on what was chosen. Where that is gone, since it led to more, it goes to the first of what came, or to what unfolds it.
  on("htmx:afterOnLoad", ({ target, xhr }) => {
    if (xhr.status !== 200) return;
    if (target.id === "list") tidyPaging();
    arrange();
    const links = [...main.querySelectorAll("a[href]")];
    const stayed = links.find((a) => a.getAttribute("href") === link && a.checkVisibility());
    const came = links.find((a) => !before.has(a.getAttribute("href")));
    const fold = came?.closest("details:not([open])")?.querySelector("summary");
    (stayed || fold || came || main).focus({ preventScroll: true });
  });

  // A list that was extended has its beginning above, and no need of a link to it.
  function tidyPaging() {
    const paging = document.getElementById("paging");
    if (paging.querySelector("[rel=next]")) paging.querySelector("a:not([rel])")?.remove();
    else paging.remove();
  }

  for (const wrong of ["htmx:responseError", "htmx:sendError", "htmx:swapError"]) {
    on(wrong, ({ pathInfo }) => { location.href = pathInfo.requestPath; });
  }

  // Who goes back finds the menu of languages as it was, too.
  on("htmx:historyCacheMissLoad", ({ response }) => {
    const there = new DOMParser().parseFromString(response, "text/html").getElementById("editions");
    if (there) document.getElementById("editions").replaceWith(there);
  });
  on("htmx:historyCacheMissLoadError", () => location.reload());
  on("htmx:historyRestore", arrange);

  function arrange() {
    writeTimes(document);
    listen();
  }

  // A page that is left keeps no connection open, so that it can be come back to as it was.
  let events, bar;
  function listen() {
    const now = main.querySelector("[data-events]");
    if (now === bar) return;
    events?.close();
    bar = now;
    if (!bar) return;
    events = new EventSource(bar.dataset.events);
    events.addEventListener("incidents", (event) => {
      bar.hidden = false;
      bar.querySelector("[role=status]").textContent = JSON.parse(event.data).text;
    });
  }
  listen();
  addEventListener("pagehide", () => { events?.close(); bar = undefined; });
  addEventListener("pageshow", (event) => { if (event.persisted) listen(); });
}
