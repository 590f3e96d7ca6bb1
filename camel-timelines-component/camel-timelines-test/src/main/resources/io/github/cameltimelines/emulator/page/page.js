"use strict";
// Answers appear by themselves. Without this the page works as well: it is then loaded anew.
(() => {
  const el = (id) => document.getElementById(id);
  const [form, chat, messages, note, faults] = ["form", "chat", "messages", "note", "faults"].map(el);
  let silent = false;
  let shown = null;

  const address = () => {
    const url = new URL(form.action);
    url.searchParams.set("phone", el("phone").value.trim());
    url.searchParams.set("name", el("name").value);
    return url.href;
  };

  /** The page as the emulator makes it now. */
  async function load(url, options) {
    let answer;
    try {
      answer = await fetch(url, options);
    } catch (e) {
      throw new Error("The emulator does not answer: is it running?");
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!page.getElementById("messages")) {
      throw new Error("The emulator answered " + answer.status + ".");
    }
    const wrong = page.getElementById("note").textContent;
    if (wrong) throw new Error(wrong);
    return page;
  }

  /** Whoever scrolled up to read is left there. */
  let following = true;
  const toEnd = () => { chat.scrollTop = chat.scrollHeight; };

  /** What is there already stays, so that a screen reader says only what is new. */
  function renew(list, now) {
    let same = 0;
    while (same < now.length && same < list.children.length && list.children[same].isEqualNode(now[same])) same++;
    if (same === now.length && same === list.children.length) return false;
    while (list.children.length > same) list.lastElementChild.remove();
    list.append(...now.slice(same));
    return true;
  }

  async function show(own) {
    const asked = address();
    const page = await load(asked);
    if (asked !== address()) return;
    renew(faults, [...page.getElementById("faults").children]);
    if (renew(messages, [...page.getElementById("messages").children])) {
      following = following || own || shown !== asked;
      if (following) toEnd();
    }
    shown = asked;
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const send = el("send");
    if (send.disabled) return;
    const fault = event.submitter && event.submitter.name === "fault";
    const body = new URLSearchParams(new FormData(form));
    if (fault) body.set("fault", event.submitter.value);
    send.disabled = true;
    silent = false;
    try {
      await load(form.action, {method: "POST", body});
      if (!fault) el("text").value = "";
      note.textContent = "";
      await show(!fault);
    } catch (e) {
      note.textContent = e.message;
    }
    send.disabled = false;
    if (!fault) el("text").focus();
  });

  /** What a look finds wrong goes away with the next that finds it right; what was done wrong stays. */
  async function poll() {
    try {
      if (el("phone").validity.valid) await show(false);
      if (silent) { silent = false; note.textContent = ""; }
    } catch (e) {
      silent = true;
      if (note.textContent !== e.message) note.textContent = e.message;
    }
    setTimeout(poll, 1000);
  }
  chat.addEventListener("scroll", () => {
    following = chat.scrollHeight - chat.scrollTop - chat.clientHeight < 40;
  });
  new ResizeObserver(() => { if (following) toEnd(); }).observe(chat);
  toEnd();
  poll();
})();
