/* What outlives a reload: the conversation of each tab, what is being written, what is being asked. */
"use strict";
(() => {
  const MOST = 4; // conversations of a collection that are kept; the one unused for longest goes first
  let mine = ""; // the conversation of this tab; no other writes to it
  const key = (digest, talk) => `talk.${digest}.${talk}`;
  const lately = (digest) => QA.stored("talks." + digest) || [];
  const held = (talk) => QA.stored("held." + talk) === true;

  function take(talk) {
    mine = talk && !held(talk) ? talk : Date.now().toString(36) + Math.random().toString(36).slice(2, 8);
    QA.stored("held." + mine, true);
    QA.inTab("talk", mine);
  }
  addEventListener("pagehide", () => { if (mine) QA.stored("held." + mine, null); });
  addEventListener("pageshow", (event) => { if (event.persisted && mine) take(mine); });

  /* The turns to show: of this tab, in a new tab those of the conversation used last. One that another
     tab has open is copied, not shared. */
  QA.openTalk = (digest, anew) => {
    const wanted = anew ? "" : mine || QA.inTab("talk") || lately(digest)[0];
    if (!mine || anew) take(wanted);
    return wanted ? QA.stored(key(digest, wanted)) : null;
  };
  QA.keepTalk = (digest, saved) => {
    QA.stored(key(digest, mine), saved.length ? saved : null);
    if (!lately(digest).includes(mine)) list(digest, [...lately(digest), mine]);
  };
  /* A conversation that was emptied is the one used last as well: no older one comes back in its place. */
  QA.useTalk = (digest) => list(digest, [mine, ...lately(digest).filter((talk) => talk !== mine)]);
  function list(digest, talks) {
    for (const talk of talks.slice(MOST)) { QA.stored(key(digest, talk), null); QA.stored("held." + talk, null); }
    QA.stored("talks." + digest, talks.slice(0, MOST));
  }
})();
