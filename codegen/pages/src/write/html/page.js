// Search, filters, keys, and the theme. Without this script, the page shows all its content.
"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const items = all(".item");
  const errors = all(".error.item");
  const folds = all("details.error");
  const find = byId("page:find");
  const filters = ["status", "category", "retry"].map((name) => [name, byId("page:" + name)]).filter(([, select]) => select);

  // The searchable text in lower case. A word of the query matches at the start of a word, and `TooManyRequests` matches
  // both whole and as three words.
  const texts = new Map(items.map((item) => {
    const parts = all("[data-find]", item).map((part) => part.textContent);
    const facts = [item.dataset.status, item.dataset.category, item.dataset.catalog].filter(Boolean);
    const text = [...parts, ...facts].join(" ");
    const words = text.replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, "$1 $2").replace(/_/g, " ");
    return [item, `${text} ${words}`.toLowerCase()];
  }));
  const counted = (number) => `${number} error${number === 1 ? "" : "s"}`;
  const literal = (word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const startOf = (word) => new RegExp((/^[\p{L}\p{N}]/u.test(word) ? "(?<![\\p{L}\\p{N}])" : "") + literal(word), "u");

  function show() {
    const words = find.value.toLowerCase().split(/\s+/).filter(Boolean).map(startOf);
    const wanted = filters.filter(([, select]) => select.value);
    const narrowed = words.length > 0 || wanted.length > 0;
    for (const item of items) {
      const has = ([name, select]) => (item.dataset[name] || "").split(/\s+/).includes(select.value);
      item.hidden = !(wanted.every(has) && words.every((word) => word.test(texts.get(item))));
    }
    const empty = (part) => !part.querySelector(".item:not([hidden])");
    for (const part of all(".group")) part.hidden = narrowed && empty(part);
    for (const part of all("main > section")) part.hidden = narrowed && (part.classList.contains("rest") || empty(part));
    for (const [, select] of filters) select.classList.toggle("on", select.value !== "");
    const shown = errors.filter((error) => !error.hidden).length;
    byId("page:count").textContent = narrowed ? `${shown} of ${counted(errors.length)}` : counted(errors.length);
    byId("page:nothing").hidden = items.some((item) => !item.hidden);
    byId("page:clear").hidden = !narrowed;
  }

  function clear() {
    find.value = "";
    for (const [, select] of filters) select.value = "";
    show();
  }

  function openAll(open) {
    for (const fold of folds) fold.open = open;
  }

  // Opens the error that the address names by a code or its name. Any other fragment becomes a search.
  function follow() {
    let name = location.hash.slice(1);
    try { name = decodeURIComponent(name); } catch { /* Keep it undecoded. */ }
    if (!name) return;
    const target = byId(name);
    const error = target?.dataset.of ? byId(target.dataset.of) : target;
    if (!target) {
      clear();
      find.value = name;
      show();
      return;
    }
    if (error.closest("[hidden]")) clear();
    if (error.matches("details.error")) {
      error.open = true;
      error.querySelector("summary").focus({ preventScroll: true });
    }
    error.scrollIntoView({ block: "start" });
  }

  function step(by) {
    const rows = errors.filter((error) => error.offsetParent).map((error) => error.querySelector("summary") || error);
    const at = rows.indexOf(document.activeElement);
    if (at < 0 && document.activeElement !== find) return false;
    if (at + by < 0) find.focus();
    else rows[Math.min(at + by, rows.length - 1)]?.focus();
    return true;
  }

  function key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.matches("input, select, textarea");
    if (event.key === "/" && !typing) {
      find.focus();
      find.select();
    } else if (event.key === "Escape") {
      clear();
    } else if (event.key === "Enter" && event.target === find) {
      const first = errors.find((error) => error.offsetParent);
      if (!first) return;
      if (first.matches("details")) first.open = true;
      (first.querySelector("summary") || first).focus();
    } else if (!((event.key === "ArrowDown" && step(1)) || (event.key === "ArrowUp" && step(-1)))) {
      return;
    }
    event.preventDefault();
  }

  // A local file or a private window may have no storage.
  const themes = ["system", "light", "dark"];
  const remembered = () => { try { return localStorage.getItem("errcat-theme"); } catch { return null; } };
  const remember = (name) => { try { localStorage.setItem("errcat-theme", name); } catch { /* The choice is lost. */ } };
  let theme = themes.includes(remembered()) ? remembered() : "system";
  function paint() {
    if (theme === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    byId("page:theme").textContent = "Theme: " + theme;
  }

  openAll(false);
  for (const part of all(".tools, .theme, footer .keys")) part.hidden = false;
  const tools = document.querySelector(".tools");
  const measure = () => document.documentElement.style.setProperty("--tools", `${tools.offsetHeight}px`);
  new ResizeObserver(measure).observe(tools);
  measure();
  paint();
  byId("page:theme").addEventListener("click", () => {
    theme = themes[(themes.indexOf(theme) + 1) % themes.length];
    remember(theme);
    paint();
  });
  find.addEventListener("input", show);
  for (const [, select] of filters) select.addEventListener("change", show);
  byId("page:clear").addEventListener("click", () => { clear(); find.focus(); });
  const closedLeft = () => folds.some((fold) => !fold.open);
  byId("page:fold")?.addEventListener("click", () => openAll(closedLeft()));
  document.addEventListener("toggle", () => { byId("page:fold").textContent = closedLeft() ? "Open all" : "Close all"; }, true);
  // When the user opens an error, the address bar links to it.
  for (const fold of folds) {
    fold.querySelector("summary").addEventListener("click", () => {
      if (!fold.open) history.replaceState(null, "", "#" + encodeURIComponent(fold.id));
    });
  }
  document.addEventListener("keydown", key);
  addEventListener("hashchange", follow);
  let closed = [];
  addEventListener("beforeprint", () => { closed = folds.filter((fold) => !fold.open); openAll(true); });
  addEventListener("afterprint", () => { for (const fold of closed) fold.open = false; });
  show();
  follow();
})();
