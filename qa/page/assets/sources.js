/* The way from a number to its proof: the card on hover and focus, the pane on click. */
"use strict";
(() => {
  const { $, all, make, actions } = QA;
  const narrow = () => matchMedia("(max-width: 899px)").matches;

  QA.addSources = (turn, html) => {
    QA.dropSources(turn);
    const holder = make("div", { data: { turn } });
    holder.innerHTML = html; // made and escaped by sources_view
    $("#qa-sources-body").append(holder);
  };
  QA.dropSources = (turn) => all(`#qa-sources-body > [data-turn="${turn}"]`).forEach((e) => e.remove());
  QA.showSources = (turn) => {
    const found = all("#qa-sources-body > [data-turn]");
    for (const holder of found) holder.hidden = +holder.dataset.turn !== turn;
    $("#qa-sources").classList.toggle("filled", found.some((h) => !h.hidden && h.firstChild));
    $("#qa-sources").scrollTop = 0;
    const first = found.find((h) => !h.hidden);
    const mark = first && $("mark", first);
    if (mark) reveal($(".source", first), mark, "instant"); // the first proof is in sight at once
  };
  QA.closeSources = () => {
    const pane = $("#qa-sources");
    if (pane.classList.contains("open")) { pane.classList.remove("open"); if (opener) opener.focus({ preventScroll: true }); }
  };
  actions["close-sources"] = QA.closeSources;

  /* The quote comes into sight; where it lies deep in an abstract the title stays above it. */
  function reveal(source, goal, behavior) {
    const pane = $("#qa-sources"), base = pane.getBoundingClientRect().top - pane.scrollTop;
    const head = source.getBoundingClientRect().top - base, at = goal.getBoundingClientRect();
    const fits = at.bottom - base - head < pane.clientHeight - 40;
    pane.scrollTo({ top: fits ? Math.max(0, head - 64) : at.top - base - pane.clientHeight * 0.35, behavior });
  }

  let opener = null;
  actions.cite = (chip) => {
    const { turn, number, quote } = chip.dataset;
    hide();
    opener = chip;
    QA.showSources(+turn);
    const pane = $("#qa-sources");
    pane.classList.add("open");
    const source = $(`#source-${turn}-${number}`);
    if (!source) return;
    all(".now", pane).forEach((e) => e.classList.remove("now"));
    source.classList.add("now");
    const marks = all("mark", source);
    const mark = marks.find((m) => (m.dataset.quotes || "").split(" ").includes(quote)) || marks[0];
    if (mark) mark.classList.add("now");
    reveal(source, mark || source, calm() ? "instant" : "smooth");
    source.focus({ preventScroll: true });
  };
  const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

  /* The card of a number or of a dot on the map */
  const card = () => $("#qa-card");
  function show(chip) {
    const box = card();
    $("b", box).textContent = chip.dataset.title || "";
    $("q", box).textContent = chip.dataset.text || "";
    $("q", box).hidden = !chip.dataset.text;
    box.hidden = false;
    chip.setAttribute("aria-describedby", "qa-card");
    const at = chip.getBoundingClientRect(), size = box.getBoundingClientRect();
    const left = Math.max(8, Math.min(at.left - 16, innerWidth - size.width - 8));
    const below = at.bottom + 8 + size.height < innerHeight;
    box.style.left = left + "px";
    box.style.top = (below ? at.bottom + 8 : Math.max(8, at.top - size.height - 8)) + "px";
  }
  function hide() {
    if (!card() || card().hidden) return;
    card().hidden = true;
    all("[aria-describedby=qa-card]").forEach((e) => e.removeAttribute("aria-describedby"));
  }
  const carded = (event) => event.target.closest && event.target.closest("button.chip, .dot");
  document.addEventListener("mouseover", (event) => { const chip = carded(event); if (chip && !narrow()) show(chip); else hide(); });
  document.addEventListener("focusin", (event) => { const chip = carded(event); if (chip && chip.matches(":focus-visible")) show(chip); else hide(); });
  document.addEventListener("scroll", hide, { capture: true, passive: true });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") { hide(); QA.closeSources(); } });
})();
