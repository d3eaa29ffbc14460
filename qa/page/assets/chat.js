/* The conversation: asking, turns as they grow, stop, retry, edit, and keeping it in the browser. */
"use strict";
(() => {
  const { $, all, make, actions, on, state } = QA;
  const turns = new Map(); // number -> {node, question, limits, text, link, saved, opinions, state}
  let count = 0; // the number given last; none is given twice, so that a late answer finds no other question
  let asking = 0, editing = null, restoring = [], follow = true, leaving = false, watch = 0;

  const last = () => Math.max(0, ...turns.keys());
  const log = () => $("#qa-log");
  const box = () => $("#qa-question");

  on.hello = (p) => {
    const other = state.digest !== p.digest || state.own || p.own;
    Object.assign(state, { digest: p.digest, own: p.own, model: p.model });
    const limited = QA.inTab("limits");
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
    if (other && !p.own) remember(limited);
  };

  /* Once it is known which collection is open: the link's question in a conversation of its own, or the one kept. */
  function remember(limited) {
    const linked = new URLSearchParams(location.search).get("q");
    restoring = QA.openTalk(state.digest, Boolean(linked)) || [];
    if (linked) {
      history.replaceState(null, "", location.pathname);
      QA.ask(linked, { limits: null, linked: true });
      return;
    }
    if (limited && limited.digest === state.digest) QA.limit(limited.filters, limited.label, limited.papers);
    if (restoring.length) QA.send("restore", { saved: restoring });
    else resume();
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

  /* Asking. `replace` is the turn that this one takes the place of. */
  QA.ask = (question, { replace = 0, limits, linked = false } = {}) => {
    question = question.trim();
    if (!question || asking) return;
    endEditing();
    if (limits === undefined) limits = state.limits;
    QA.view("chat");
    if (replace) forget(replace);
    asking = ++count;
    follow = true;
    place(asking, question, limits);
    busy(true);
    QA.inTab("asking", { question, limits });
    if (!state.own && !linked) QA.useTalk(state.digest);
    const prior = [...turns.values()].filter((t) => t.state === "done").length;
    QA.send("ask", {
      question, turn: asking, replace, prior, digest: state.digest, quotes_only: $("#qa-quotes-only").checked,
      filters: limits && limits.filters,
    });
  };
  /* The server does not know this conversation any more: it is given back, and the question asked again. */
  on.stale = () => {
    if (!asking) return;
    const { question, limits } = turns.get(asking);
    if (state.own) draft(question);
    else { keep(); QA.inTab("asking", { question, limits, again: true }); }
    location.reload();
  };
  /* A question that a reload cut off is asked again, or given back. */
  function resume() {
    const { question, limits, again } = QA.inTab("asking") || {};
    QA.inTab("asking", null);
    if (!question) return;
    if (again) QA.ask(question, { limits });
    else if (!box().value) write(question);
  }
  actions.ask = (target) => { closeDialogs(); QA.ask(target.dataset.question); };
  actions.retry = (target) => {
    const n = turnOf(target), { question, limits } = turns.get(n);
    QA.ask(question, { replace: n, limits });
  };

  /* Editing: the box holds the question of a turn, what stood there before comes back afterwards. */
  actions.edit = (target) => {
    const before = editing || { text: box().value, limits: state.limits };
    editing = { ...before, turn: turnOf(target) };
    const { question, limits } = turns.get(editing.turn);
    showLimit(limits);
    write(question);
    box().focus();
    QA.note("Change the question and send it again; Esc leaves it as it was.");
  };
  function endEditing(emptied = false) {
    if (!editing) return;
    const { text, limits } = editing;
    editing = null;
    if (!emptied) write(text);
    showLimit(limits);
  }
  actions.stop = () => {
    if (!asking) return;
    const turn = turns.get(asking);
    turn.state = "failed";
    QA.send("clear", { first: asking, last: asking });
    turn.node.querySelector(".answer").replaceChildren(make("p", { class: "muted", text: "Stopped." }), again());
    finish();
  };
  actions.clear = () => {
    QA.send("clear", { first: 1, last: count });
    reset();
    QA.inTab("asking", null);
    if (!state.own) { keep(); QA.useTalk(state.digest); }
    box().focus();
  };
  on.cleared = () => {};

  function again() { return make("button", { type: "button", class: "again", text: "Try again", data: { do: "retry" } }); }
  function forget(from) {
    for (const n of [...turns.keys()]) if (n >= from) { turns.get(n).node.remove(); turns.delete(n); QA.dropSources(n); }
  }
  function reset() {
    forget(1);
    asking = 0;
    editing = null;
    busy(false);
    QA.showSources(0);
    refresh();
  }
  function place(n, question, limits = null) {
    count = Math.max(count, n);
    const node = make("article", { class: "turn", data: { turn: n } },
      make("div", { class: "question", "data-testid": "user" }, make("h2", { text: question })),
      ...(limits ? [make("p", { class: "asked-of", text: `Asked of ${of(limits)}` })] : []),
      make("div", { class: "answer", "data-testid": "bot", "aria-label": "Answer", role: "group" },
        make("p", { class: "stage", text: "Reading the abstracts" })));
    turns.set(n, { node, question, limits, state: "working" });
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
    if (yes) watch = setInterval(QA.look, 3000);
    $("#qa-stop").hidden = !yes;
    $("#qa-send").hidden = yes;
    log().setAttribute("aria-busy", yes);
  }
  function finish() { asking = 0; QA.inTab("asking", null); busy(false); refresh(); }

  /* Turns from the server */
  on.turn = (p) => {
    const turn = turns.get(p.turn);
    if (!turn || turn.state !== "working") return;
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
    if (QA.failedCollection) QA.failedCollection(why);
    if (!asking) { QA.note(why, true); return; }
    const turn = turns.get(asking);
    fail(turn, why);
    finish();
    if (!box().value) write(turn.question);
  };
  function fill(p) {
    const turn = turns.get(p.turn);
    Object.assign(turn, { state: "done", text: p.text, link: p.standalone, saved: p.saved, opinions: turn.opinions || [] });
    const body = turn.node.querySelector(".answer");
    body.innerHTML = p.html;
    body.append($("#qa-tools").content.cloneNode(true));
    $("[data-do=link]", body).hidden = state.own; // nobody else has these papers
    mark(turn);
    QA.addSources(p.turn, p.sources);
    QA.showSources(p.turn);
    if (QA.markCited) QA.markCited(p.cited);
  }

  on.restored = (p) => {
    forget(1);
    for (const t of p.turns) {
      const { limits, opinions } = restoring[t.place] || {};
      place(t.turn, t.question, limits);
      turns.get(t.turn).opinions = opinions;
      fill(t);
    }
    asking = 0; // what was asked before this came is given back by resume()
    busy(false);
    refresh();
    if (p.dropped) QA.note(`${p.dropped} earlier answer${p.dropped === 1 ? "" : "s"} no longer fit${p.dropped === 1 ? "s" : ""} this collection and ${p.dropped === 1 ? "is" : "are"} left out.`);
    if (p.turns.length) log().scrollTo({ top: turns.get(last()).node.offsetTop - 12 });
    keep();
    resume();
  };

  /* In the browser only; a visitor's own papers are never kept. */
  function keep() {
    if (state.own) return;
    const done = [...turns.values()].filter((t) => t.state === "done" && t.saved);
    QA.keepTalk(state.digest, done.slice(-30).map(({ saved, limits, opinions }) => ({ ...saved, limits, opinions })));
  }
  QA.beginnings.push(() => {
    box().addEventListener("input", () => {
      fit();
      draft(box().value);
      if (editing && !box().value.trim()) { endEditing(true); QA.note("The earlier question stays as it was."); }
    });
    write(draft());
    box().addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); submit(); }
      if (event.key === "Escape") endEditing();
    });
    $("#qa-form").addEventListener("submit", (event) => { event.preventDefault(); submit(); });
    log().addEventListener("wheel", () => { follow = false; }, { passive: true });
    if (matchMedia("(min-width: 900px)").matches) box().focus();
  });
  function submit() {
    const question = box().value, replace = editing ? editing.turn : 0, limits = state.limits;
    if (asking || !question.trim()) return;
    if (!editing) write("");
    QA.ask(question, { replace, limits });
  }
  function write(text) { box().value = text; draft(text); fit(); }
  /* What is being written outlives a reload, in this tab only. */
  function draft(text) { return text === undefined ? QA.inTab("draft") || "" : QA.inTab("draft", text); }
  function fit() { box().style.height = "auto"; box().style.height = Math.min(box().scrollHeight, 180) + "px"; }

  /* Tools of a turn */
  const turnOf = (target) => { const node = target.closest(".turn"); return node ? +node.dataset.turn : null; };
  actions.copy = (target) => QA.copy(turns.get(turnOf(target)).text, "Answer");
  actions.link = (target) => QA.copy(`${location.origin}${location.pathname}?q=${encodeURIComponent(turns.get(turnOf(target)).link)}`, "Link");
  actions.export = (target) => {
    if (target.closest("[popover]")) target.closest("[popover]").hidePopover();
    QA.send("export", { format: target.dataset.format, turn: target.dataset.one ? turnOf(target) : null });
  };
  actions.reference = (target) => QA.send("export", { format: "bibtex", id: target.dataset.id, copy: true });
  actions.opinion = (target) => {
    const data = { turn: turnOf(target), opinion: target.dataset.opinion };
    if (turns.get(data.turn).opinions.includes(data.opinion)) return;
    if (data.opinion === "up") { QA.send("opinion", data); return; }
    const dialog = $("#qa-opinion"), comment = $("#qa-comment");
    comment.value = "";
    dialog.onclose = () => { if (dialog.returnValue === "send") QA.send("opinion", { ...data, comment: comment.value }); };
    dialog.returnValue = "";
    dialog.showModal();
  };
  /* Only what was recorded is marked; good and bad exclude each other. */
  const opposite = { up: "down", down: "up" };
  on.opinion = (p) => {
    QA.note(p.text);
    const turn = turns.get(p.turn);
    if (!turn) return;
    turn.opinions = [...turn.opinions.filter((o) => o !== opposite[p.opinion]), p.opinion];
    mark(turn);
    keep();
  };
  function mark(turn) {
    for (const b of all("[data-do=opinion]", turn.node)) b.setAttribute("aria-pressed", turn.opinions.includes(b.dataset.opinion));
  }

  /* A question limited to some papers */
  const of = ({ papers, label }) => `${papers.toLocaleString()} paper${papers === 1 ? "" : "s"}: ${label}`;
  QA.limit = (filters, label, papers) => showLimit(filters ? { filters, label, papers } : null);
  function showLimit(limits) {
    state.limits = limits;
    QA.inTab("limits", limits && !state.own ? { ...limits, digest: state.digest } : null);
    $("#qa-limits").replaceChildren(...(limits ? [make("span", { class: "limit" }, make("span", { text: `Only ${of(limits)}` }),
      make("button", { type: "button", class: "icon", "aria-label": "Ask all papers again", text: "×", data: { do: "unlimit" } }))] : []));
  }
  actions.unlimit = () => { QA.limit(null); box().focus(); };
  actions.limit = (target) => {
    closeDialogs();
    QA.limit({ paper_ids: [target.dataset.id] }, target.dataset.title, 1);
    QA.view("chat");
    box().focus();
  };
  function closeDialogs() { all("dialog[open]").forEach((d) => d.close()); QA.closeSources(); }

  /* The visitor's own papers */
  actions.leave = () => { leaving = true; $("#qa-own").replaceChildren(); QA.send("leave"); };
  actions.compose = () => { QA.view("chat"); box().focus(); };
  /* A file of another kind never leaves the browser; Gradio says so in a corner only. */
  function refuse(files) {
    const kinds = all("#qa-formats dt").map((kind) => kind.textContent);
    const other = [...files].find((file) => !kinds.some((kind) => file.name.toLowerCase().endsWith(kind)));
    if (other) on.own({ state: "failed", text: `${other.name} is of a kind that is not read here. Below is which files can be read.` });
  }
  QA.beginnings.push(() => {
    $("#qa-drop").addEventListener("change", (event) => refuse(event.target.files || []), true);
    $("#qa-drop").addEventListener("drop", (event) => refuse(event.dataTransfer.files), true);
  });
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
