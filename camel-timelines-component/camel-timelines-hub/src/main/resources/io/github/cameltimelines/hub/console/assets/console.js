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
})();
