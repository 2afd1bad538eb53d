"use strict";
// Results while the person types. Without it, and with data being saved, the search field works as every form does.
{
  const field = document.querySelector(".site-search input, .hero-search input");
  const main = document.querySelector("main");
  const pause = 250;

  if (field && main && !(navigator.connection && navigator.connection.saveData)) {
    const form = field.form;
    const isStart = form.matches(".hero-search");
    const hero = isStart && form.closest(".hero");

    // A live region that stays: what is replaced with its text is not read out.
    const status = document.createElement("p");
    status.className = "sr-only";
    status.setAttribute("role", "status");
    document.body.append(status);

    let waiting, running;
    let shown = field.value.trim();

    const address = (words) => {
      const url = new URL(form.action);
      url.search = words ? new URLSearchParams({ q: words }) : "";
      return url;
    };

    /// The answer's main part, ready to be put in; its own status would be read a second time.
    const prepared = (answer) => {
      const fresh = answer.querySelector("main");
      if (!fresh || !fresh.querySelector(".result-list")) return null;
      fresh.querySelector("[role=status]")?.removeAttribute("role");
      const now = fresh.querySelector("details[data-filters]");
      const before = document.querySelector("main details[data-filters]");
      if (now && before) now.open = before.open;
      else if (now && !CSS.supports("selector(::details-content)")) now.open = matchMedia("(min-width: 56.25em)").matches;
      return fresh;
    };

    /// Who has gone on to a link or a filter meanwhile finds its like in the focus, or the results themselves.
    const keepingFocus = (change) => {
      const before = document.activeElement;
      const wasInside = main.contains(before);
      change();
      if (!wasInside || (before.isConnected && !before.closest("[hidden]"))) return;
      const address = before.getAttribute("href");
      const twin = [...main.querySelectorAll("a[href], input, select, summary")].find((one) => !one.closest("[hidden]")
        && (before.id ? one.id === before.id : address && one.getAttribute("href") === address));
      (twin || main).focus({ preventScroll: true });
    };

    /// On the results page the results take each other's place, and the address says which.
    const replaceResults = (words, answer, fresh) => {
      main.replaceChildren(...fresh.childNodes);
      document.title = answer.title;
      history.replaceState(history.state, "", address(words));
      const languages = document.querySelector(".language-switch ul");
      const others = answer.querySelector(".language-switch ul");
      if (languages && others) languages.replaceWith(others);
    };

    /// On the start page they stand in for what is below the field; the page remembers the words for the way back.
    const showBelow = (words, fresh) => {
      const box = document.createElement("section");
      box.className = "section instant";
      box.append(...fresh.childNodes);
      const title = document.createElement("h2");
      title.textContent = box.querySelector("h1").textContent;
      box.querySelector("h1").replaceWith(title);
      clearBelow();
      for (const other of main.children) if (other !== hero) other.hidden = true;
      hero.after(box);
      history.replaceState({ words }, "");
    };

    const clearBelow = () => {
      document.querySelector(".instant")?.remove();
      for (const other of main.children) other.hidden = false;
    };

    const search = async () => {
      const words = field.value.trim();
      if (words === shown || words.length === 1) return;
      running?.abort();
      if (isStart && !words) {
        shown = words;
        clearBelow();
        status.textContent = "";
        history.replaceState(null, "");
        return;
      }
      const mine = running = new AbortController();
      const url = address(words);
      // Half a word is no search: the server does not count it among those that found nothing.
      url.searchParams.set("typing", "1");
      try {
        const response = await fetch(url, { signal: mine.signal });
        if (!response.ok) return;
        const answer = new DOMParser().parseFromString(await response.text(), "text/html");
        const fresh = prepared(answer);
        if (mine.signal.aborted || !fresh) return;
        shown = words;
        status.textContent = fresh.querySelector(".result-head strong")?.textContent || "";
        keepingFocus(() => { if (isStart) showBelow(words, fresh); else replaceResults(words, answer, fresh); });
      } catch { /* The button still searches. */ }
    };

    const later = (event) => {
      clearTimeout(waiting);
      // Letters that are still being put together are no words yet.
      if (!event.isComposing) waiting = setTimeout(search, pause);
    };
    field.addEventListener("input", later);
    field.addEventListener("compositionend", later);
    // Whoever sends the form goes to its page, and waits for nothing else.
    form.addEventListener("submit", () => { clearTimeout(waiting); running?.abort(); });

    if (isStart && history.state?.words) {
      field.value = history.state.words;
      search();
    }
  }
}
