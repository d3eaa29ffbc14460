/* The collection: map and table, which show the same choice of papers, and one paper's page. */
"use strict";
(() => {
  const { $, all, actions, on } = QA;
  let open = false, drawing = false, order = "", topic = "", start = 0, timer = 0, cited = [], found = [], matching = 0;

  const filters = () => {
    const data = Object.fromEntries(new FormData($("#qa-find")));
    return Object.fromEntries(Object.entries(data).filter(([, value]) => value.trim()));
  };
  const narrowed = () => topic !== "" || Object.keys(filters()).length > 0;
  const load = (from = 0) => { start = from; QA.send("table", { ...filters(), topic, order, start }); };
  const dots = () => all("#qa-map .dot");

  QA.openCollection = () => {
    if (open) return;
    open = true;
    load();
    drawing = true;
    QA.send("atlas");
  };
  QA.failedCollection = (why) => {
    if (!drawing) return;
    open = drawing = false;
    $("#qa-map").textContent = why;
  };
  QA.forgetCollection = () => {
    open = false;
    cited = [];
    order = topic = "";
    $("#qa-find").reset();
    $("#qa-rows").replaceChildren();
    $("#qa-map").textContent = "Drawing the map …";
    if (!$("#view-collection").hidden) QA.openCollection();
  };

  on.rows = (p) => {
    const rows = $("#qa-rows");
    if (p.start) rows.insertAdjacentHTML("beforeend", p.html);
    else rows.innerHTML = p.html; // made and escaped by collection_view
    found = p.found;
    matching = p.matching;
    $("#qa-found").textContent = p.count;
    $("#qa-more").hidden = !p.more;
    $("#qa-ask-found").hidden = !narrowed() || !found.length;
    $("#view-collection").classList.toggle("no-authors", !p.authors);
    $("#view-collection").classList.toggle("no-years", !p.years);
    paint();
  };
  on.map = (p) => {
    drawing = false;
    $("#qa-map").innerHTML = p.html;
    $("#view-collection").classList.toggle("no-map", !p.html);
    QA.markCited(cited);
    paint();
  };
  /* The map shows which papers are listed, the table which topic each belongs to. */
  function paint() {
    const listed = new Set(found), topics = new Map();
    for (const dot of dots()) {
      topics.set(dot.dataset.id, dot.dataset.topic);
      dot.classList.toggle("faded", narrowed() && !listed.has(dot.dataset.id));
    }
    all("#qa-map .name").forEach((name) => name.classList.toggle("faded", topic !== "" && !name.classList.contains("t" + topic)));
    for (const swatch of all("#qa-rows .swatch")) {
      const its = topics.get(swatch.dataset.of);
      if (its !== undefined) swatch.classList.add("t" + its);
    }
  }

  function choose(wanted) {
    topic = wanted;
    all("#qa-map .legend button").forEach((b) => b.setAttribute("aria-pressed", b.dataset.topic === topic));
    load();
  }
  actions.topic = (target) => choose(target.dataset.topic === topic ? "" : target.dataset.topic);
  actions["all-papers"] = () => { $("#qa-find").reset(); choose(""); };
  actions.more = () => load(start + 100);
  actions.sort = (target) => {
    order = order === target.dataset.order ? "-" + order : target.dataset.order;
    all("#view-collection th").forEach((th) => {
      const mine = th.contains(target);
      th.setAttribute("aria-sort", mine ? (order.startsWith("-") ? "descending" : "ascending") : "none");
    });
    load();
  };
  function inWords({ words, author, first, last }) {
    const span = first && last && first !== last ? `${first} to ${last}` : first && last ? first : first ? `from ${first}` : last && `until ${last}`;
    return [words, author && `author: ${author}`, span].filter(Boolean);
  }
  actions["ask-found"] = () => {
    const chosen = filters(), names = inWords(chosen);
    const pressed = $("#qa-map .legend [aria-pressed=true]");
    if (pressed) names.unshift(pressed.dataset.name);
    QA.limit(topic === "" ? chosen : { paper_ids: found }, names.join(", "), matching);
    actions.compose();
  };
  QA.beginnings.push(() => {
    const form = $("#qa-find");
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(load, 150); });
    $("#qa-paper").addEventListener("click", (event) => { if (event.target === event.currentTarget) event.currentTarget.close(); });
    $("#qa-paper").addEventListener("close", () => point("chosen", ""));
    const rows = $("#qa-rows");
    for (const kind of ["mouseover", "focusin"]) {
      rows.addEventListener(kind, (event) => { const row = event.target.closest("tr"), swatch = row && $(".swatch", row); point("hot", swatch ? swatch.dataset.of : ""); });
    }
    rows.addEventListener("mouseleave", () => point("hot", ""));
  });

  QA.markCited = (ids) => {
    cited = ids;
    const wanted = new Set(ids);
    dots().forEach((dot) => dot.classList.toggle("cited", wanted.has(dot.dataset.id)));
  };
  const point = (how, id) => dots().forEach((dot) => dot.classList.toggle(how, dot.dataset.id === id));

  actions.paper = (target) => QA.send("paper", { id: target.dataset.id || "", title: target.dataset.title || "" });
  on.paper = (p) => {
    $("#qa-paper-body").innerHTML = p.html; // made and escaped by collection_view
    const dialog = $("#qa-paper");
    if (!dialog.open) dialog.showModal();
    dialog.scrollTop = 0;
    point("chosen", p.id);
  };
})();
