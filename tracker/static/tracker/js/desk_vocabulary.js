// Under every choice of a closed list: what the chosen value means, and a list of what all mean.

const data = document.getElementById("vocabulary-definitions");
const definitions = data ? JSON.parse(data.textContent) : {};
const words = document.getElementById("vocabulary-words")?.dataset ?? {};
let dialog;

function explain(select) {
  const meanings = definitions[select.dataset.vocabulary];
  if (!meanings || select.dataset.explained || select.name.includes("__prefix__")) return;
  select.dataset.explained = "yes";
  const note = document.createElement("p");
  note.className = "definition";
  note.id = `${select.id}_definition`;
  const meaning = document.createElement("span");
  const ask = document.createElement("button");
  ask.type = "button";
  ask.textContent = words.ask;
  ask.addEventListener("click", () => list(select, meanings));
  note.append(meaning, " ", ask);
  (select.closest(".related-widget-wrapper") ?? select).after(note);
  select.setAttribute("aria-describedby", note.id);
  const say = () => (meaning.textContent = meanings[select.value] ?? "");
  select.addEventListener("change", say);
  say();
}

function list(select, meanings) {
  dialog ??= makeDialog();
  const terms = dialog.querySelector("dl");
  terms.replaceChildren();
  for (const option of select.options) {
    if (!meanings[option.value]) continue;
    const term = document.createElement("dt");
    const meaning = document.createElement("dd");
    term.textContent = option.text;
    meaning.textContent = meanings[option.value];
    terms.append(term, meaning);
  }
  const label = document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
  dialog.querySelector("h2").textContent = (label?.textContent ?? "");
  dialog.showModal();
}

function makeDialog() {
  const made = document.createElement("dialog");
  made.className = "vocabulary-dialog";
  const title = document.createElement("h2");
  title.id = "vocabulary-title";
  made.setAttribute("aria-labelledby", title.id);
  const close = document.createElement("button");
  close.type = "button";
  close.textContent = words.close;
  close.addEventListener("click", () => made.close());
  made.append(title, document.createElement("dl"), close);
  document.body.append(made);
  return made;
}

function explainVisible(root) {
  for (const select of root.querySelectorAll("select[data-vocabulary]")) {
    if (select.checkVisibility()) explain(select);
  }
}

explainVisible(document);
document.addEventListener("toggle", (event) => explainVisible(event.target), true);
document.addEventListener("formset:added", (event) => explainVisible(event.target));
