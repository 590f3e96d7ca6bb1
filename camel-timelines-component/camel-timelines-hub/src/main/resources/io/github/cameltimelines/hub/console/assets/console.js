"use strict";
// What the console does better where scripts run; without them every page works as well.
(() => {
  // Times stand in UTC; pointing at one shows it as the clock here has it.
  const local = (root) => {
    for (const time of root.querySelectorAll("time[datetime]")) {
      time.title = new Date(time.dateTime).toLocaleString();
    }
  };
  document.addEventListener("DOMContentLoaded", () => local(document));
  document.addEventListener("htmx:afterSwap", (event) => local(event.detail.target));
})();
