// Lists without loading the whole page again: "more" puts the next page under this one, filters change what is shown in place, and
// a bar says that there are new incidents. Where anything goes wrong, the link is followed as it would be without a script.
"use strict";

{
  const main = document.getElementById("main");

  async function read(address) {
    const answer = await fetch(address, { headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected) throw new Error(answer.status);
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  }

  // A page that was asked for later wins over one that takes long.
  let asked = 0;
  async function busily(address, use) {
    const turn = ++asked;
    main.setAttribute("aria-busy", "true");
    try {
      const page = await read(address);
      if (turn === asked) use(page);
    } catch {
      if (turn === asked) location.href = address;
    } finally {
      if (turn === asked) main.removeAttribute("aria-busy");
    }
  }

  function extend(link) {
    return busily(link.href, (page) => {
      const list = main.querySelector("[data-list]"), more = page.querySelector("[data-list]"), paging = link.closest(".paging");
      if (!list || !more) throw new Error("no list");
      const first = more.querySelector("a[href]");
      list.append(...more.children);
      const next = page.querySelector(".paging a[rel=next]");
      if (next) link.href = next.href; else paging.remove();
      writeTimes(list);
      first?.focus({ preventScroll: true });
    });
  }

  let shown = location.pathname + location.search;
  function show(address, { push = true, top = false } = {}) {
    return busily(address, (page) => {
      const focused = document.activeElement?.closest("[data-swap] a, .arrived a")?.getAttribute("href");
      main.replaceChildren(...page.getElementById("main").childNodes);
      document.querySelector(".editions ul")?.replaceChildren(...page.querySelector(".editions ul").childNodes);
      document.title = page.title;
      if (push) history.pushState(null, "", address);
      shown = location.pathname + location.search;
      writeTimes(document);
      const again = focused && [...main.querySelectorAll("[data-swap] a")].find((a) => a.getAttribute("href") === focused);
      (again || main).focus({ preventScroll: true });
      if (top) scrollTo(0, 0);
      listen();
    });
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    if (link.matches(".paging a[rel=next]") && main.querySelector("[data-list]")) extend(link);
    else if (link.matches("[data-swap] a")) show(link.href);
    else if (link.matches(".arrived a")) show(link.href, { push: false, top: true });
    else return;
    event.preventDefault();
  });
  addEventListener("popstate", () => {
    if (location.pathname + location.search !== shown) show(location.href, { push: false });
  });

  // A page that is left keeps no connection open, so that it can be come back to as it was.
  let events;
  function listen() {
    events?.close();
    const bar = main.querySelector("[data-events]");
    if (!bar) return;
    events = new EventSource(bar.dataset.events);
    events.addEventListener("incidents", (event) => {
      bar.hidden = false;
      bar.querySelector("[role=status]").textContent = JSON.parse(event.data).text;
    });
  }
  listen();
  addEventListener("pagehide", () => events?.close());
  addEventListener("pageshow", (event) => { if (event.persisted) listen(); });
}
