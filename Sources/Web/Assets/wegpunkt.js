"use strict";
// Small improvements; every page works without them.
{
  const wide = matchMedia("(min-width: 56.25em)");
  const all = (selector) => document.querySelectorAll(selector);

  // Menus close on Escape and on a click elsewhere.
  document.addEventListener("click", (event) => {
    for (const menu of all("details[data-menu][open]")) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of all("details[data-menu][open]")) {
      if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
      menu.open = false;
    }
  });

  // The filter panel stands open beside the results; the style does it where ::details-content is known.
  if (!CSS.supports("selector(::details-content)")) {
    const arrange = () => { for (const panel of all("details[data-filters]")) panel.open = wide.matches; };
    wide.addEventListener("change", arrange);
    arrange();
  }

  // Filters take effect when changed; in the sheet of a narrow screen its button does that for all at once.
  const place = "wegpunkt-place";
  let waiting;
  document.addEventListener("change", (event) => {
    const form = event.target.form;
    if (!form || !form.matches("form[data-auto]")) return;
    if (form.closest("[data-filters]") && !wide.matches) return;
    const { id, name, value } = event.target;
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      try { sessionStorage.setItem(place, JSON.stringify({ path: location.pathname, id, name, value, top: scrollY })); } catch { /* no store */ }
      if (form.requestSubmit) form.requestSubmit(); else form.submit();
    }, 400);
  });
  addEventListener("pageshow", (event) => { if (event.persisted) for (const form of all("form[data-auto]")) form.reset(); });

  // The page that follows has the focus where it was.
  try {
    const kept = JSON.parse(sessionStorage.getItem(place));
    sessionStorage.removeItem(place);
    if (kept && kept.path === location.pathname) {
      const twin = [...all("form[data-auto] :is(input, select)")].find((one) =>
        kept.id ? one.id === kept.id : one.name === kept.name && (one.value === kept.value || one.tagName === "SELECT"));
      if (twin) {
        scrollTo(0, kept.top);
        twin.focus({ preventScroll: true });
      }
    }
  } catch { /* no store */ }

  // "Near me": the place, rounded to about a hundred metres, goes into the form and nowhere else.
  if (isSecureContext && navigator.geolocation) {
    for (const button of all("button[data-near]")) {
      const form = button.form;
      if (!form) continue;
      const failed = form.querySelector("[data-near-failed]") || document.querySelector("[data-near-failed]");
      const set = (name, number) => {
        let field = form.querySelector(`input[name="${name}"]`);
        if (!field) {
          field = document.createElement("input");
          field.type = "hidden";
          field.name = name;
          form.append(field);
        }
        field.disabled = false;
        field.value = number.toFixed(3);
      };
      const found = ({ coords }) => {
        button.removeAttribute("aria-busy");
        set("lat", coords.latitude);
        set("lon", coords.longitude);
        form.submit();
      };
      const refused = () => {
        button.removeAttribute("aria-busy");
        if (failed) failed.hidden = false;
      };
      button.hidden = false;
      button.addEventListener("click", (event) => {
        event.preventDefault();
        if (button.hasAttribute("aria-busy")) return;
        if (failed) failed.hidden = true;
        button.setAttribute("aria-busy", "true");
        navigator.geolocation.getCurrentPosition(found, refused, { timeout: 10000, maximumAge: 300000 });
      });
    }
  }
}
