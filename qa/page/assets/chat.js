/* The conversation: asking, turns as they grow, stop, retry, edit, and keeping it in the browser. */
"use strict";
(() => {
  const { $, all, make, actions, on, state } = QA;
  const turns = new Map(); // number -> {node, question, text, saved, cited, state}
  let asking = 0, editing = 0, follow = true, leaving = false, watch = 0;

  const last = () => Math.max(0, ...turns.keys());
  const log = () => $("#qa-log");

  on.hello = (p) => {
    const other = state.digest !== p.digest || state.own || p.own;
    Object.assign(state, { digest: p.digest, own: p.own, model: p.model });
    if (other) { QA.limit(null); reset(); QA.forgetCollection(); }
    if (leaving) { leaving = false; QA.view("chat"); }
    $("#qa-name").textContent = p.name;
    $("#qa-count").textContent = `${p.papers.toLocaleString()} paper${p.papers === 1 ? "" : "s"}`;
    const pill = $("#qa-model");
    pill.textContent = p.model ? `model ${p.model}` : "no model";
    document.documentElement.dataset.model = p.model ? "with" : "without";
    all(".model-name").forEach((e) => { e.textContent = p.model; });
    if (p.formats) $("#qa-formats").innerHTML = p.formats;
    $("#qa-back").hidden = !p.own;
    $("#qa-own-name").textContent = p.own ? p.name : "";
    welcome(p);
    if (other && !p.own) remember();
  };

  /* Once it is known which collection is open: the conversation kept about it, then the link's question. */
  function remember() {
    const saved = QA.stored(key());
    if (saved && saved.length) QA.send("restore", { saved });
    else askFromLink();
  }

  function welcome(p) {
    const cards = p.examples.map((e) => make("button", { type: "button", class: "example", data: { do: "ask", question: e.question } },
      make("span", { class: "kind", text: e.kind }), make("span", { text: e.question })));
    $("#qa-welcome").replaceChildren(
      make("h2", { text: p.own ? "What do your papers say?" : "What do these papers say?" }),
      make("p", { class: "muted", text: `Answers are quotes from ${p.papers.toLocaleString()} abstract${p.papers === 1 ? "" : "s"}, each one click from its place.` }),
      make("div", { class: "examples" }, ...cards),
      make("p", { class: "first" }, make("button", { type: "button", class: "as-link", text: "How this works", popovertarget: "qa-help" })));
  }

  /* Asking */
  QA.ask = (question, replace = 0) => {
    question = question.trim();
    if (!question || asking) return;
    QA.view("chat");
    if (replace) forget(replace);
    asking = replace || last() + 1;
    follow = true;
    place(asking, question);
    busy(true);
    const quotesOnly = $("#qa-quotes-only").checked;
    const prior = [...turns].filter(([n, t]) => n < asking && t.state === "done").length;
    QA.send("ask", { question, turn: asking, prior, digest: state.digest, quotes_only: quotesOnly, filters: state.limits && state.limits.filters });
  };
  /* The server does not know this conversation any more: it is given back, and the question asked again. */
  on.stale = () => {
    if (!asking) return;
    const { question } = turns.get(asking);
    if (state.own) { draft(question); location.reload(); } else location.search = "?q=" + encodeURIComponent(question);
  };
  actions.ask = (target) => { closeDialogs(); QA.ask(target.dataset.question); };
  actions.retry = (target) => { const n = +target.closest(".turn").dataset.turn; QA.ask(turns.get(n).question, n); };
  actions.edit = (target) => {
    editing = +target.closest(".turn").dataset.turn;
    const box = $("#qa-question");
    box.value = turns.get(editing).question;
    fit(box);
    box.focus();
    QA.note("Change the question and send it again; Esc leaves it as it was.");
  };
  actions.stop = () => {
    if (!asking) return;
    const turn = turns.get(asking);
    turn.state = "failed";
    turn.halting = true;
    if (turn.begun) halt(asking);
    turn.node.querySelector(".answer").replaceChildren(make("p", { class: "muted", text: "Stopped." }), again());
    finish();
  };
  /* Gradio can stop only what the server has taken up: before that the first payload is waited for. */
  function halt(n) { turns.get(n).halting = false; QA.send("halt"); QA.send("clear", { first: n }); }
  actions.clear = () => { QA.send("clear"); reset(); QA.stored(key(), null); $("#qa-question").focus(); };
  on.cleared = () => {};

  function again() { return make("button", { type: "button", class: "again", text: "Try again", data: { do: "retry" } }); }
  function forget(from) {
    for (const n of [...turns.keys()]) if (n >= from) { turns.get(n).node.remove(); turns.delete(n); QA.dropSources(n); }
  }
  function reset() {
    forget(1);
    asking = editing = 0;
    busy(false);
    QA.showSources(0);
    refresh();
  }
  function place(n, question) {
    const node = make("article", { class: "turn", data: { turn: n } },
      make("div", { class: "question", "data-testid": "user" }, make("p", { text: question })),
      make("div", { class: "answer", "data-testid": "bot", "aria-label": "Answer", role: "group" },
        make("p", { class: "stage", text: "Reading the abstracts" })));
    turns.set(n, { node, question, state: "working" });
    $("#qa-turns").append(node);
    refresh();
    show(node);
  }
  /* The new question goes to the top, so that its answer is read from the start. */
  function show(node) { if (follow) log().scrollTo({ top: node.offsetTop - 12, behavior: "instant" }); }
  function refresh() {
    $("#qa-welcome").hidden = turns.size > 0;
    $("#qa-actions").hidden = turns.size === 0;
    all(".turn").forEach((t) => t.classList.toggle("latest", +t.dataset.turn === last()));
  }
  function busy(yes) {
    clearInterval(watch);
    if (yes) watch = setInterval(() => fetch("healthz").catch(() => QA.failed(QA.LOST)), 3000);
    $("#qa-stop").hidden = !yes;
    $("#qa-send").hidden = yes;
    log().setAttribute("aria-busy", yes);
  }
  function finish() { asking = 0; busy(false); refresh(); }

  /* Turns from the server */
  on.turn = (p) => {
    const turn = turns.get(p.turn);
    if (turn && turn.halting) halt(p.turn);
    if (!turn || turn.state !== "working") return;
    turn.begun = true;
    const body = turn.node.querySelector(".answer");
    if (p.state === "working") {
      body.innerHTML = p.html; // made and escaped by answer_view
      body.append(make("p", { class: "stage", text: p.stage }));
      return;
    }
    if (p.state === "failed") fail(turn, p.note);
    else fill(p);
    finish();
    keep();
  };
  function fail(turn, why) {
    turn.state = "failed";
    turn.node.querySelector(".answer").replaceChildren(make("p", { class: "notice bad", text: why }), again());
  }
  /* The question stays in the box: the page may be reloaded before it can be asked again. */
  QA.failed = (why) => {
    if (!asking) { QA.note(why, true); return; }
    const turn = turns.get(asking), box = $("#qa-question");
    fail(turn, why);
    finish();
    if (!box.value) { box.value = turn.question; draft(box.value); fit(box); }
  };
  function fill(p) {
    const turn = turns.get(p.turn);
    Object.assign(turn, { state: "done", text: p.text, saved: p.saved, cited: p.cited });
    const body = turn.node.querySelector(".answer");
    body.innerHTML = p.html;
    body.append($("#qa-tools").content.cloneNode(true));
    QA.addSources(p.turn, p.sources);
    QA.showSources(p.turn);
    if (QA.markCited) QA.markCited(p.cited);
  }

  on.restored = (p) => {
    forget(1);
    for (const t of p.turns) { place(t.turn, t.question); fill(t); }
    finish();
    if (p.dropped) QA.note(`${p.dropped} earlier answer${p.dropped === 1 ? "" : "s"} no longer fit${p.dropped === 1 ? "s" : ""} this collection and ${p.dropped === 1 ? "is" : "are"} left out.`);
    if (p.turns.length) log().scrollTo({ top: turns.get(last()).node.offsetTop - 12 });
    keep();
    askFromLink();
  };

  /* In the browser only; a visitor's own papers are never kept. */
  const key = () => "talk." + state.digest;
  function keep() {
    if (state.own) return;
    const saved = [...turns.values()].filter((t) => t.state === "done" && t.saved).map((t) => t.saved).slice(-30);
    QA.stored(key(), saved.length ? saved : null);
  }
  function askFromLink() {
    const question = new URLSearchParams(location.search).get("q");
    if (!question) return;
    history.replaceState(null, "", location.pathname);
    QA.ask(question);
  }
  QA.beginnings.push(() => {
    const box = $("#qa-question");
    box.addEventListener("input", () => { fit(box); draft(box.value); });
    box.value = draft();
    fit(box);
    box.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); submit(); }
      if (event.key === "Escape" && editing) { editing = 0; box.value = ""; fit(box); }
    });
    $("#qa-form").addEventListener("submit", (event) => { event.preventDefault(); submit(); });
    log().addEventListener("wheel", () => { follow = false; }, { passive: true });
    if (matchMedia("(min-width: 900px)").matches) box.focus();
  });
  function submit() {
    const box = $("#qa-question");
    if (asking || !box.value.trim()) return;
    const replace = editing;
    editing = 0;
    QA.ask(box.value, replace);
    box.value = draft("");
    fit(box);
  }
  /* What is being written outlives a reload, in this tab only. */
  function draft(text) {
    try {
      if (text !== undefined) sessionStorage.setItem("qa.draft", text);
      return sessionStorage.getItem("qa.draft") || "";
    } catch { return ""; }
  }
  function fit(box) { box.style.height = "auto"; box.style.height = Math.min(box.scrollHeight, 180) + "px"; }

  /* Tools of a turn */
  const turnOf = (target) => { const node = target.closest(".turn"); return node ? +node.dataset.turn : null; };
  actions.copy = (target) => QA.copy(turns.get(turnOf(target)).text, "Answer");
  actions.link = (target) => QA.copy(`${location.origin}${location.pathname}?q=${encodeURIComponent(turns.get(turnOf(target)).question)}`, "Link");
  actions.export = (target) => {
    if (target.closest("[popover]")) target.closest("[popover]").hidePopover();
    QA.send("export", { format: target.dataset.format, turn: target.dataset.one ? turnOf(target) : null });
  };
  actions.reference = (target) => QA.send("export", { format: "bibtex", id: target.dataset.id, copy: true });
  actions.opinion = (target) => {
    const data = { turn: turnOf(target), opinion: target.dataset.opinion };
    target.setAttribute("aria-pressed", "true");
    if (data.opinion === "up") { QA.send("opinion", data); return; }
    const dialog = $("#qa-opinion"), box = $("#qa-comment");
    box.value = "";
    dialog.onclose = () => {
      if (dialog.returnValue === "send") QA.send("opinion", { ...data, comment: box.value });
      else target.removeAttribute("aria-pressed");
    };
    dialog.returnValue = "";
    dialog.showModal();
  };

  /* A question limited to some papers */
  QA.limit = (filters, label) => {
    state.limits = filters ? { filters, label } : null;
    $("#qa-limits").replaceChildren(...(filters ? [make("span", { class: "limit" }, make("span", { text: `Only: ${label}` }),
      make("button", { type: "button", class: "icon", "aria-label": "Ask all papers again", text: "×", data: { do: "unlimit" } }))] : []));
  };
  actions.unlimit = () => { QA.limit(null); $("#qa-question").focus(); };
  actions.limit = (target) => {
    closeDialogs();
    QA.limit({ paper_ids: [target.dataset.id] }, target.dataset.title);
    QA.view("chat");
    $("#qa-question").focus();
  };
  function closeDialogs() { all("dialog[open]").forEach((d) => d.close()); QA.closeSources(); }

  /* The visitor's own papers */
  actions.leave = () => { leaving = true; $("#qa-own").replaceChildren(); QA.send("leave"); };
  actions.compose = () => { QA.view("chat"); $("#qa-question").focus(); };
  on.own = (p) => {
    const box = $("#qa-own");
    if (p.state === "failed") { box.replaceChildren(make("p", { class: "notice bad", text: p.text })); return; }
    if (p.state === "done") {
      box.innerHTML = p.html; // made and escaped by upload.report_html
      box.append(make("button", { type: "button", class: "primary", text: "Ask these papers", data: { do: "compose" } }));
      QA.receive(p.hello);
      return;
    }
    const label = p.state === "reading" ? "Reading the file" : `Indexing: ${p.done} of ${p.total} papers`;
    box.replaceChildren(make("label", { text: label + " " }, make("progress", p.total ? { max: p.total, value: p.done } : {})));
  };
})();
