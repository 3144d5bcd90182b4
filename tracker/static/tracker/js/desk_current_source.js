// Sets and clears the current source without leaving the form that is being typed.

const bar = document.querySelector("[data-current-source]");
const name = bar.querySelector("[data-source-name]");
const said = bar.querySelector("[data-source-said]");
const change = bar.querySelector("[data-source-change]");

function show(source) {
  name.textContent = source.text || bar.dataset.none;
  name.lang = source.language || document.documentElement.lang;
  if (source.address) name.href = source.address;
  else name.removeAttribute("href");
  bar.querySelector("[data-source-clear]").hidden = !source.id;
  change.open = false;
  said.textContent = name.textContent;
}

for (const form of bar.querySelectorAll("[data-source-form]")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const headers = { Accept: "application/json" };
    const response = await fetch(form.action, { method: "POST", body: new FormData(form), headers });
    if (!response.ok) return form.submit(); // the page the server answers with says why
    const source = await response.json();
    document.dispatchEvent(new CustomEvent("desk:source", { detail: source }));
    change.querySelector("summary").focus();
  });
}
document.addEventListener("desk:source", (event) => show(event.detail));
