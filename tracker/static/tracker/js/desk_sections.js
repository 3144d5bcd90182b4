// Sections of the entry form: links open what they lead to, open sections are remembered on this
// computer, rows are counted as they come and go, Ctrl+S (⌘S) saves and stays.

const form = document.querySelector(".entry-form #content-main form");
const sections = [...form.querySelectorAll("[data-section]")];
const KEY = "desk-open-sections";

function remembered() {
  try {
    return JSON.parse(localStorage.getItem(KEY));
  } catch {
    return null; // storage refused or nonsense in it: nothing is remembered
  }
}

function remember() {
  const open = sections.filter((section) => section.open).map((section) => section.dataset.section);
  try {
    localStorage.setItem(KEY, JSON.stringify(open));
  } catch {
    // A browser that keeps nothing shows the first section, as on a first visit.
  }
}

function reveal(id) {
  const target = id && document.getElementById(id);
  if (!target || !form.contains(target)) return;
  target.querySelector(":scope > details.desk-row")?.setAttribute("open", "");
  for (let node = target; node && node !== form; node = node.parentElement) {
    if (node instanceof HTMLDetailsElement) node.open = true;
  }
  target.scrollIntoView({ block: "start" });
  const focus = target.matches("input, select, textarea") ? target : target.querySelector("summary");
  (focus ?? target).focus({ preventScroll: true });
}

function count(section) {
  const rows = section.querySelectorAll(".inline-related:not(.empty-form)").length;
  const mark = form.querySelector(`[data-count-of="${section.dataset.section}"]`);
  if (mark) mark.textContent = rows;
}

const open = remembered();
if (Array.isArray(open)) {
  for (const section of sections) {
    // What is remembered never hides an error, nor what a save asks for.
    section.open = open.includes(section.dataset.section) || "staysOpen" in section.dataset;
  }
}
if (form.querySelector(".errornote")) {
  // Back from a save with mistakes: they are what to look at, not where one was before.
  history.replaceState(null, "", location.pathname + location.search);
  form.querySelector(".errornote").scrollIntoView({ block: "start" });
} else {
  reveal(location.hash.slice(1));
}

form.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#"]');
  const id = link?.getAttribute("href").slice(1);
  if (!id || !document.getElementById(id)) return; // Django's own links are a bare "#"
  event.preventDefault();
  history.replaceState(null, "", `#${id}`);
  reveal(id);
});
for (const section of sections) section.addEventListener("toggle", remember);
document.addEventListener("formset:added", (event) => {
  count(event.target.closest("[data-section]"));
  event.target.querySelector("input:not([type=hidden]), select, textarea")?.focus();
});
document.addEventListener("formset:removed", () => sections.forEach(count));
document.addEventListener("keydown", (event) => {
  if (event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey) || event.altKey) return;
  const save = form.querySelector("[name=_continue]");
  if (!save) return;
  event.preventDefault();
  if (!document.querySelector("dialog[open]")) save.click();
});
