// "New passage here": writes a passage of the current source and chooses it in the picker it was
// asked from, without leaving the row.

const dialog = document.querySelector("[data-new-passage-dialog]");
let picker; // the <select> that gets the new passage
let asked; // the button, to which the cursor returns

function open(button) {
  asked = button;
  picker = button.closest("[data-passage-picker]").querySelector("select");
  forget();
  dialog.showModal();
  dialog.dispatchEvent(new CustomEvent("desk:shown", { bubbles: true }));
  const form = dialog.querySelector("form");
  (form.elements.article.value ? form.elements.paragraph : form.elements.article).focus();
}

function forget() {
  for (const list of dialog.querySelectorAll("[data-errors-of]")) {
    list.hidden = true;
    list.replaceChildren();
  }
  for (const field of dialog.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
}

function refuse(errors) {
  for (const [name, sentences] of Object.entries(errors)) {
    const list = dialog.querySelector(`[data-errors-of="${name}"]`);
    list.replaceChildren(
      ...sentences.map((sentence) => Object.assign(document.createElement("li"), { textContent: sentence })),
    );
    list.hidden = false;
    dialog.querySelector(`[name="${name}"]`)?.setAttribute("aria-invalid", "true");
  }
  dialog.querySelector("[aria-invalid]")?.focus();
}

function choose({ id, text }) {
  if (!picker.multiple) picker.value = "";
  picker.append(new Option(text, id, true, true));
  django.jQuery(picker).trigger("change");
}

async function save(form) {
  forget();
  let response;
  try {
    response = await fetch(form.action, { method: "POST", body: new FormData(form), redirect: "error" });
  } catch {
    return refuse({ __all__: [dialog.dataset.failed] });
  }
  if (response.status === 400) return refuse((await response.json()).errors);
  if (!response.ok) return refuse({ __all__: [dialog.dataset.failed] });
  const answer = await response.json();
  choose(answer);
  document.dispatchEvent(new CustomEvent("desk:source", { detail: answer.source }));
  for (const field of form.querySelectorAll("input:not([type=hidden]), textarea")) field.value = "";
  dialog.close();
}

function prefill({ id, text }) {
  const article = dialog.querySelector("[name=article]");
  article.replaceChildren(...(id ? [new Option(text, id, true, true)] : [new Option("", "")]));
  django.jQuery(article).trigger("change");
}

if (dialog) {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-new-passage]");
    if (button) open(button);
  });
  document.addEventListener("desk:source", (event) => prefill(event.detail));
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => asked?.focus());
  dialog.querySelector("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = event.target.querySelector("[type=submit]");
    button.disabled = true; // a second press would write the passage twice
    await save(event.target);
    button.disabled = false;
  });
}
