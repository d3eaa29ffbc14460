/* The collection: table, map, and one paper's page. */
"use strict";
(() => {
  const { $, all, actions, on, state } = QA;
  let open = false, order = "", start = 0, timer = 0, cited = [];

  const filters = () => {
    const data = Object.fromEntries(new FormData($("#qa-find")));
    return Object.fromEntries(Object.entries(data).filter(([, value]) => value.trim()));
  };
  const load = (from = 0) => { start = from; QA.send("table", { ...filters(), order, start }); };

  QA.openCollection = () => {
    if (open) return;
    open = true;
    load();
    QA.send("atlas");
  };
  QA.forgetCollection = () => {
    open = false;
    cited = [];
    order = "";
    $("#qa-find").reset();
    $("#qa-rows").replaceChildren();
    $("#qa-map").textContent = "Drawing the map …";
  };

  on.rows = (p) => {
    const rows = $("#qa-rows");
    if (p.start) rows.insertAdjacentHTML("beforeend", p.html);
    else rows.innerHTML = p.html; // made and escaped by collection_view
    $("#qa-found").textContent = p.count;
    $("#qa-more").hidden = !p.more;
    $("#qa-ask-found").hidden = !Object.keys(filters()).length || !rows.children.length;
    $("#view-collection").classList.toggle("no-authors", !p.authors);
    $("#view-collection").classList.toggle("no-years", !p.years);
  };
  actions.more = () => load(start + 100);
  actions.sort = (target) => {
    order = order === target.dataset.order ? "-" + order : target.dataset.order;
    all("#view-collection th").forEach((th) => {
      const mine = th.contains(target);
      th.setAttribute("aria-sort", mine ? (order.startsWith("-") ? "descending" : "ascending") : "none");
    });
    load();
  };
  actions["ask-found"] = () => {
    const chosen = filters();
    QA.limit(chosen, Object.values(chosen).join(", "));
    QA.view("chat");
    $("#qa-question").focus();
  };
  QA.beginnings.push(() => {
    const form = $("#qa-find");
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(load, 150); });
    $("#qa-paper").addEventListener("click", (event) => { if (event.target === event.currentTarget) event.currentTarget.close(); });
    $("#qa-paper").addEventListener("close", () => mark(""));
  });

  on.map = (p) => { $("#qa-map").innerHTML = p.html; QA.markCited(cited); };
  QA.markCited = (ids) => {
    cited = ids;
    const wanted = new Set(ids);
    all("#qa-map .dot").forEach((dot) => dot.classList.toggle("cited", wanted.has(dot.dataset.id)));
  };
  actions.topic = (target) => {
    const on = target.getAttribute("aria-pressed") !== "true";
    all("#qa-map .legend button").forEach((b) => b.setAttribute("aria-pressed", on && b === target));
    all("#qa-map .dot").forEach((dot) => dot.classList.toggle("faded", on && dot.dataset.topic !== target.dataset.topic));
    all("#qa-map .name").forEach((name) => name.classList.toggle("faded", on && !name.classList.contains("t" + target.dataset.topic)));
  };
  const mark = (id) => all("#qa-map .dot").forEach((dot) => dot.classList.toggle("chosen", dot.dataset.id === id));

  actions.paper = (target) => QA.send("paper", { id: target.dataset.id || "", title: target.dataset.title || "" });
  on.paper = (p) => {
    $("#qa-paper-body").innerHTML = p.html; // made and escaped by collection_view
    const dialog = $("#qa-paper");
    if (!dialog.open) dialog.showModal();
    dialog.scrollTop = 0;
    mark(p.id);
  };
})();
