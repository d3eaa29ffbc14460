/* What the other scripts share: the way to the server and back, notes, views, theme. */
"use strict";
window.QA = (() => {
  const handlers = {}, actions = {}, waiting = [];
  let trigger = null, root = null;
  const seen = new Set();
  const QA = { state: { digest: "", own: false, model: "", limits: null }, on: handlers, actions };

  QA.$ = (selector, within) => (within || document).querySelector(selector);
  QA.all = (selector, within) => [...(within || document).querySelectorAll(selector)];

  /* An element whose text is text: nothing passed here is ever markup. */
  QA.make = (name, options = {}, ...children) => {
    const { text, data, ...rest } = options;
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(rest)) {
      if (value === true) element.setAttribute(key, "");
      else if (value !== false && value != null) element.setAttribute(key, value);
    }
    for (const [key, value] of Object.entries(data || {})) element.dataset[key] = value;
    if (text != null) element.textContent = text;
    element.append(...children);
    return element;
  };

  QA.bridge = (fire) => { trigger = fire; flush(); };
  QA.send = (name, data = {}) => { waiting.push([name, data]); flush(); QA.look(); };
  function flush() {
    if (!trigger || !root) return;
    while (waiting.length) trigger(...waiting.shift());
  }

  /* What the server refuses, and that it is gone, Gradio tells in a corner only, and once it has told so it
     sends nothing more; nothing must wait on. */
  QA.LOST = "The program does not answer any more. When it is back, this page reloads by itself.";
  QA.look = () => fetched("healthz").catch(lost);
  const lost = (error) => { if (error.name !== "AbortError" && !left) QA.failed(QA.LOST); };
  let left = false; // what is under way when the page is left is cut off, which says nothing of the server
  addEventListener("beforeunload", () => { left = true; });
  const fetched = window.fetch.bind(window);
  window.fetch = async (...args) => {
    const asked = /\/(queue\/join|run\/)/.test(args[0] && args[0].url || args[0]);
    try {
      const response = await fetched(...args);
      if (asked && !response.ok) QA.failed(await reason(response.clone()));
      return response;
    } catch (error) {
      if (asked) lost(error);
      throw error;
    }
  };
  async function reason(response) {
    if (response.status === 503) return "Too many questions are waiting here at the moment. Try again in a little while.";
    try { return String((await response.json()).error); } catch { return `The program refused this (${response.status}).`; }
  }

  /* A payload may come twice (a wire is drawn again); its serial tells. */
  const early = [];
  QA.receive = (payload) => {
    if (!root) { early.push(payload); return; }
    if (!payload || seen.has(payload.serial)) return;
    seen.add(payload.serial);
    if (handlers[payload.kind]) handlers[payload.kind](payload);
  };

  QA.start = (element) => {
    if (root) return;
    root = element;
    QA.all("section[role=tabpanel]").forEach((s) => s.setAttribute("tabindex", "-1"));
    adopt();
    early.splice(0).forEach(QA.receive);
    flush();
    for (const begin of QA.beginnings) begin();
  };
  QA.beginnings = [];
  /* Above the button that opens it, wherever that is. */
  QA.beginnings.push(() => QA.$("#qa-export").addEventListener("beforetoggle", (event) => {
    const at = QA.$("[popovertarget=qa-export]").getBoundingClientRect();
    const right = innerWidth < 900 ? 12 : innerWidth - at.right;
    if (event.newState === "open") event.target.style.inset = `auto ${right}px ${innerHeight - at.top + 6}px auto`;
  }));
  /* Gradio draws its file field next to the page; it may come a moment later than the page. */
  function adopt() {
    const files = QA.$("#qa-files");
    if (files) {
      QA.$("#qa-drop").append(files);
      QA.all("button[aria-label]", files).forEach((b) => b.removeAttribute("aria-label")); // its text says more
    } else requestAnimationFrame(adopt);
  }

  document.addEventListener("click", (event) => {
    const target = event.target.closest && event.target.closest("[data-do]");
    if (target && actions[target.dataset.do]) actions[target.dataset.do](target, event);
  });
  document.addEventListener("keydown", (event) => {
    const target = event.target;
    if ((event.key === "Enter" || event.key === " ") && target.matches && target.matches("[role=button][data-do]")) {
      event.preventDefault();
      actions[target.dataset.do](target, event);
    }
    const typing = target.matches && target.matches("input, textarea");
    if (event.key === "/" && !typing) { event.preventDefault(); QA.view("chat"); QA.$("#qa-question").focus(); }
  });

  let noteTimer = 0;
  QA.note = (text, bad = false) => {
    const note = QA.$("#qa-note");
    note.textContent = text;
    note.className = bad ? "shown bad" : "shown";
    clearTimeout(noteTimer);
    noteTimer = setTimeout(() => { note.className = ""; }, bad ? 9000 : 3500);
  };
  handlers.note = (p) => QA.note(p.text, p.bad);

  QA.copy = async (text, what) => {
    try { await navigator.clipboard.writeText(text); QA.note(`${what} copied`); }
    catch { QA.note("The browser did not allow copying.", true); }
  };
  QA.save = (p) => {
    const link = QA.make("a", { href: URL.createObjectURL(new Blob([p.text], { type: p.mime })), download: p.name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };
  handlers.file = (p) => (p.copy ? QA.copy(p.text, "Reference") : QA.save(p));

  QA.view = (name) => {
    for (const tab of QA.all("[role=tab]")) {
      const chosen = tab.dataset.view === name;
      tab.setAttribute("aria-selected", chosen);
      tab.tabIndex = chosen ? 0 : -1;
      QA.$("#" + tab.getAttribute("aria-controls")).hidden = !chosen;
    }
    if (name === "collection" && QA.openCollection) QA.openCollection();
  };
  actions.view = (target) => QA.view(target.dataset.view);
  document.addEventListener("keydown", (event) => {
    if (!event.target.matches || !event.target.matches("[role=tab]")) return;
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const tabs = QA.all("[role=tab]");
    const next = tabs[(tabs.indexOf(event.target) + step + tabs.length) % tabs.length];
    QA.view(next.dataset.view);
    next.focus();
  });

  /* The choice is kept; without one the system's is followed, as Gradio does. */
  QA.stored = (key, value) => {
    try {
      if (value === undefined) return JSON.parse(localStorage.getItem("qa." + key));
      if (value === null) localStorage.removeItem("qa." + key);
      else localStorage.setItem("qa." + key, JSON.stringify(value));
    } catch { /* private mode or a full store: the page works without */ }
    return null;
  };
  /* The same for this tab alone. */
  QA.inTab = (key, value) => {
    try {
      if (value === undefined) return JSON.parse(sessionStorage.getItem("qa." + key));
      if (value === null) sessionStorage.removeItem("qa." + key);
      else sessionStorage.setItem("qa." + key, JSON.stringify(value));
    } catch { /* as above */ }
    return null;
  };
  const theme = () => document.body.classList.contains("dark");
  actions.theme = () => { document.body.classList.toggle("dark"); QA.stored("dark", theme()); };
  QA.beginnings.push(() => {
    const dark = QA.stored("dark");
    if (dark !== null && !location.search.includes("__theme=")) document.body.classList.toggle("dark", dark);
  });
  return QA;
})();
