"use strict";
// What the console does better where scripts run; without them every page works as well.
(() => {
  // Times stand in UTC; pointing at one shows it as the clock here has it.
  const local = (root) => {
    for (const time of root.querySelectorAll("time[datetime]")) {
      time.title = new Date(time.dateTime).toLocaleString();
    }
  };
  // A box that ticks all boxes of a name in its form; without scripts a link does.
  const ticks = () => {
    for (const all of document.querySelectorAll("input[data-ticks]")) {
      const boxes = () => [...all.form.querySelectorAll(`input[type=checkbox][name="${all.dataset.ticks}"]`)];
      const show = () => {
        const ticked = boxes().filter((box) => box.checked).length;
        all.checked = ticked > 0 && ticked === boxes().length;
        all.indeterminate = ticked > 0 && !all.checked;
      };
      all.hidden = false;
      all.addEventListener("change", () => {
        for (const box of boxes()) box.checked = all.checked;
      });
      all.form.addEventListener("change", show);
      show();
    }
  };
  document.addEventListener("DOMContentLoaded", () => { local(document); ticks(); });
  document.addEventListener("htmx:afterSwap", (event) => local(event.detail.target));

  // What is asked again and again may get no answer: that is said once, and taken back.
  const silent = (is) => {
    const there = document.getElementById("silent");
    if (is && !there) {
      const note = document.createElement("p");
      note.id = "silent";
      note.className = "silent";
      note.setAttribute("role", "alert");
      note.textContent = "The hub does not answer; what you see may be old.";
      document.getElementById("main").prepend(note);
    } else if (!is && there) {
      there.remove();
    }
  };
  document.addEventListener("htmx:sendError", () => silent(true));
  document.addEventListener("htmx:responseError", () => silent(true));
  document.addEventListener("htmx:afterOnLoad", () => silent(false));

  // A switch whose change failed is put back, and says so.
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.detail.elt.closest("form.switch");
    if (!form) {
      return;
    }
    const box = form.querySelector("input[role=switch]");
    if (event.detail.successful) {
      box.defaultChecked = box.checked;
    } else {
      form.reset();
      document.getElementById("said").textContent = "The status was not changed. Reload the page and try again.";
    }
  });
})();
