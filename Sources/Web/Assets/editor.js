"use strict";
// Keeps what is typed into a record's form as a draft, so that a lost connection or an ended session loses nothing.
for (const form of document.querySelectorAll("form[data-draft]")) {
  const pause = 3000;
  let waiting;
  let isSending = false;
  let isChanged = false;

  const send = async () => {
    if (isSending) return;
    isSending = true;
    isChanged = false;
    try {
      await fetch(form.dataset.draft, {
        method: "POST", body: new URLSearchParams(new FormData(form)), redirect: "error", keepalive: true,
      });
    } catch { isChanged = true; }
    isSending = false;
  };
  const note = () => {
    isChanged = true;
    clearTimeout(waiting);
    waiting = setTimeout(send, pause);
  };
  form.addEventListener("input", note);
  form.addEventListener("change", note);
  form.addEventListener("submit", () => {
    clearTimeout(waiting);
    isChanged = false;
  });
  addEventListener("pagehide", () => { if (isChanged) send(); });
}
